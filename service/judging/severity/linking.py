"""Which of those who were compared can be laid on one scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Integers = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Group:
    """Some whom scripts in common hold together: places in the matrices.

    ``measured``: those of them for whom a finite measure exists, none or at least two.
    """

    members: Integers
    measured: Integers


def groups_of(links: Floats, higher: Floats, least: float) -> tuple[Group, ...]:
    """Groups that at least ``least`` scripts in common hold together, the largest first.

    ``links``: how many scripts link each two, symmetric; ``higher``: how often the row has the higher status. A finite
    measure exists for those of whom each has at some time the higher status and at some time the lower, if only by way
    of others (Zermelo 1929; Ford 1957): somebody who only ever gave the higher one may be lenient without end.
    """
    found = [Group(members, comparable(links, higher, least, among=members)) for members in held_together(links, least)]
    return tuple(sorted(found, key=lambda group: (-len(group.members), int(group.members[0]))))


def comparable(links: Floats, higher: Floats, least: float, *, among: Integers) -> Integers:
    """Those ``among`` some for whom a finite measure exists: none or at least two."""
    measured = among
    while len(measured) > 1:
        mutual = _largest(_both_ways(higher, measured))
        kept = _largest(list(held_together(links, least, among=mutual)))
        if len(kept) == len(measured):
            return measured
        measured = kept
    return measured[:0]


def held_together(links: Floats, least: float, *, among: Integers | None = None) -> Iterator[Integers]:
    """Places in groups that cannot be cut in two by leaving out fewer than ``least`` scripts in common.

    Whoever is held by nothing is a group of her own. A chain is as strong as its weakest link: two teams that share
    three scripts are compared by these three, however much each shares within.
    """
    waiting = [np.arange(len(links)) if among is None else among]
    while waiting and len(waiting[-1]):
        members = waiting.pop()
        within = links[np.ix_(members, members)]
        count, part = connected_components(within > 0, directed=False)
        if count > 1:
            waiting += [members[part == number] for number in range(count)]
            continue
        side, cut = weakest_cut(within)
        # Weights are sums of thirds and the like.
        if len(members) > 1 and cut < least - 1e-9:
            waiting += [members[side], members[~side]]
        else:
            yield members


def weakest_cut(links: Floats) -> tuple[NDArray[np.bool_], float]:
    """The division in two that least holds together, and what holds it (Stoer and Wagner 1997)."""
    links = links.copy()
    alive = np.ones(len(links), bool)
    merged = np.eye(len(links), dtype=bool)
    best, side = np.inf, np.zeros(len(links), bool)
    while alive.sum() > 1:
        before, last, held = _most_tightly_held(links, alive)
        if held < best:
            best, side = held, merged[last].copy()
        merged[before] |= merged[last]
        links[before] += links[last]
        links[:, before] = links[before]
        links[before, before] = 0
        alive[last] = False
    return side, best


def _most_tightly_held(links: Floats, alive: NDArray[np.bool_]) -> tuple[int, int, float]:
    """The last two when each next one is whoever is most tightly held to those before, and by how much the last is."""
    held = np.where(alive, 0.0, -np.inf)
    before = last = -1
    by = 0.0
    for _ in range(int(alive.sum())):
        before, last = last, int(held.argmax())
        by = float(held[last])
        held = held + np.where(alive, links[last], 0)
        held[last] = -np.inf
    return before, last, by


def _both_ways(higher: Floats, members: Integers) -> list[Integers]:
    count, part = connected_components(higher[np.ix_(members, members)] > 0, directed=True, connection="strong")
    return [members[part == number] for number in range(count)]


def _largest(groups: list[Integers]) -> Integers:
    return max(groups, key=lambda group: (len(group), -int(group[0])))
