from __future__ import annotations

from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.reader import read_corpus
from nlp.evaluation.splits import OTHER, sector_family

CORPUS = Path(__file__).parents[3] / "models" / "corpus"


@pytest.mark.parametrize(
    ("sector", "family"),
    [
        ("supermarket", "shops"),
        ("IT service desk, council", "IT and staff services"),
        ("council contact centre", "public services"),
        ("boiler manufacturer after-sales", "trade and manufacturers"),
        ("lighthouse", OTHER),
    ],
)
def test_a_sector_belongs_to_one_family(sector: str, family: str) -> None:
    assert sector_family(sector) == family


def test_every_sector_of_the_corpus_has_a_family(unit: Unit) -> None:
    sectors = {account.sector for account in read_corpus(CORPUS, unit)}

    assert [sector for sector in sectors if sector_family(sector) == OTHER] == []
