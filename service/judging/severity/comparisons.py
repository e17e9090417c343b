"""What tells of severity and of difficulty: two statuses that answer to the same quality.

Two people who judge the same point of the same draft judge the same evidence: what they differ by is theirs. Two points
that one person judges in one draft answer to the same learner and the same assessor: what they differ by is the
points'.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES

Floats = NDArray[np.float64]
Integers = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Pairs of statuses: arrays of one length.

    ``left`` and ``right``: places in ``ids`` of who gave them, or of what they were given on; ``one`` and ``two``: the
    statuses' places in their order; ``weight``: how much the pair counts; ``cluster``: the place of the submission that
    it is on, as pairs on one submission hang together.
    """

    ids: tuple[str, ...]
    left: Integers
    right: Integers
    one: Integers
    two: Integers
    weight: Floats
    cluster: Integers

    def among(self, members: Integers) -> Comparisons:
        """Those of which both sides are ``members`` (places in ``ids``), in whose order they are counted anew."""
        place = np.full(len(self.ids), -1)
        place[members] = np.arange(len(members))
        left, right = place[self.left], place[self.right]
        kept = (left >= 0) & (right >= 0)
        return Comparisons(
            tuple(self.ids[member] for member in members),
            left[kept],
            right[kept],
            self.one[kept],
            self.two[kept],
            self.weight[kept],
            pd.factorize(self.cluster[kept])[0],
        )

    def links(self) -> Floats:
        """How many submissions link each two: symmetric, shape ``(ids, ids)``, 0 on the diagonal.

        A submission that ``m`` of them are on links each two of them by ``1 / (m - 1)``, so that it links nobody to all
        the others by more than one submission.
        """
        size = len(self.ids)
        keys = (self.cluster * size + np.minimum(self.left, self.right)) * size + np.maximum(self.left, self.right)
        kept = distinct(keys)
        cluster, one, other = kept // size**2, kept // size % size, kept % size
        on = distinct(np.concatenate([cluster * size + one, cluster * size + other])) // size
        weight = 1 / np.maximum(1, np.bincount(on, minlength=1)[cluster] - 1)
        linked = np.bincount(one * size + other, weight, size**2).astype(float).reshape(size, size)
        both: Floats = linked + linked.T
        return both

    def higher(self) -> Floats:
        """How often the row was given the higher status than the column: shape ``(ids, ids)``."""
        size = len(self.ids)
        up = np.where(self.one > self.two, self.left * size + self.right, self.right * size + self.left)
        counted = np.bincount(up[self.one != self.two], minlength=size**2)
        return counted.astype(float).reshape(size, size)


def people_compared(first: pd.DataFrame) -> Comparisons:
    """Each two people's first decisions on the same point of the same draft (`pairing.first_decisions`).

    Of ``m`` people on one point each pair counts ``1 / (m - 1)``, as what each adds is one decision.
    """
    place = ["draft", "marking_point"]
    several = first[first.duplicated(place, keep=False)]
    return _paired(several, several.groupby(place, sort=False, observed=True).ngroup(), "assessor", weighted=True)


def points_compared(first: pd.DataFrame) -> Comparisons:
    """Each two marking points that one person decided on in one draft; ``first``: decisions on one unit."""
    return _paired(first, first.groupby(["assessor", "draft"], sort=False, observed=True).ngroup(), "marking_point")


def _paired(rows: pd.DataFrame, places: pd.Series[int], sides: str, *, weighted: bool = False) -> Comparisons:
    """Every two rows of one place: by how many rows they lie apart, once the rows of a place stand together."""
    order = np.argsort(places.to_numpy(), kind="stable")
    place = places.to_numpy()[order]
    found, ids = pd.factorize(rows[sides].astype(str).to_numpy()[order], sort=True)
    status = rows["status"].cat.codes.to_numpy(int)[order]
    cluster = pd.factorize(rows["submission"])[0][order]
    judged = np.bincount(place) if len(place) else np.zeros(0, int)
    firsts, seconds = [np.zeros(0, int)], [np.zeros(0, int)]
    for apart in range(1, int(judged.max(initial=0))):
        same = np.flatnonzero(place[apart:] == place[:-apart])
        firsts.append(same)
        seconds.append(same + apart)
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    weight = 1 / (judged[place[first]] - 1) if weighted else np.ones(len(first))
    names = tuple(str(key) for key in ids)
    return Comparisons(names, found[first], found[second], status[first], status[second], weight, cluster[first])


def statuses_used(one: Integers, two: Integers) -> tuple[int, ...]:
    """Places of the statuses that were given at all."""
    return tuple(place for place in range(len(STATUSES)) if np.any(one == place) or np.any(two == place))


def distinct(keys: Integers) -> Integers:
    """Each key once, in order; where few of many are distinct, many times as fast as `numpy.unique`."""
    return np.sort(np.asarray(pd.unique(keys), int))
