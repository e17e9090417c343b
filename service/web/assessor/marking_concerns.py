"""What else the program noticed: beside the marking point whose passages it touches, and for the whole account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nlp.results import Extent, MarkingPointFinding
from service.decisions.evidence import Span
from service.reports.context import Context, Quote
from service.web.assessor.marking_passages import share_words

Concern = Literal["mistake", "check_partly", "check_missing", "overlooked", "addressed", "hint", "personal", "overlap"]
_QUOTES = 2


@dataclass(frozen=True, slots=True)
class ConcernView:
    """Something that was noticed. ``words``: what was said of it; empty where its kind says all."""

    kind: Concern
    words: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Noticed:
    """``elements``: those of which evidence makes it apply."""

    kind: Concern
    words: str
    extents: tuple[Extent, ...]
    elements: frozenset[str] = frozenset()


def concerns_of_point(
    context: Context, finding: MarkingPointFinding, cited: frozenset[Span]
) -> tuple[ConcernView, ...]:
    """What touches the passages that are ``cited`` for a marking point, or belongs to its elements."""
    elements = {element.id for element in finding.elements if element.status == "evidenced"}
    return tuple(
        _view(context, noticed)
        for noticed in _noticed(context)
        if share_words(noticed.extents, cited) or noticed.elements & elements
    )


def concerns_of_account(context: Context) -> tuple[ConcernView, ...]:
    """All that was noticed, whichever marking point it belongs to."""
    return tuple(_view(context, noticed) for part in (_noticed, _beside) for noticed in part(context))


def _view(context: Context, noticed: _Noticed) -> ConcernView:
    return ConcernView(noticed.kind, noticed.words, context.quotes(noticed.extents, _QUOTES))


def _noticed(context: Context) -> Iterator[_Noticed]:
    result = context.result
    for flag in result.flags:
        yield _Noticed("mistake", flag.message, tuple(flag.evidence))
    for check in result.checks:
        if check.kind == "advice" and check.status in ("partly", "missing"):
            kind: Concern = "check_partly" if check.status == "partly" else "check_missing"
            yield _Noticed(kind, check.message, tuple(check.evidence))
    for finding in result.constraints:
        constraint = context.constraints[finding.id]
        if finding.status == "overlooked":
            applies = frozenset(constraint.applies_with_elements)
            yield _Noticed("overlooked", constraint.label, tuple(finding.because), applies)
        elif finding.status == "addressed":
            sure = tuple(item for item in finding.evidence if not context.is_doubtful(item))
            yield _Noticed("addressed", constraint.label, sure)


def _beside(context: Context) -> Iterator[_Noticed]:
    for hint in context.result.quality:
        yield _Noticed("hint", hint.message, tuple(hint.evidence))
    if context.result.personal_data:
        yield _Noticed("personal", "", tuple(context.result.personal_data))
    for overlap in context.result.overlaps:
        yield _Noticed("overlap", "", tuple(overlap.passages))
