"""Intervals by drawing learners anew, with all of their work: what is on one learner's work hangs together."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from service.judging.estimates import Estimate
from service.judging.estimating.intervals import estimation

Floats = NDArray[np.float64]
_AT_ONCE = 100


def by_cluster(columns: Floats, clusters: NDArray[np.int_]) -> Floats:
    """Sums of ``columns``, shape ``(rows, figures)``, by cluster: ``(clusters, figures)``."""
    count = int(clusters.max(initial=-1)) + 1
    summed: Floats = np.zeros((count, columns.shape[1]))
    for place, column in enumerate(columns.T):
        summed[:, place] = np.bincount(clusters, weights=column, minlength=count)
    return summed


def redrawn(sums: Floats) -> Floats:
    """Totals of ``sums``, shape ``(clusters, figures)``, over as many clusters drawn with replacement, again and again.

    Shape ``(resamples, figures)``; the same for the same numbers.
    """
    count, size = len(sums), estimation().resamples.count
    random = np.random.default_rng(estimation().seed)
    # In single precision, which is twice as quick: what is wanted is how far the totals spread.
    each = sums.astype(np.float32)
    totals = []
    for begin in range(0, size, _AT_ONCE):
        drawn = [np.bincount(random.integers(0, count, count), minlength=count) for _ in range(begin, begin + _AT_ONCE)]
        totals.append(np.array(drawn, np.float32) @ each)
    return np.concatenate(totals)[:size].astype(float)


def with_interval(value: float, drawn: Floats, clusters: int) -> Estimate:
    """A figure with its 95 % interval, by Student's t over so many clusters; ``drawn``: the figure in each resample."""
    spread = float(np.nanstd(drawn)) * math.sqrt(clusters / (clusters - 1))
    reach = float(stdtrit(clusters - 1, 0.975)) * spread
    return Estimate(value=value, low=value - reach, high=value + reach)


def of_share(value: float, drawn: Floats, clusters: int) -> Estimate:
    """The same for a share, from 0 to 1; where it is 0 or 1 by the rule of three (Hanley and Lippman-Hand, 1983)."""
    if value in (0.0, 1.0):
        otherwise = min(1.0, 3 / clusters)
        return Estimate(value=value, low=max(0.0, value - otherwise), high=min(1.0, value + otherwise))
    found = with_interval(value, drawn, clusters)
    return Estimate(value=value, low=max(0.0, found.low or 0.0), high=min(1.0, found.high or 0.0))


def ratio(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, NaN where there is no whole."""
    undefined: Floats = np.full(np.broadcast_shapes(part.shape, whole.shape), np.nan)
    found: Floats = np.divide(part, whole, out=undefined, where=whole != 0)
    return found
