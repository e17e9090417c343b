"""What is marked in the account: each mark is a stretch of the text with a name for what was noticed there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import Extent
from service.reports.care import hints_shown
from service.reports.context import Context
from service.reports.guidance import places, shown_checks

MarkKind = Literal["found", "thin", "question", "again", "check", "hint", "personal"]
KINDS: tuple[MarkKind, ...] = ("found", "thin", "question", "again", "check", "hint", "personal")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the text.

    ``name``: what stands beside it after the words for its kind, such as the number of a question; empty where the
    kind says all. ``meaning``: the same for a screen reader. ``target``: id of the part of the report that
    it leads back to. ``point``: the number of the marking point, counted from 1, that it is evidence for.
    """

    kind: MarkKind
    name: str
    meaning: str
    target: str | None
    start: int
    end: int
    point: int | None = None


def marks(context: Context) -> tuple[Mark, ...]:
    """Everything that is marked, in reading order; a mark lies within the text and is not empty."""
    length = len(context.result.text.content)
    everything = [
        mark
        for part in (_evidence, _questions, _corrections, _checks, _hints, _personal_data)
        for mark in part(context)
        if 0 <= mark.start < mark.end <= length
    ]
    return tuple(sorted(dict.fromkeys(everything), key=lambda mark: (mark.start, mark.end, KINDS.index(mark.kind))))


def _evidence(context: Context) -> Iterator[Mark]:
    numbers = {identifier: number for number, identifier in enumerate(context.points, 1)}
    for point in context.result.marking_points:
        for element in point.elements:
            name = context.element_name(point.id, element.id)
            for item in element.evidence:
                sure = element.status == "evidenced" and not context.is_doubtful(item)
                kind: MarkKind = "found" if sure else "thin"
                yield Mark(kind, name, name, None, item.start, item.end, numbers[point.id])


def _questions(context: Context) -> Iterator[Mark]:
    for number, step in enumerate(context.result.feedback.next_steps, 1):
        yield from _numbered("question", number, step.evidence[:1])


def _corrections(context: Context) -> Iterator[Mark]:
    for number, correction in enumerate(context.result.feedback.corrections, 1):
        yield from _numbered("again", number, correction.evidence)
    for number, flag in context.flags_besides:
        yield from _numbered("again", number, flag.evidence)


def _checks(context: Context) -> Iterator[Mark]:
    raised = {(extent.start, extent.end) for flag in context.result.flags for extent in flag.evidence}
    for number, check in enumerate(shown_checks(context), 1):
        elsewhere = [extent for extent in places(check) if (extent.start, extent.end) not in raised]
        yield from _numbered("check", number, elsewhere)


def _hints(context: Context) -> Iterator[Mark]:
    for number, hint in enumerate(hints_shown(context), 1):
        # Whether there is enough is told by sentences that are marked as evidence already.
        if hint.quality != "sufficient":
            yield from _numbered("hint", number, hint.evidence)


def _personal_data(context: Context) -> Iterator[Mark]:
    for item in context.result.personal_data:
        doubt = "?" if item.certainty == "weak" else ""
        yield Mark("personal", doubt, redaction_rules().label(item.kind), None, item.start, item.end)


def _numbered(kind: MarkKind, number: int, extents: Sequence[Extent]) -> Iterable[Mark]:
    return (Mark(kind, str(number), str(number), f"{kind}-{number}", extent.start, extent.end) for extent in extents)
