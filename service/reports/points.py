"""The marking points: which of their elements the account evidences, and where."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.results import ElementFinding, Evidence, MarkingPointFinding, Status
from service.reports.context import Context, Quote

QUOTES_PER_ELEMENT = 2
Kind = Literal["found", "perhaps", "thin"]
Rest = Literal["could_add", "unclear"]


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element that there is something to quote for: its label, and up to `QUOTES_PER_ELEMENT` quotations.

    ``perhaps``: it counts as found, but there is no sentence for it that the program is sure enough of.
    ``observation``: its place (`service.reports.advice`).
    """

    id: str
    label: str
    kind: Kind
    quotes: tuple[Quote, ...]
    observation: str


@dataclass(frozen=True, slots=True)
class PointView:
    """One marking point, counted from 1. ``found``, ``thin``, ``missing``: labels of its elements, in the unit's order.

    What counts as found without a sentence that the program is sure enough of is among the ``thin`` ones.

    ``elements``: those that there is something to quote for.
    """

    number: int
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
    observation: str

    @property
    def rest(self) -> Rest:
        """What the missing ones are called: where enough is there, nobody asks for them."""
        return "could_add" if self.status == "met" else "unclear"


def points(context: Context) -> tuple[PointView, ...]:
    """One view for each marking point of the result; none where its feedback may not judge by criterion."""
    return tuple(_point(context, number, finding) for number, finding in enumerate(context.result.marking_points, 1))


def _point(context: Context, number: int, finding: MarkingPointFinding) -> PointView:
    point = context.points[finding.id]
    return PointView(
        number=number,
        id=point.id,
        code=context.codes[point.id],
        label=point.label,
        text=point.text,
        status=finding.status,
        explanation=finding.explanation,
        found=_labels(context, finding, {"found"}),
        thin=_labels(context, finding, {"perhaps", "thin"}),
        missing=_labels(context, finding, {"missing"}),
        elements=tuple(_quoted(context, finding, f"/marking_points/{number - 1}")),
        observation=f"/marking_points/{number - 1}",
    )


def _quoted(context: Context, finding: MarkingPointFinding, observation: str) -> Iterator[ElementView]:
    for place, element in enumerate(finding.elements):
        kind, shown = _shown(context, element)
        if shown:
            label = context.elements[element.id].label
            quotes = context.quotes(shown, QUOTES_PER_ELEMENT)
            yield ElementView(element.id, label, kind, quotes, f"{observation}/elements/{place}")


def _shown(context: Context, element: ElementFinding) -> tuple[Kind, Sequence[Evidence]]:
    if element.status != "evidenced":
        return "thin", element.evidence
    sure = [item for item in element.evidence if not context.is_doubtful(item)]
    return ("found", sure) if sure else ("perhaps", element.evidence[:1])


def _labels(context: Context, finding: MarkingPointFinding, kinds: Container[str]) -> tuple[str, ...]:
    return tuple(context.elements[element.id].label for element in finding.elements if _kind(context, element) in kinds)


def _kind(context: Context, element: ElementFinding) -> str:
    return "missing" if element.status == "missing" else _shown(context, element)[0]
