"""The marking points: which of their elements the account evidences, and where."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.results import ElementStatus, MarkingPointFinding, Status
from service.reports.context import Context, Quote

QUOTES_PER_ELEMENT = 2


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element: its label, its short name beside the text, and up to `QUOTES_PER_ELEMENT` quotations."""

    id: str
    label: str
    name: str
    status: ElementStatus
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """One marking point. ``found``, ``thin``, ``missing``: labels of its elements, in the unit's order."""

    id: str
    code: str
    label: str
    text: str
    status: Status
    explanation: str
    found: tuple[str, ...]
    thin: tuple[str, ...]
    missing: tuple[str, ...]
    elements: tuple[ElementView, ...]


def points(context: Context) -> tuple[PointView, ...]:
    """One view for each marking point of the result; none where its feedback may not judge by criterion."""
    return tuple(_point(context, finding) for finding in context.result.marking_points)


def _point(context: Context, finding: MarkingPointFinding) -> PointView:
    point = context.points[finding.id]
    return PointView(
        id=point.id,
        code=context.codes[point.id],
        label=point.label,
        text=point.text,
        status=finding.status,
        explanation=finding.explanation,
        found=_labels(context, finding, "evidenced"),
        thin=_labels(context, finding, "weak"),
        missing=_labels(context, finding, "missing"),
        elements=tuple(
            ElementView(
                id=element.id,
                label=context.elements[element.id].label,
                name=context.element_name(finding.id, element.id),
                status=element.status,
                quotes=context.quotes(element.evidence, QUOTES_PER_ELEMENT),
            )
            for element in finding.elements
        ),
    )


def _labels(context: Context, finding: MarkingPointFinding, status: ElementStatus) -> tuple[str, ...]:
    return tuple(context.elements[element.id].label for element in finding.elements if element.status == status)
