"""Passages that two texts have in common, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.overlap.settings import OverlapSettings

Shingle = tuple[str, ...]

MOST_PLACES = 8
"""Places at which a shingle of a text that repeats itself is looked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``start`` to ``end`` (exclusive) of one text; ``elsewhere``: where they start in the other."""

    start: int
    end: int
    elsewhere: tuple[int, ...]

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.end - self.start


def places_of(shingles: Sequence[Shingle | None]) -> dict[Shingle, list[int]]:
    """Where each shingle stands, the first few places."""
    places: dict[Shingle, list[int]] = {}
    for place, shingle in enumerate(shingles):
        if shingle is not None:
            found = places.setdefault(shingle, [])
            if len(found) < MOST_PLACES:
                found.append(place)
    return places


def common_passages(
    mine: Sequence[Shingle | None], theirs: Sequence[Shingle | None], settings: OverlapSettings
) -> tuple[Run, ...]:
    """Runs of words that both texts have, in the order of the first text; they do not overlap.

    Every run is exact. Runs that a small edit parts (`OverlapSettings.widest_gap`) count as one passage, and a passage
    that is too short as a whole is left out.
    """
    passages: list[list[Run]] = []
    for run in _runs(mine, theirs, places_of(theirs), settings.shingle):
        if passages and _goes_on(passages[-1][-1], run, settings.widest_gap):
            passages[-1].append(run)
        else:
            passages.append([run])
    return tuple(
        run
        for passage in passages
        if sum(run.length for run in passage) >= settings.shortest_passage
        for run in passage
    )


def _runs(
    mine: Sequence[Shingle | None],
    theirs: Sequence[Shingle | None],
    places: Mapping[Shingle, list[int]],
    length: int,
) -> Iterator[Run]:
    start = 0
    while start < len(mine):
        shingle = mine[start]
        alive = _places(shingle, start, theirs, places) if shingle else []
        if not alive:
            start += 1
            continue
        reach = 1
        while longer := [place for place in alive if _same(mine, start + reach, theirs, place + reach)]:
            alive = longer
            reach += 1
        end = start + reach + length - 1
        yield Run(start, end, tuple(alive))
        start = end


def _places(
    shingle: Shingle, start: int, theirs: Sequence[Shingle | None], places: Mapping[Shingle, list[int]]
) -> list[int]:
    found = places.get(shingle, [])
    # A text that repeats itself often is still the same as itself.
    same_place = start < len(theirs) and theirs[start] == shingle and start not in found
    return [*found, start] if same_place else found


def _same(mine: Sequence[Shingle | None], at: int, theirs: Sequence[Shingle | None], place: int) -> bool:
    return at < len(mine) and place < len(theirs) and mine[at] is not None and mine[at] == theirs[place]


def _goes_on(before: Run, after: Run, widest_gap: int) -> bool:
    """Whether both texts have the second run soon after the first."""
    return after.start - before.end <= widest_gap and any(
        0 <= later - (earlier + before.length) <= widest_gap
        for earlier in before.elsewhere
        for later in after.elsewhere
    )
