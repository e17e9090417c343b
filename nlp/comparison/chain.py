"""The heaviest set of links between two sequences that keeps the order of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """``first_count`` items from ``first`` on belong to ``second_count`` items from ``second`` on; counts are >= 1."""

    first: int
    second: int
    weight: int
    first_count: int = 1
    second_count: int = 1

    @property
    def first_end(self) -> int:
        """Behind its last item in the first sequence."""
        return self.first + self.first_count

    @property
    def second_end(self) -> int:
        """Behind its last item in the second sequence."""
        return self.second + self.second_count


@dataclass(frozen=True, slots=True)
class _Chain:
    weight: int
    last: Link
    before: _Chain | None


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """The links, in order, that overlap in neither sequence, cross nowhere and together weigh most.

    A heaviest increasing subsequence by a Fenwick tree (Fenwick, 1994): n log n for n links. Of two chains of the same
    weight the one that was found first, from the start of the first sequence, counts.
    """
    starting: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        starting[link.first].append(link)
    if not starting:
        return []
    ending: dict[int, list[_Chain]] = defaultdict(list)
    best = _BestUpTo(max(link.second_end for group in starting.values() for link in group))
    for place in range(max(starting) + 1):
        for chain in ending.pop(place, ()):
            best.offer(chain.last.second_end, chain)
        for link in sorted(starting.get(place, ()), key=lambda link: (link.second, link.first_count)):
            before = best.up_to(link.second)
            ending[link.first_end].append(_Chain(link.weight + (before.weight if before else 0), link, before))
    for place in sorted(ending):
        for chain in ending[place]:
            best.offer(chain.last.second_end, chain)
    return _links(best.up_to(best.size))


class _BestUpTo:
    """The heaviest chain that ends at or before a place in the second sequence."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._tree: list[_Chain | None] = [None] * (size + 1)

    def offer(self, end: int, chain: _Chain) -> None:
        while end <= self.size:
            held = self._tree[end]
            if held is None or chain.weight > held.weight:
                self._tree[end] = chain
            end += end & -end

    def up_to(self, end: int) -> _Chain | None:
        found: _Chain | None = None
        while end > 0:
            held = self._tree[end]
            if held is not None and (found is None or held.weight > found.weight):
                found = held
            end -= end & -end
        return found


def _links(chain: _Chain | None) -> list[Link]:
    found: list[Link] = []
    while chain is not None:
        found.append(chain.last)
        chain = chain.before
    return found[::-1]
