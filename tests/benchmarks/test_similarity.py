from __future__ import annotations

from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from benchmarks.similarity import compare, show, show_caution
from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.training.cross_validate import OutOfFold
from nlp.training.fit_similarity import carried
from tests.nlp.training.inventing import random_accounts, scores_of


@pytest.fixture(scope="module")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 30)


@pytest.fixture(scope="module")
def scores(unit: Unit, accounts: list[Account]) -> OutOfFold:
    return scores_of(unit, accounts, [0, 1, 2] * 10)


def test_every_way_has_its_row_of_figures(unit: Unit, accounts: list[Account], scores: OutOfFold) -> None:
    knowing = carried(accounts, [element.id for element in unit.elements]).astype(np.float64)
    console = Console(width=160, file=StringIO())

    ways = compare(unit, accounts, scores.folds, scores, {"matched": knowing})
    show(unit, accounts, ways, console)
    show_caution(unit, accounts, ways["matched"], console)

    assert isinstance(console.file, StringIO)
    printed = console.file.getvalue()
    rows = {line.split("│")[1].strip(): line.split("│")[2:-1] for line in printed.splitlines() if line.startswith("│")}
    assert set(rows) == {*(point.id for point in unit.marking_points), "inbox", "ordered", "all"}
    assert [cell.strip() for cell in rows["all"][2:]] == ["1.00", "1.00"]
    assert 0.5 < float(rows["all"][0]) < 1.0
    assert "weak: precision 1.00, recall 1.00" in printed
