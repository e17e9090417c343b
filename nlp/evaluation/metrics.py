"""Measures of agreement between labels and predictions, as functions of counts.

Counts add up over accounts, so that a bootstrap needs only sums of them. Every measure takes counts with any number
of leading axes and returns one value for each: shape (..., counts) in, (...) out. A value that cannot be estimated
(nothing varies, or nothing is there to find) is NaN, never a flattering 1.0; `nlp.evaluation.bootstrap` turns it into
None. The definitions are those of scikit-learn, against which the tests check them.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Indices = NDArray[np.intp]
Booleans = NDArray[np.bool_]
Weighting = Literal["none", "linear"]

BINS = 10
NOT_ESTIMABLE = np.nan


def confusion(gold: Indices, predicted: Indices, size: int) -> Values:
    """How often each true category (row) was given each predicted one (column): shape (size, size)."""
    pairs = np.bincount(gold * size + predicted, minlength=size * size)
    return pairs.reshape(size, size).astype(np.float64)


def cohen_kappa(confusions: Values, weighting: Weighting = "none") -> Values:
    """Agreement beyond chance (Cohen, 1960, 1968) from confusions of shape (..., k, k).

    ``linear`` counts a disagreement by how many steps apart the two categories are. NaN where both sides use one and
    the same category throughout.
    """
    steps = _steps(confusions.shape[-1])
    cost = steps if weighting == "linear" else np.sign(steps)
    total = confusions.sum(axis=(-2, -1))
    by_row, by_column = confusions.sum(axis=-1), confusions.sum(axis=-2)
    expected = ((by_row @ cost) * by_column).sum(axis=-1)
    return 1.0 - _ratio((confusions * cost).sum(axis=(-2, -1)) * total, expected)


def exact_agreement(confusions: Values) -> Values:
    """Share of cases in which both sides name the same category, from confusions of shape (..., k, k)."""
    return _ratio(np.trace(confusions, axis1=-2, axis2=-1), confusions.sum(axis=(-2, -1)))


def two_steps_off(confusions: Values) -> Values:
    """Share of cases in which the two categories lie two or more steps apart, from confusions of shape (..., k, k)."""
    far = _steps(confusions.shape[-1]) > 1
    return _ratio((confusions * far).sum(axis=(-2, -1)), confusions.sum(axis=(-2, -1)))


def merged(confusions: Values, group_of: Indices) -> Values:
    """Confusions of coarser categories: ``group_of`` (k,) gives the group of each category."""
    membership = np.eye(int(group_of.max()) + 1)[group_of]
    coarse: Values = membership.T @ confusions @ membership
    return coarse


def outcomes(gold: Booleans, predicted: Booleans) -> Values:
    """True positives, false positives and false negatives of each label: (cases, labels) twice in, (labels, 3) out."""
    counted = (gold & predicted, ~gold & predicted, gold & ~predicted)
    return np.stack([which.sum(axis=0) for which in counted], axis=-1).astype(np.float64)


def outcomes_by_category(confusions: Values) -> Values:
    """The same for each category of a confusion: shape (..., k, k) in, (..., k, 3) out."""
    hits = np.diagonal(confusions, axis1=-2, axis2=-1)
    return np.stack([hits, confusions.sum(axis=-2) - hits, confusions.sum(axis=-1) - hits], axis=-1)


def precision(counts: Values) -> Values:
    """Share of what was predicted that is right, from outcomes of shape (..., 3); NaN where nothing was predicted."""
    return _ratio(counts[..., 0], counts[..., 0] + counts[..., 1])


def recall(counts: Values) -> Values:
    """Share of what is there that was predicted, from outcomes of shape (..., 3); NaN where nothing is there."""
    return _ratio(counts[..., 0], counts[..., 0] + counts[..., 2])


def f1(counts: Values) -> Values:
    """Harmonic mean of precision and recall, from outcomes of shape (..., 3); NaN where nothing is there to find."""
    score = _ratio(2.0 * counts[..., 0], 2.0 * counts[..., 0] + counts[..., 1] + counts[..., 2])
    return np.where(support(counts) > 0, score, NOT_ESTIMABLE)


def support(counts: Values) -> Values:
    """How many there are to find, from outcomes of shape (..., 3)."""
    return counts[..., 0] + counts[..., 2]


def micro(counts: Values) -> Values:
    """Outcomes over all labels together: shape (..., labels, 3) in, (..., 3) out."""
    together: Values = counts.sum(axis=-2)
    return together


def macro(values: Values) -> Values:
    """Mean over the labels whose value can be estimated: shape (..., labels) in, (...) out."""
    estimable = ~np.isnan(values)
    return _ratio(np.where(estimable, values, 0.0).sum(axis=-1), estimable.sum(axis=-1))


def reliability(probabilities: Values, right: Booleans) -> Values:
    """Ten equal-width bins of probability: cases, sum of their probabilities, number right; shape (10, 3)."""
    place = np.minimum((probabilities * BINS).astype(np.intp), BINS - 1)
    columns = (np.ones_like(probabilities), probabilities, right.astype(np.float64))
    bins: Values = np.stack([np.bincount(place, weights=column, minlength=BINS) for column in columns], axis=-1)
    return bins


def calibration_error(bins: Values) -> Values:
    """Expected calibration error (Naeini et al., 2015) from reliability of shape (..., 10, 3).

    Mean distance, over cases, between the mean probability of a bin and the share that is right in it.
    """
    return _ratio(np.abs(bins[..., 1] - bins[..., 2]).sum(axis=-1), bins[..., 0].sum(axis=-1))


def squared_error(probabilities: Values, truth: Values) -> Values:
    """Sum of squared differences over (cases, outcomes), and the number of cases; shape (2,)."""
    return np.array([np.square(probabilities - truth).sum(), len(probabilities)], dtype=np.float64)


def brier(errors: Values) -> Values:
    """Brier score (1950: squared differences summed over the outcomes) from squared errors of shape (..., 2)."""
    return _ratio(errors[..., 0], errors[..., 1])


def share_of_total(part: Values, total: Values) -> Values:
    """Part of a total; NaN where there is nothing to take a share of."""
    return _ratio(part, total)


def _steps(size: int) -> Values:
    places = np.arange(size, dtype=np.float64)
    steps: Values = np.abs(places[:, None] - places[None, :])
    return steps


def _ratio(numerator: Values, denominator: Values | NDArray[np.int_]) -> Values:
    known = denominator > 0
    return np.where(known, numerator / np.where(known, denominator, 1), NOT_ESTIMABLE)
