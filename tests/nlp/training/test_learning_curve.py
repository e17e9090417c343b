"""Training on growing numbers of accounts, on a small network and the real tokenizer."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.reader import read_accounts
from nlp.corpus.variants.varying import VariantShares
from nlp.evaluation.bootstrap import draw_accounts
from nlp.evaluation.tally import gold_labels
from nlp.training.settings import TrainingSettings
from tests.nlp.training.inventing import account, random_accounts, scores_of

try:
    from nlp.training.base_weights import base_weights
    from nlp.training.learning_curve import learning_curve, measured
    from tests.nlp.training.small_bert import write_small_bert
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
CORPUS = Path(__file__).parents[3] / "models" / "corpus"
SETTINGS = TrainingSettings(epochs=1, seed=3, window=64, pieces_per_step=256, encoder_rate=1e-3)


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
    for point in points:
        assert -1 <= point.measures["stage_kappa"][0] <= 1
        assert 0 <= point.measures["element_precision"][0] <= point.measures["account_element_precision"][0] <= 1
        assert math.isnan(point.measures["inbox_stage_kappa"][0])


def test_the_same_fold_and_settings_give_the_same_point(weights: Path, accounts: list[Account], unit: Unit) -> None:
    fold = (accounts[:2], accounts[2:3])

    first, second = (next(learning_curve(weights, fold, unit, SETTINGS, [2])) for _ in range(2))

    assert first.losses == second.losses
    assert first.measures["element_precision"] == second.measures["element_precision"]


def test_longer_training_learns_the_elements_of_what_it_was_trained_on(
    weights: Path, accounts: list[Account], unit: Unit
) -> None:
    known = accounts[:2]
    plain = VariantShares()
    short = SETTINGS.model_copy(
        update={"window": 256, "encoder_rate": 3e-3, "head_rate": 1e-2, "variants": plain, "epochs": 1}
    )

    (before,) = learning_curve(weights, (known, known), unit, short, [2])
    (after,) = learning_curve(weights, (known, known), unit, short.model_copy(update={"epochs": 25}), [2])

    assert after.losses[-1] < 0.7 * after.losses[0]
    assert after.measures["element_precision"][0] > 2 * before.measures["element_precision"][0]


def test_what_has_nothing_to_find_is_not_a_number(weights: Path, accounts: list[Account], unit: Unit) -> None:
    plain = account(unit, "plain", [LabelledSentence("I work on the tills.", "description")])

    (point,) = learning_curve(weights, (accounts[:1], [plain]), unit, SETTINGS, [1])

    assert math.isnan(point.measures["element_precision"][0])


def test_measures_are_those_of_scikit_learn_on_every_resample(unit: Unit) -> None:
    made = random_accounts(unit, 8)
    scores = scores_of(unit, made, [0] * 8).logits
    logits = [scores[item.id] for item in made]
    elements = len(unit.elements)

    measures = measured(made, logits, unit, resamples=3)

    draws = draw_accounts(8, 0, 3)
    for row, counted in enumerate(draws.astype(int)):
        drawn = np.repeat(np.arange(8), counted)
        truth = np.concatenate([gold_labels(made[place], "elements", unit) for place in drawn])
        given = np.concatenate([logits[place].labels[:, :elements] for place in drawn])
        expected = average_precision_score(truth.ravel(), given.ravel())
        assert measures["element_precision"][row] == pytest.approx(expected, abs=1e-6)
    inbox = [item for item in made if item.kind == "inbox"]
    alone = measured(inbox, [scores[item.id] for item in inbox], unit, resamples=3)
    assert measures["inbox_account_element_precision"][0] == pytest.approx(alone["account_element_precision"][0])
    assert measures["inbox_stage_kappa"][0] == pytest.approx(alone["stage_kappa"][0])
