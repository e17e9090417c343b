from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import brier_score_loss, cohen_kappa_score, precision_recall_fscore_support

from nlp.evaluation import metrics
from nlp.evaluation.metrics import Booleans, Indices, Values, Weighting

CATEGORIES = 3
LABELS = 4

pairs = st.integers(2, 60).flatmap(
    lambda n: st.tuples(*(arrays(np.intp, n, elements=st.integers(0, CATEGORIES - 1)) for _ in range(2)))
)
label_pairs = st.integers(1, 40).flatmap(
    lambda n: st.tuples(arrays(np.bool_, (n, LABELS)), arrays(np.bool_, (n, LABELS)))
)
judged = st.integers(1, 60).flatmap(
    lambda n: st.tuples(arrays(np.float64, n, elements=st.floats(0, 1)), arrays(np.bool_, n))
)


@pytest.mark.parametrize(
    ("confusion", "kappa", "exact"),
    [
        ([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.7964094, 0.89),
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.4842, 13 / 19),
        ([[130, 56], [9, 5]], 0.022, 0.675),
    ],
    ids=["irrCAC vignette", "SAS and statsmodels", "prevalence paradox"],
)
def test_kappa_of_published_examples(confusion: list[list[int]], kappa: float, exact: float) -> None:
    counts = np.array(confusion, dtype=float)

    assert metrics.cohen_kappa(counts) == pytest.approx(kappa, abs=5e-4)
    assert metrics.exact_agreement(counts) == pytest.approx(exact)


@given(pairs)
@pytest.mark.parametrize(("weighting", "theirs"), [("none", None), ("linear", "linear")])
def test_kappa_is_that_of_scikit_learn(weighting: Weighting, theirs: str | None, pair: tuple[Indices, Indices]) -> None:
    one, other = pair
    assume(len(np.union1d(one, other)) > 1)

    kappa = metrics.cohen_kappa(metrics.confusion(one, other, CATEGORIES), weighting)

    expected = cohen_kappa_score(one, other, weights=theirs, labels=range(CATEGORIES))
    assert kappa == pytest.approx(expected, abs=1e-12)


@given(pairs)
def test_kappa_does_not_mind_who_is_who(pair: tuple[Indices, Indices]) -> None:
    one, other = pair

    forth = metrics.cohen_kappa(metrics.confusion(one, other, CATEGORIES), "linear")
    back = metrics.cohen_kappa(metrics.confusion(other, one, CATEGORIES), "linear")

    assert forth == pytest.approx(back, nan_ok=True)


@given(arrays(np.intp, st.integers(2, 60), elements=st.integers(0, CATEGORIES - 1)))
def test_kappa_of_anything_with_itself_is_one(categories: Indices) -> None:
    assume(len(np.unique(categories)) > 1)

    assert metrics.cohen_kappa(metrics.confusion(categories, categories, CATEGORIES)) == 1.0


def test_kappa_is_not_estimable_where_both_sides_say_the_same_throughout() -> None:
    everything_met = metrics.confusion(np.full(9, 2), np.full(9, 2), CATEGORIES)

    assert np.isnan(metrics.cohen_kappa(everything_met))
    assert metrics.exact_agreement(everything_met) == 1.0


def test_linear_weights_forgive_one_step_more_than_two() -> None:
    one_off = np.array([[5, 1, 0], [0, 5, 0], [0, 0, 5]], dtype=float)
    two_off = np.array([[5, 0, 1], [0, 5, 0], [0, 0, 5]], dtype=float)

    assert metrics.cohen_kappa(one_off, "linear") > metrics.cohen_kappa(two_off, "linear")
    assert metrics.two_steps_off(one_off) == 0.0
    assert metrics.two_steps_off(two_off) == pytest.approx(1 / 16)


def test_merging_categories_adds_their_cells() -> None:
    counts = np.arange(9, dtype=float).reshape(3, 3)

    merged = metrics.merged(counts, np.array([0, 1, 0]))

    assert merged.tolist() == [[0 + 2 + 6 + 8, 1 + 7], [3 + 5, 4]]


