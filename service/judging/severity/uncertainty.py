"""How uncertain measures are: what they would be without each submission."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.severity.comparisons import distinct
from service.judging.severity.scaling import Open, Scale, added, information, information_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int_]
_AT_ONCE = 2_000_000
_JITTER = 1e-10


def standard_errors(pairs: Open, found: Scale) -> Floats:
    """Of each measure, in logits: a jackknife that leaves out one submission at a time.

    Decisions on one submission hang together, as somebody may like the whole of it; the inverse of the information
    would take them for independent. Each omission is one step of Newton's method away (Cook and Weisberg 1982), which
    the sandwich estimator leaves out: it is too sure where submissions are few. Where the rest would no longer be
    comparable the error is huge.
    """
    inverse = np.linalg.inv(information(pairs, found))
    squares = np.zeros(pairs.size)
    for touched, slopes, tells in _submissions(pairs, found):
        near = inverse[touched[:, :, None], touched[:, None, :]]
        # (H - h)^-1 u = A (u + (1 - h A)^-1 h A u): only who judged the submission is touched by it.
        within = np.eye(touched.shape[1]) * (1 + _JITTER) - tells @ near
        moved = tells @ near @ slopes[:, :, None]
        changed = slopes + np.linalg.solve(within, moved)[:, :, 0]
        change = np.einsum("sk,skp->sp", changed, inverse[touched])[:, :-1]
        squares += (change**2).sum(0)
    count = len(pd.unique(pairs.cluster))
    errors: Floats = np.sqrt(squares * (1 - 1 / max(count, 2)))
    return errors


def submissions_of(pairs: Open) -> Integers:
    """On how many submissions each was compared."""
    on = np.concatenate([pairs.cluster * pairs.size + pairs.left, pairs.cluster * pairs.size + pairs.right])
    counted: Integers = np.bincount(distinct(on) % pairs.size, minlength=pairs.size)
    return counted


def _submissions(pairs: Open, found: Scale) -> Iterator[tuple[Integers, Floats, Floats]]:
    """Submissions that touch equally many, together: whom, what they add to the slopes, and what they tell.

    Shapes ``(s, k)``, ``(s, k)`` and ``(s, k, k)``. The distance of the steps, which is last, is touched by all.
    """
    wide = pairs.size + 1
    place = pd.factorize(pairs.cluster)[0]
    sides = (pairs.left, pairs.right, np.full(len(place), pairs.size))
    keys = distinct(np.concatenate([place * wide + side for side in sides]))
    sizes = np.bincount(keys // wide)
    start = np.cumsum(sizes) - sizes
    local = [np.searchsorted(keys, place * wide + side) - start[place] for side in sides]
    row = np.full(len(sizes), -1)
    for size in np.unique(sizes):
        alike = np.flatnonzero(sizes == size)
        for some in np.array_split(alike, -(-len(alike) * int(size) * wide // _AT_ONCE)):
            row[some] = np.arange(len(some))
            chosen = row[place] >= 0
            cells = [row[place[chosen]] * size + side[chosen] for side in local]
            slopes, tells = _summed(pairs, found, chosen, cells, (len(some), int(size)))
            row[some] = -1
            yield keys[start[some][:, None] + np.arange(size)] % wide, slopes, tells


def _summed(
    pairs: Open, found: Scale, chosen: NDArray[np.bool_], cells: list[Integers], shape: tuple[int, int]
) -> tuple[Floats, Floats]:
    """What some pairs add to the slopes and tell, by submission; ``cells``: of left, right and distance."""
    left, right, last = cells
    of_difference, of_distance = (one[chosen] for one in added(pairs, found))
    difference, distance, both = (one[chosen] for one in information_of(pairs, found))
    slopes = np.zeros(shape[0] * shape[1])
    for cell, what in ((right, of_difference), (left, -of_difference), (last, of_distance)):
        slopes += np.bincount(cell, what, len(slopes))
    size = shape[1]
    tells = np.zeros(len(slopes) * size)
    for one, other, what in (
        (left, left, difference),
        (right, right, difference),
        (left, right, -difference),
        (right, left, -difference),
        (right, last, both),
        (last, right, both),
        (left, last, -both),
        (last, left, -both),
        (last, last, distance),
    ):
        tells += np.bincount(one * size + other % size, what, len(tells))
    return slopes.reshape(shape), tells.reshape(*shape, size)
