"""Intervals for figures: percentile bootstrap over accounts (Efron, 1979).

Sentences of one account resemble each other, so accounts are drawn, not sentences. Figures are functions of counts
that add up over accounts, and one matrix product sums them for all resamples at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from nlp.evaluation.metrics import Values

RESAMPLES = 1000
COVERAGE = 0.95
MIN_ACCOUNTS = 5
MIN_ESTIMABLE = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with the bounds of its 95 % interval and the number of cases that it rests on.

    ``value`` is None where it cannot be estimated; the bounds are None where there are too few accounts to say.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


class FigureRecord(TypedDict):
    """A `Figure` as JSON."""

    value: float | None
    low: float | None
    high: float | None
    n: int


Figures = dict[str, FigureRecord]
Resample = Callable[[int], Values]
"""From a number of accounts to how often each counts, as `draw_accounts` gives it."""


def as_record(figure: Figure) -> FigureRecord:
    """The figure as JSON."""
    return FigureRecord(value=figure.value, low=figure.low, high=figure.high, n=figure.n)


def draw_accounts(accounts: int, seed: int, resamples: int = RESAMPLES) -> Values:
    """How often each account counts: shape (1 + resamples, accounts). The first row is the sample itself.

    Below `MIN_ACCOUNTS` accounts there are no resamples: they would pretend to a precision that is not there.
    """
    itself = np.ones((1, accounts))
    if accounts < MIN_ACCOUNTS:
        return itself
    drawn = np.random.default_rng(seed).multinomial(accounts, np.full(accounts, 1.0 / accounts), size=resamples)
    return np.concatenate([itself, drawn])


def summed(counts: Values, draws: Values) -> Values:
    """Counts of shape (accounts, ...) summed for the sample and for each resample: shape (1 + resamples, ...)."""
    sums: Values = np.tensordot(draws, counts, axes=1)
    return sums


def estimate(sums: Values, measure: Callable[[Values], Values], n: int) -> Figure:
    """The measure of the summed counts, with its interval.

    Args:
        sums: from `summed`.
        measure: takes counts with one leading axis to values with that axis alone; NaN where not estimable.
        n: how many cases the figure rests on.
    """
    values = measure(sums)
    value, resampled = values[0], values[1:]
    if np.isnan(value):
        return Figure(None, None, None, n)
    estimable = resampled[~np.isnan(resampled)]
    if len(estimable) == 0 or len(estimable) < MIN_ESTIMABLE * len(resampled):
        return Figure(float(value), None, None, n)
    tail = 100.0 * (1.0 - COVERAGE) / 2.0
    low, high = np.percentile(estimable, [tail, 100.0 - tail])
    return Figure(float(value), float(low), float(high), n)
