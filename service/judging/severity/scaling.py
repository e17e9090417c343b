"""Measures on a rating scale from comparisons that do not depend on quality.

Of two statuses that answer to the same quality only their difference tells of severity, once their sum is known: the
quality cancels (Rasch 1960; by pairs: Andrich and Luo 2003). With ``d`` by how much the right is more severe than the
left, and ``w`` the distance of the two steps, (2, 0), (1, 1) and (0, 2) are to each other as ``exp(d)``, ``exp(w)`` and
``exp(-d)``; (1, 0) and (0, 1), or (2, 1) and (1, 2), as ``exp(d / 2)`` and ``exp(-d / 2)``. The product over all pairs
is a composite likelihood (Varin, Reid and Firth 2011).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.severity.comparisons import Comparisons

Floats = NDArray[np.float64]
Integers = NDArray[np.int_]
_PRIOR = 0.5
"""Of a pair that agrees in the middle, and of one that differs by two: so that the distance is always finite."""
_MOST_STEPS = 100
_LONGEST_STEP = 1.0
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Open:
    """Comparisons whose outcome quality leaves open: not both lowest, not both highest. Arrays of one length.

    ``size``: how many are compared; ``differ``: left less right, in statuses that were given; ``middle``: whether they
    sum to what two in the middle do, of three statuses; the others as in `Comparisons`.
    """

    size: int
    left: Integers
    right: Integers
    differ: Integers
    middle: NDArray[np.bool_]
    weight: Floats
    cluster: Integers


@dataclass(frozen=True, slots=True)
class Scale:
    """``measures`` in logits, whose mean is 0, and the ``distance`` of the steps, 0 where there is one step.

    ``determined``: whether the comparisons tell the distance.
    """

    measures: Floats
    distance: float
    determined: bool


def open_pairs(given: Comparisons, statuses: tuple[int, ...]) -> Open:
    """What of ``given`` tells anything; ``statuses``: places of those in use. One that nobody gave leaves no gap."""
    one, two = np.searchsorted(statuses, given.one), np.searchsorted(statuses, given.two)
    highest = len(statuses) - 1
    kept = (one + two > 0) & (one + two < 2 * highest)
    one, two = one[kept], two[kept]
    middle = (one + two == highest) if highest > 1 else np.zeros(len(one), bool)
    weight, cluster = given.weight[kept], given.cluster[kept]
    return Open(len(given.ids), given.left[kept], given.right[kept], one - two, middle, weight, cluster)


def scale(pairs: Open) -> Scale:
    """The most likely measures, by Newton's method: the likelihood has one summit.

    All must be comparable (`linking.groups_of`), or there is none.
    """
    counted = _counted(pairs)
    found = np.zeros(pairs.size + 1)
    for _ in range(_MOST_STEPS):
        slope, information = _slope(counted, found), _information(counted, found)
        step = np.linalg.solve(information, slope)
        found += step * min(1.0, _LONGEST_STEP / max(float(np.abs(step).max()), _NEAR))
        if np.abs(step).max() < _NEAR:
            break
    among = pairs.differ[pairs.middle]
    determined = bool(np.any(among == 0) and np.any(among != 0))
    return Scale(found[:-1] - found[:-1].mean(), float(found[-1]), determined)


def added(pairs: Open, found: Scale) -> tuple[Floats, Floats]:
    """What each pair adds to the slopes of its difference and of the distance, weighted."""
    return _added(pairs, np.append(found.measures, found.distance))


def information_of(pairs: Open, found: Scale) -> tuple[Floats, Floats, Floats]:
    """What each pair tells of its difference, of the distance, and of both together, weighted."""
    return _told(pairs, np.append(found.measures, found.distance))


def information(pairs: Open, found: Scale) -> Floats:
    """What all tell together: shape ``(size + 1, size + 1)``, the distance last, the mean of the measures held at 0."""
    return _information(pairs, np.append(found.measures, found.distance))


def _counted(pairs: Open) -> Open:
    """The same with like pairs counted as one of their weight together."""
    keys = ((pairs.left * pairs.size + pairs.right) * 5 + pairs.differ + 2) * 2 + pairs.middle
    which, _ = pd.factorize(keys)
    # The last of each kind stands for all of it.
    one = np.zeros(int(which.max(initial=-1)) + 1, int)
    one[which] = np.arange(len(which))
    return replace(
        pairs,
        left=pairs.left[one],
        right=pairs.right[one],
        differ=pairs.differ[one],
        middle=pairs.middle[one],
        weight=np.bincount(which, pairs.weight, len(one)).astype(float),
        cluster=pairs.cluster[one],
    )


def _moments(pairs: Open, found: Floats) -> tuple[Floats, Floats, Floats]:
    """What ``differ`` is on average, its variance, and how probable two in the middle are."""
    apart = found[pairs.right] - found[pairs.left]
    steps = np.where(pairs.middle, 2, 1)
    high = np.exp(apart * steps / 2)
    none = np.where(pairs.middle, np.exp(found[-1]), 0)
    every = high + 1 / high + none
    mean = steps * (high - 1 / high) / every
    return mean, steps**2 * (high + 1 / high) / every - mean**2, none / every


def _added(pairs: Open, found: Floats) -> tuple[Floats, Floats]:
    mean, _, even = _moments(pairs, found)
    return (
        pairs.weight * (pairs.differ - mean) / 2,
        np.where(pairs.middle, pairs.weight * ((pairs.differ == 0) - even), 0),
    )


def _told(pairs: Open, found: Floats) -> tuple[Floats, Floats, Floats]:
    mean, variance, even = _moments(pairs, found)
    return pairs.weight * variance / 4, pairs.weight * even * (1 - even), -pairs.weight * mean / 2 * even


def _slope(pairs: Open, found: Floats) -> Floats:
    of_difference, of_distance = _added(pairs, found)
    size, even = pairs.size, 1 / (1 + 2 * np.exp(-found[-1]))
    measures = np.bincount(pairs.right, of_difference, size) - np.bincount(pairs.left, of_difference, size)
    return np.append(measures, of_distance.sum() + _PRIOR * (1 - even) - _PRIOR * even)


def _information(pairs: Open, found: Floats) -> Floats:
    of_difference, of_distance, of_both = _told(pairs, found)
    size, even = pairs.size, 1 / (1 + 2 * np.exp(-found[-1]))
    between = np.bincount(pairs.left * size + pairs.right, of_difference, size**2).reshape(size, size)
    between = between + between.T
    whole = np.zeros((size + 1, size + 1))
    # Only differences are told: adding the mean to the information settles that it is 0.
    whole[:size, :size] = np.diag(between.sum(0)) - between + 1 / size
    whole[size, :size] = np.bincount(pairs.right, of_both, size) - np.bincount(pairs.left, of_both, size)
    whole[:size, size] = whole[size, :size]
    whole[size, size] = of_distance.sum() + 2 * _PRIOR * even * (1 - even)
    return whole
