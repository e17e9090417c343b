"""The model card says what was measured, each figure with its interval."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import FILES, Manifest
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts
from nlp.evaluation.evaluate import predict_accounts
from nlp.evaluation.fairness import status_changes
from nlp.evaluation.judged import PredictedAccount
from nlp.evaluation.report import Report, build_report
from nlp.pipeline import fake_analyser
from nlp.training.card import model_card
from nlp.training.card_tables import shown
from nlp.training.learning_record import LearningPoint, LearningRecord, record_learning_curve
from nlp.training.settings import TrainingSettings

CORPUS = Path(__file__).parents[3] / "models" / "corpus"
CELL = re.compile(r"not estimable|[-+]?\d+(\.\d+)?%?( \(([-+]?\d+\.\d+%? to [-+]?\d+\.\d+%?|no interval)\))?")


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return [account for name in ("inbox_1.acc", "retail.acc") for account in read_accounts(CORPUS / name, unit)]


@pytest.fixture(scope="module")
def predicted(accounts: list[Account]) -> list[PredictedAccount]:
    return predict_accounts(fake_analyser(), accounts)


@pytest.fixture(scope="module")
def report(accounts: list[Account], predicted: list[PredictedAccount], unit: Unit) -> Report:
    return build_report(accounts, predicted, unit, resamples=50)


@pytest.fixture(scope="module")
def manifest(unit: Unit) -> Manifest:
    return Manifest(
        name="tried",
        version="0.0.1",
        unit=unit.id,
        stages=(),
        elements=(),
        constraints=(),
        mistakes=(),
        files=dict.fromkeys(FILES, "0"),
        training={
            "date": "2026-01-01",
            "base": {"name": "a base", "package": "a-base 1.0", "sha256": "ab"},
            "settings": {"epochs": 1, "variants": {"kept": 0.1}, "student": {"layers": [0, 2]}},
            "accounts": 36,
            "foils": 4,
            "sentences": 1234,
            "accounts_by_kind": {"inbox": 20, "ordered": 16},
            "unit_sha256": "cd",
            "libraries": {"torch": "2"},
        },
    )


@pytest.fixture(scope="module")
def curve(tmp_path_factory: pytest.TempPathFactory) -> LearningRecord:
    points = [
        LearningPoint(size, size * 18, 0, (1.0,), 30, {"inbox_stage_kappa": tuple([value] * 11)})
        for size, value in ((40, 0.4), (80, 0.5), (160, 0.58), (320, 0.65))
    ]
    path = tmp_path_factory.mktemp("curve") / "learning_curve.json"
    return record_learning_curve(path, points, TrainingSettings(), corpus=512)


def rows(card: str, heading: str) -> list[list[str]]:
    """The cells of the rows under a heading, without their first, titles and rules left out."""
    section = re.split(r"\n#+ ", card.partition(f"# {heading}\n")[2])[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    rules = [place for place, cells in enumerate(lines) if set(cells) == {"---"}]
    return [cells[1:] for place, cells in enumerate(lines) if place not in rules and place + 1 not in rules]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("How right it is", 14),
        ("By level", 28),
        ("By level of English", 28),
        ("By form", 28),
        ("By element", 27),
        ("By constraint", 6),
        ("By mistake", 8),
        ("By stage", 7),
        ("By marking point", 8),
    ],
)
def test_every_figure_is_given_with_its_interval(manifest: Manifest, report: Report, heading: str, count: int) -> None:
    found = rows(model_card(manifest, report), heading)

    assert len(found) == count
    assert [cell for cells in found for cell in cells if not CELL.fullmatch(cell)] == []


def test_every_setting_is_told(manifest: Manifest, report: Report) -> None:
    assert "- Settings: epochs 1, variants (kept 0.1), student (layers [0, 2]).\n" in model_card(manifest, report)


def test_small_sectors_are_given_in_their_families(manifest: Manifest, report: Report) -> None:
    card = model_card(manifest, report)
    small = sum(part["accounts"] < 5 for part in report["splits"]["sector"].values())

    assert small
    assert f"\n{small} sectors have fewer than 5 accounts each" in card
    assert "| retail | 16 |" in card
    assert all(CELL.fullmatch(cell) for cells in rows(card, "By sector") for cell in cells)


def test_ten_errors_are_described(manifest: Manifest, report: Report) -> None:
    card = model_card(manifest, report)

    for place, error in enumerate(report["worst_errors"], 1):
        assert f"\n{place}. {error['description']}\n" in card
    assert len(report["worst_errors"]) == 10
    assert len(rows(card, "What errors about elements have in common")) == 10


def test_changed_statuses_and_the_learning_curve_are_told_where_they_are_known(
    manifest: Manifest, report: Report, predicted: list[PredictedAccount], curve: LearningRecord
) -> None:
    changes = {"with typing mistakes": status_changes(predicted, predicted[::-1])}

    without, card = model_card(manifest, report), model_card(manifest, report, changes=changes, curve=curve)

    assert "has not been proven" in without
    assert "Same content" not in without
    assert "What more accounts would buy" not in without
    assert "has not been proven" not in card
    ((_, changed, *_),) = rows(card, "Same content, other English")
    assert changed == shown(changes["with typing mistakes"]["changed"], "percent")
    measured, foretold = rows(card, "What more accounts would buy")
    assert measured[-1].startswith("0.65")
    assert foretold[2] == shown(curve["forecasts"]["inbox_stage_kappa"]["gain"], "signed")
    assert foretold[2].startswith("+0.0")


def test_a_figure_says_why_it_lacks_an_interval_or_a_value() -> None:
    assert shown({"value": 0.5, "low": 0.4, "high": 0.6, "n": 9}) == "0.50 (0.40 to 0.60)"
    assert shown({"value": 0.5, "low": None, "high": None, "n": 2}) == "0.50 (no interval)"
    assert shown({"value": None, "low": None, "high": None, "n": 0}) == "not estimable"
