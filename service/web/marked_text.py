"""An account with highlights that can be switched on and off: by marking point, by what else was noticed, or all.

The text is cut by `service.reports.account`. Where marks overlap, each group of them has a line of its own under the
words, and each mark a label that says what it is; ``templates/macros/marked_text.html.j2`` lays it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from criteria_bank.schema import MarkingPoint, Unit
from service.reports.account import Account, Segment
from service.reports.context import codes
from service.reports.marks import KINDS, Mark, MarkKind

DEEPEST = 4
"""A line further down would run into the words below: more lines than that lie on one another."""
_CHOSEN, _SHOW = "highlights", "show"
_EVIDENCE: tuple[MarkKind, ...] = ("found", "thin")


class Query(Protocol):
    """The parameters of an address, such as Starlette's."""

    def get(self, name: str, /) -> str | None:
        """The last value of a parameter."""

    def getlist(self, name: str, /) -> list[str]:
        """All of its values."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is switched together: the evidence for one marking point, or all marks of one other kind.

    ``id``: the marking point's number, or the kind. ``code`` and ``label``: the marking point's, empty for a kind.
    ``count``: of its marks.
    """

    id: str
    code: str
    label: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a stretch of the text; ``depth`` counts from 1, the one closest to the words."""

    group: str
    kind: MarkKind
    depth: int
    shown: bool


@dataclass(frozen=True)
class MarkedText:
    """An account, what can be switched in it, and which of that is off."""

    account: Account
    groups: tuple[Group, ...]
    off: frozenset[str]

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        """The kinds of all its marks."""
        return self.account.kinds

    def group_of(self, mark: Mark) -> str:
        """The id of the group that a mark belongs to."""
        return _group_of(mark)

    def is_shown(self, mark: Mark) -> bool:
        """Whether a mark is switched on."""
        return _group_of(mark) not in self.off

    def lines(self, segment: Segment) -> tuple[Line, ...]:
        """The lines under a segment, one for each group; sure evidence for a point goes before what is only hinted at.

        The group whose mark began first keeps the line closest to the words.
        """
        kinds: dict[str, MarkKind] = {}
        for mark in segment.marks:
            group = _group_of(mark)
            if KINDS.index(mark.kind) < KINDS.index(kinds.setdefault(group, mark.kind)):
                kinds[group] = mark.kind
        return tuple(
            Line(group, kind, min(depth, DEEPEST), group not in self.off)
            for depth, (group, kind) in enumerate(kinds.items(), 1)
        )

    def sentences(self, segments: Sequence[Segment]) -> Iterator[tuple[str | None, list[Segment]]]:
        """The segments of a cell sentence by sentence, each with its anchor; None where one goes on from before."""
        together: list[Segment] = []
        for segment in segments:
            if segment.anchor and together:
                yield together[0].anchor, together
                together = []
            together.append(segment)
        if together:
            yield together[0].anchor, together


def marked_text(account: Account, unit: Unit, *, shown: frozenset[str] | None = None) -> MarkedText:
    """An account, which was laid against ``unit``, with its highlights.

    ``shown``: the groups that are switched on, all of them by default (`shown_by`).
    """
    counts = Counter(
        _group_of(mark) for paragraph in account.paragraphs for segment in paragraph.segments for mark in segment.opens
    )
    short = codes([point.id for point in unit.marking_points])
    points = {str(number): point for number, point in enumerate(zip(short, unit.marking_points, strict=True), 1)}
    ids = [*points, *KINDS]
    off = frozenset() if shown is None else frozenset(ids) - shown
    groups = tuple(_group(identifier, points.get(identifier), counts, off) for identifier in ids if counts[identifier])
    return MarkedText(account, groups, off)


def shown_by(query: Query) -> frozenset[str] | None:
    """Which groups the address of a page switches on; None where it says nothing, so that all are.

    The switches are a form with a box ``show`` for each group, and ``highlights`` to know that it was sent.
    """
    chosen = query.get(_CHOSEN)
    if chosen is None or chosen == "all":
        return None
    return frozenset() if chosen == "none" else frozenset(query.getlist(_SHOW))


def _group_of(mark: Mark) -> str:
    return str(mark.point) if mark.kind in _EVIDENCE and mark.point is not None else mark.kind


def _group(identifier: str, point: tuple[str, MarkingPoint] | None, counts: Counter[str], off: frozenset[str]) -> Group:
    code, label = (point[0], point[1].label) if point else ("", "")
    return Group(identifier, code, label, counts[identifier], identifier not in off)
