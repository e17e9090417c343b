"""Training on growing numbers of accounts, on a small network and the real tokenizer."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.reader import read_accounts
from nlp.training.settings import TrainingSettings
from tests.nlp.training.inventing import account

try:
    from nlp.training.base_weights import base_weights
    from nlp.training.learning_curve import learning_curve
    from tests.nlp.training.small_bert import write_small_bert
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
CORPUS = Path(__file__).parents[3] / "models" / "corpus"
SETTINGS = TrainingSettings(epochs=1, seed=3, window=64, windows_per_step=4, encoder_rate=1e-3)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_bert(tmp_path_factory.mktemp("bert"), base_weights())


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return read_accounts(CORPUS / "retail.acc", unit)


def test_each_point_learns_from_the_accounts_before_and_more(
    weights: Path, accounts: list[Account], unit: Unit
) -> None:
    train, test = accounts[:4], accounts[4:6]

    points = list(learning_curve(weights, (train, test), unit, SETTINGS, [1, 2, 99]))

    assert [point.accounts for point in points] == [1, 2, 4]
    assert points[0].sentences < points[1].sentences < points[2].sentences
    assert points[2].sentences == sum(len(account.sentences) for account in train)
    assert all(point.losses and math.isfinite(sum(point.losses)) for point in points)
    assert all(-1 <= point.stage_kappa <= 1 and 0 <= point.element_precision <= 1 for point in points)


def test_the_same_fold_and_settings_give_the_same_point(weights: Path, accounts: list[Account], unit: Unit) -> None:
    fold = (accounts[:2], accounts[2:3])

    first, second = (next(learning_curve(weights, fold, unit, SETTINGS, [2])) for _ in range(2))

    assert first == second


def test_longer_training_learns_the_stages_of_what_it_was_trained_on(
    weights: Path, accounts: list[Account], unit: Unit
) -> None:
    known = accounts[:2]
    settings = SETTINGS.model_copy(update={"epochs": 25})

    (point,) = learning_curve(weights, (known, known), unit, settings, [2])

    assert point.losses[-1] < 0.7 * point.losses[0]
    assert point.stage_kappa > 0.5


def test_what_has_nothing_to_find_is_not_a_number(weights: Path, accounts: list[Account], unit: Unit) -> None:
    plain = account(unit, "plain", [LabelledSentence("I work on the tills.", "description")])

    (point,) = learning_curve(weights, (accounts[:1], [plain]), unit, SETTINGS, [1])

    assert math.isnan(point.element_precision)
