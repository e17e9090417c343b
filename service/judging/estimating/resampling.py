"""What sums over submissions, and any figure made of them, could have been: the bootstrap over submissions."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from service.judging.estimating.estimation import estimation

Floats = NDArray[np.float64]
# Beyond this many, submissions are dealt into as many random groups, which vary as the submissions do (Wolter 2007,
# *Introduction to Variance Estimation*, chapter 2); time and memory then stay what they are.
_MOST_DRAWN = 1000


def resampled_sums(each: Floats) -> Floats:
    """What the sums of ``each`` over submissions could have been: ``(submissions, …)`` to ``(resamples, …)``.

    Decisions on one submission hang together, so that it is submissions that are drawn. Each gets a random weight, 1 on
    average (the Bayesian bootstrap; Rubin 1981, *Annals of Statistics* 9(1)), the same for the same number of
    submissions. What exists for all of them then exists in every resample.
    """
    count = len(each)
    flat = each.reshape(count, -1)
    if count > _MOST_DRAWN:
        dealt = np.random.default_rng(estimation().seed).permutation(count)
        flat = np.add.reduceat(flat[dealt], np.arange(_MOST_DRAWN) * count // _MOST_DRAWN)
    sums: Floats = _drawn()[:, : len(flat)] @ flat * _scale(len(flat))
    return sums.reshape(-1, *each.shape[1:])


def intervals(values: Floats, resampled: Floats, submissions: int) -> Floats:
    """The 95 % intervals of figures: ``values`` on so many submissions, ``resampled`` in their resamples.

    Shapes ``(figures,)`` and ``(figures, resamples)``; gives ``(figures, 2)``.
    """
    low, high = np.percentile(resampled, ends(submissions), axis=-1)
    found: Floats = np.stack([np.minimum(low, values), np.maximum(high, values)], axis=-1)
    return found


def interval(value: float, resampled: Floats, submissions: int) -> tuple[float, float]:
    """The same of one figure."""
    low, high = intervals(np.array([value]), resampled[None, :], submissions)[0]
    return float(low), float(high)


@cache
def ends(submissions: int) -> tuple[float, float]:
    """Which percentiles of the resamples are the ends of a 95 % interval.

    Farther out than 2.5 and 97.5 where submissions are few, since resampling takes them for all there are (the expanded
    percentile interval; Hesterberg 2015, *The American Statistician* 69(4), section 4.4). Weights vary sums by
    ``n / (n + 1)`` of what drawing with replacement would.
    """
    freedom, normal = submissions - 1, NormalDist()
    z = normal.inv_cdf(0.975)
    # Student's t by its expansion about the normal distribution (Abramowitz and Stegun 1964, 26.7.5).
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    student = sum(term / freedom**power for power, term in enumerate(terms))
    low = 100 * normal.cdf(-student * ((submissions + 1) / freedom) ** 0.5)
    return low, 100 - low


@cache
def _drawn() -> Floats:
    """Independent exponential numbers: shares of their sum are distributed as the Bayesian bootstrap asks."""
    random = np.random.default_rng(estimation().seed)
    return random.standard_exponential((estimation().resamples.count, _MOST_DRAWN))


@cache
def _scale(count: int) -> Floats:
    """What makes so many weights sum to their number."""
    scale: Floats = count / _drawn()[:, :count].sum(1, keepdims=True)
    return scale