@given(label_pairs)
def test_precision_recall_and_f1_are_those_of_scikit_learn(pair: tuple[Booleans, Booleans]) -> None:
    gold, predicted = pair
    counts = metrics.outcomes(gold, predicted)

    precision, recall, f1, support = precision_recall_fscore_support(gold, predicted, zero_division=np.nan)

    assert metrics.precision(counts) == pytest.approx(precision, nan_ok=True)
    assert metrics.recall(counts) == pytest.approx(recall, nan_ok=True)
    assert metrics.support(counts).tolist() == support.tolist()
    there = support > 0
    assert metrics.f1(counts)[there] == pytest.approx(f1[there])
    assert np.isnan(metrics.f1(counts)[~there]).all()


@given(label_pairs)
def test_averages_are_those_of_scikit_learn(pair: tuple[Booleans, Booleans]) -> None:
    gold, predicted = pair
    assume(gold.any(axis=0).all())
    counts = metrics.outcomes(gold, predicted)

    for average, ours in (("micro", metrics.f1(metrics.micro(counts))), ("macro", metrics.macro(metrics.f1(counts)))):
        _, _, expected, _ = precision_recall_fscore_support(gold, predicted, average=average, zero_division=0)
        assert ours == pytest.approx(expected)


@given(label_pairs)
def test_f1_lies_between_nought_and_one(pair: tuple[Booleans, Booleans]) -> None:
    f1 = metrics.f1(metrics.outcomes(*pair))

    assert ((f1 >= 0) & (f1 <= 1) | np.isnan(f1)).all()


def test_what_is_not_there_cannot_be_found_well_or_badly() -> None:
    gold = np.array([[True, False, True], [True, False, False]])
    predicted = np.array([[True, True, False], [True, False, False]])
    counts = metrics.outcomes(gold, predicted)

    assert metrics.f1(counts) == pytest.approx([1.0, np.nan, 0.0], nan_ok=True)
    assert metrics.recall(counts) == pytest.approx([1.0, np.nan, 0.0], nan_ok=True)
    assert metrics.precision(counts) == pytest.approx([1.0, 0.0, np.nan], nan_ok=True)
    assert metrics.macro(metrics.f1(counts)) == 0.5
    assert np.isnan(metrics.macro(np.array([np.nan, np.nan])))


def test_outcomes_of_categories_come_from_their_confusion() -> None:
    gold, predicted = np.array([0, 0, 1, 2, 2]), np.array([0, 1, 1, 2, 0])

    counts = metrics.outcomes_by_category(metrics.confusion(gold, predicted, CATEGORIES))

    each = np.arange(CATEGORIES)
    assert counts.tolist() == metrics.outcomes(gold[:, None] == each, predicted[:, None] == each).tolist()


def test_calibration_error_by_hand() -> None:
    # Bin .2-.3: 2 cases, mean .25, none right; bin .9-1: 3 cases, mean .95, two right. (2 * .25 + 3 * .2833) / 5.
    probabilities = np.array([0.21, 0.29, 0.95, 0.9, 1.0])
    right = np.array([False, False, True, True, False])

    error = metrics.calibration_error(metrics.reliability(probabilities, right))

    assert error == pytest.approx((0.5 + 0.85) / 5)


@given(judged)
def test_calibration_error_lies_between_nought_and_one(case: tuple[Values, Booleans]) -> None:
    error = metrics.calibration_error(metrics.reliability(*case))

    assert 0.0 <= error <= 1.0


@given(judged)
def test_every_case_is_in_one_bin(case: tuple[Values, Booleans]) -> None:
    probabilities, right = case
    bins = metrics.reliability(probabilities, right)

    assert bins.shape == (metrics.BINS, 3)
    assert bins.sum(axis=0) == pytest.approx([len(probabilities), probabilities.sum(), right.sum()])


def test_nothing_said_has_no_calibration() -> None:
    assert np.isnan(metrics.calibration_error(metrics.reliability(np.array([]), np.array([], dtype=bool))))


@given(judged)
def test_brier_score_is_that_of_scikit_learn(case: tuple[Values, Booleans]) -> None:
    probabilities, right = case

    score = metrics.brier(metrics.squared_error(probabilities[:, None], right[:, None].astype(float)))

    assert score == pytest.approx(brier_score_loss(right, probabilities, labels=[False, True]))


def test_measures_take_many_counts_at_once() -> None:
    several = np.array([[[4, 1], [0, 5]], [[9, 0], [0, 0]]], dtype=float)

    assert metrics.cohen_kappa(several) == pytest.approx([0.8, np.nan], nan_ok=True)
