from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus

CORPUS = Path(__file__).parents[3] / "models" / "corpus"


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return read_corpus(CORPUS, unit)


def test_all_files_are_read(accounts: list[Account]) -> None:
    assert len(accounts) == 512
    assert sum(len(account.sentences) for account in accounts) == 9487
    assert Counter(account.kind for account in accounts) == {"ordered": 392, "inbox": 120}
    assert {account.file for account in accounts} == {file.name for file in CORPUS.glob("*.acc")}


def test_every_label_of_the_unit_occurs(accounts: list[Account], unit: Unit) -> None:
    sentences = [sentence for account in accounts for sentence in account.sentences]

    assert {sentence.stage for sentence in sentences} == {stage.id for stage in unit.stages}
    assert {name for s in sentences for name in s.elements} == {element.id for element in unit.elements}
    assert {name for s in sentences for name in s.constraints} == {constraint.id for constraint in unit.constraints}
    assert {name for s in sentences for name in s.mistakes} == {mistake.id for mistake in unit.mistakes}
    assert {name for account in accounts for name in account.flags} == {flag.id for flag in unit.flags}


def test_spans_cut_every_sentence_out_of_its_document(accounts: list[Account]) -> None:
    for account in accounts:
        text = account.document().text
        cut = [text[span.start : span.end] for span in account.sentence_spans()]
        assert cut == [sentence.text for sentence in account.sentences], account.id


def test_the_guide_and_the_provenance_stand_beside_it() -> None:
    assert "invented" in (CORPUS / "README.md").read_text(encoding="utf-8")
    assert (CORPUS / "GUIDE.md").is_file()
