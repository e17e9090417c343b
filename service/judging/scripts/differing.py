"""Where and why people differ who marked the same scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from service.judging.columns import STATUSES, Status
from service.judging.estimates import Names, assessor
from service.judging.scripts.results import Beside, Difference, Differences, PersonBeside, PointDifferences
from service.judging.scripts.settings import Rests, settings

Span: TypeAlias = tuple[int, int]
Place: TypeAlias = tuple[str, str]
"""A script and a marking point."""
_ORDER = {status: place for place, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody gave a marking point of a script; ``passages``: that it rests on, start and end of each."""

    script: str
    marking_point: str
    assessor: str
    status: Status
    passages: tuple[Span, ...] = ()


def differences(marks: Iterable[Mark], standards: Mapping[Place, Status], names: Names) -> Differences:
    """Where people differ, in the order of ``marks``; ``standards``: what was agreed; ``names``: of all who marked."""
    by_place: dict[Place, list[Mark]] = {}
    for mark in marks:
        by_place.setdefault((mark.script, mark.marking_point), []).append(mark)
    several = {place: group for place, group in by_place.items() if len(group) > 1}
    found = {place: _difference(group, names) for place, group in several.items()}
    points = tuple(_points(list(found.values())))
    share = {one.marking_point: one.differing / one.scripts for one in points}
    apart = sorted(
        (one for one in found.values() if one.spread),
        key=lambda one: (-one.spread, -one.disagreeing, -share[one.marking_point]),
    )
    return Differences(
        scripts=tuple(found.values()),
        discuss=tuple(one for one in apart if (one.script, one.marking_point) not in standards),
        apart=tuple(apart),
        points=points,
        people=tuple(_people(by_place, standards, names)),
    )


def _difference(marks: Sequence[Mark], names: Names) -> Difference:
    given = {
        status: tuple(assessor(mark.assessor, names) for mark in marks if mark.status == status)
        for status in reversed(STATUSES)
        if any(mark.status == status for mark in marks)
    }
    steps = [_ORDER[mark.status] for mark in marks]
    pairs = list(combinations(steps, 2))
    spread = max(steps) - min(steps)
    rests, common = _evidence(marks) if spread else (None, None)
    words = settings()
    said = "; ".join(
        words.given.format(level=words.statuses[status], names=words.listed([one.name for one in people]))
        for status, people in given.items()
    )
    said = said[:1].upper() + said[1:]
    return Difference(
        script=marks[0].script,
        marking_point=marks[0].marking_point,
        given=given,
        spread=spread,
        disagreeing=sum(one != other for one, other in pairs) / len(pairs),
        rests=rests,
        common=common,
        sentence=words.and_so.format(given=said, why=words.why_differ[rests]) if rests else f"{said}.",
    )


def _evidence(marks: Sequence[Mark]) -> tuple[Rests, float | None]:
    """The passages of those who gave most beside those of who gave least."""
    steps = [_ORDER[mark.status] for mark in marks]
    most, least = (
        {place for mark in marks if _ORDER[mark.status] == end for span in mark.passages for place in range(*span)}
        for end in (max(steps), min(steps))
    )
    if not most and not least:
        return "none", None
    if not most or not least:
        return "one_sided", None
    common = len(most & least) / len(most | least)
    if common >= settings().same_passages_from.value:
        return "same", common
    return ("partly" if common else "different"), common


def _points(found: Sequence[Difference]) -> Iterator[PointDifferences]:
    for point in dict.fromkeys(one.marking_point for one in found):
        on_point = [one for one in found if one.marking_point == point]
        yield PointDifferences(
            marking_point=point,
            scripts=len(on_point),
            differing=sum(one.spread > 0 for one in on_point),
            far_apart=sum(one.spread > 1 for one in on_point),
        )


def _people(
    by_place: Mapping[Place, Sequence[Mark]], standards: Mapping[Place, Status], names: Names
) -> Iterator[PersonBeside]:
    keys = {mark.assessor for group in by_place.values() for mark in group}
    for key in sorted(keys, key=lambda one: (names.get(one, ""), one)):
        agreed, others = [], []
        for place, group in by_place.items():
            for mark in (one for one in group if one.assessor == key):
                own = _ORDER[mark.status]
                others += [own - _ORDER[other.status] for other in group if other.assessor != key]
                if place in standards:
                    agreed.append(own - _ORDER[standards[place]])
        yield PersonBeside(assessor=assessor(key, names), standard=_beside(agreed), colleagues=_beside(others))


def _beside(steps: Sequence[int]) -> Beside:
    return Beside(
        compared=len(steps),
        same=sum(step == 0 for step in steps),
        more=sum(step > 0 for step in steps),
        less=sum(step < 0 for step in steps),
    )
