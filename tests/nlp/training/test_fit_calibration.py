"""Calibration is fitted on scores whose true probabilities a test has chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.classifier.logits import Logits
from nlp.training.cross_validate import OutOfFold
from nlp.training.fit_calibration import Gathered, fit_calibration, gather
from tests.nlp.training.inventing import random_accounts, scores_of

SENTENCES = 3000


@pytest.fixture(scope="module")
def drawn(unit: Unit) -> Gathered:
    """Labels of slope 0.5 and offset -1, stages of temperature 2."""
    random = np.random.default_rng(3)
    label_logits = random.normal(scale=3.0, size=(SENTENCES, len(unit.labels)))
    chances = 1 / (1 + np.exp(-(0.5 * label_logits - 1.0)))
    stage_logits = random.normal(scale=3.0, size=(SENTENCES, len(unit.stages)))
    stages = (stage_logits / 2.0 + random.gumbel(size=stage_logits.shape)).argmax(axis=1)  # a draw from the softmax
    labels = (random.random(chances.shape) < chances).astype(np.float64)
    return Gathered(stage_logits, label_logits, stages, labels, np.ones(SENTENCES))


def test_slope_offset_and_temperature_are_found_again(unit: Unit, drawn: Gathered) -> None:
    calibration = fit_calibration(drawn, unit)

    assert calibration.temperature == pytest.approx([2.0], rel=0.1)
    assert calibration.slope == pytest.approx(np.full(len(unit.labels), 0.5), rel=0.15)
    assert calibration.offset == pytest.approx(np.full(len(unit.labels), -1.0), abs=0.2)


def test_a_label_of_its_own_is_told_from_its_kind(unit: Unit, drawn: Gathered) -> None:
    shifted = drawn.label_logits.copy()
    shifted[:, 0] += 4.0  # so that its offset is -1 - 0.5 * 4

    calibration = fit_calibration(replace(drawn, label_logits=shifted), unit)

    assert -3.1 < calibration.offset[0] < -2.2  # most of the way; its kind holds it back
    assert calibration.offset[1:] == pytest.approx(np.full(len(unit.labels) - 1, -1.0), abs=0.3)


def test_a_label_that_never_occurs_stays_near_its_kind(unit: Unit, drawn: Gathered) -> None:
    few = slice(0, 60)
    labels = drawn.labels[few].copy()
    labels[:, 0] = 0.0
    scarce = Gathered(drawn.stage_logits[few], drawn.label_logits[few], drawn.stages[few], labels, drawn.weights[few])

    calibration = fit_calibration(scarce, unit)

    assert -3.0 < calibration.offset[0] < calibration.offset[1 : len(unit.elements)].mean()
    assert 0.1 < calibration.slope[0] < 2.5


def test_slopes_are_positive_even_where_scores_mislead(unit: Unit, drawn: Gathered) -> None:
    misled = replace(drawn, label_logits=-drawn.label_logits)

    calibration = fit_calibration(misled, unit)

    assert (calibration.slope > 0).all()
    assert np.isfinite(calibration.offset).all()


def test_weights_count_as_repeated_sentences(unit: Unit, drawn: Gathered) -> None:
    small = Gathered(*(getattr(drawn, name)[:200] for name in vars(drawn)))
    doubled = Gathered(*(np.concatenate([getattr(small, name)] * 2) for name in vars(small)))

    weighted = fit_calibration(replace(small, weights=np.full(200, 2.0)), unit)
    repeated = fit_calibration(doubled, unit)

    assert weighted.slope == pytest.approx(repeated.slope, rel=1e-3)
    assert weighted.offset == pytest.approx(repeated.offset, abs=1e-3)
    assert weighted.temperature == pytest.approx(repeated.temperature, rel=1e-3)


def test_a_unit_without_mistakes_is_calibrated(unit: Unit, drawn: Gathered) -> None:
    plain = unit.model_copy(update={"mistakes": ()})
    columns = slice(0, len(plain.labels))
    cut = replace(drawn, label_logits=drawn.label_logits[:, columns], labels=drawn.labels[:, columns])

    assert fit_calibration(cut, plain).slope.shape == (len(plain.labels),)


def test_sentences_are_gathered_in_account_order_and_the_units_columns(unit: Unit) -> None:
    accounts = random_accounts(unit, 5, sentences=3)
    scores = scores_of(unit, accounts, [0, 1, 0, 1, 0])

    gathered = gather(accounts, unit, scores, inbox_weight=2.5)

    sentences = [sentence for account in accounts for sentence in account.sentences]
    names = [label.id for label in unit.labels]
    for row, sentence in enumerate(sentences):
        carried = {names[column] for column in gathered.labels[row].nonzero()[0]}
        assert carried == {*sentence.elements, *sentence.constraints, *sentence.mistakes}
        assert unit.stages[gathered.stages[row]].id == sentence.stage
    assert gathered.weights.tolist() == [2.5] * 3 + [1.0] * 9 + [2.5] * 3
    assert np.array_equal(gathered.label_logits[3:6].astype(np.float32), scores.logits["made-1"].labels)


def test_scores_far_out_do_not_overflow(unit: Unit) -> None:
    accounts = random_accounts(unit, 4)
    scores = scores_of(unit, accounts, [0] * 4)
    loud = {name: Logits(found.stages * 50, found.labels * 50) for name, found in scores.logits.items()}

    calibration = fit_calibration(gather(accounts, unit, OutOfFold(loud, scores.folds), 1.0), unit)

    assert np.isfinite([*calibration.slope, *calibration.offset, *calibration.temperature]).all()
