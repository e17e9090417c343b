"""Intervals by weighing learners anew, each with all of her work: what is on one learner's work hangs together."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from service.judging.estimates import Estimate

Floats = NDArray[np.float64]


def by_cluster(columns: Floats, clusters: NDArray[np.int_]) -> Floats:
    """Sums of ``columns``, shape ``(rows, figures)``, by cluster: ``(clusters, figures)``."""
    count = int(clusters.max(initial=-1)) + 1
    summed: Floats = np.zeros((count, columns.shape[1]))
    for place, column in enumerate(columns.T):
        summed[:, place] = np.bincount(clusters, weights=column, minlength=count)
    return summed


def with_interval(value: float, drawn: Floats, clusters: int) -> Estimate:
    """A figure with its 95 % interval, by Student's t over so many clusters; ``drawn``: the figure in each resample.

    Weights let sums vary by ``n / (n + 1)``, and clusters by ``(n - 1) / n``, of what they do (`resampled_sums`).
    """
    spread = float(np.nanstd(drawn)) * math.sqrt((clusters + 1) / (clusters - 1))
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
