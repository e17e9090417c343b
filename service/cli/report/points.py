"""The marking points: at a glance, and with the sentences that count as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nlp.results import ElementFinding, ElementStatus, Extent, MarkingPointFinding, Status
from service.cli.report.context import Context
from service.cli.report.layout import listed, marked, parted, quoted, section, stacked
from service.cli.wording import certainty

SENTENCES_SHOWN = 2
_MARKS: dict[Status, tuple[str, str]] = {
    "met": ("● Found", "bold green"),
    "partial": ("◐ In part", "bold yellow"),
    "not": ("○ Not yet", "bold red"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence to show, and the elements it supports with how sure the program is of each."""

    extent: Extent
    supported: list[tuple[float, str]]


def at_a_glance(context: Context) -> RenderableType | None:
    """One entry for each marking point: its status, and which elements were found; None where it may not be told."""
    rows = [(_mark(point.status), _glance(context, point)) for point in context.result.marking_points]
    return section("Marking points at a glance", marked(rows)) if rows else None


def evidence(context: Context) -> RenderableType | None:
    """For each marking point, the learner's best sentences; None where there are none at all."""
    groups = [
        _with_sentences(context, point, chosen)
        for point in context.result.marking_points
        if (chosen := choose(point.elements))
    ]
    return section("Evidence, in the words of the account", *parted(groups)) if groups else None


def choose(elements: Sequence[ElementFinding]) -> list[Shown]:
    """Up to `SENTENCES_SHOWN` sentences with all elements that they support, in reading order.

    The surest sentence first; then the surest one for an element that those before it do not support.
    """
    offers: dict[tuple[int, int], list[tuple[float, str]]] = {}
    for finding in elements:
        for item in finding.evidence:
            offers.setdefault((item.start, item.end), []).append((item.probability, finding.id))
    chosen: list[Shown] = []
    covered: set[str] = set()
    for (start, end), supported in sorted(offers.items(), key=lambda offer: -max(offer[1])[0]):
        new = {element for _, element in supported} - covered
        if new and len(chosen) < SENTENCES_SHOWN:
            chosen.append(Shown(Extent(start=start, end=end), supported))
            covered |= new
    return sorted(chosen, key=lambda shown: shown.extent.start)


def _glance(context: Context, finding: MarkingPointFinding) -> Group:
    point = context.points[finding.id]
    return stacked(
        Text.assemble((f"{point.id}  ", "bold"), point.label),
        listed("Found", _labels(context, finding, "evidenced")),
        listed("Only hinted at", _labels(context, finding, "weak")),
        listed("Could be added" if finding.status == "met" else "Not clear yet", _labels(context, finding, "missing")),
    )


def _labels(context: Context, finding: MarkingPointFinding, status: ElementStatus) -> list[str]:
    return [context.elements[element.id].label for element in finding.elements if _shown_as(context, element) == status]


def _shown_as(context: Context, element: ElementFinding) -> ElementStatus:
    """An element that no sentence shows for likely is only hinted at, whatever several sentences add up to."""
    surest = max((item.probability for item in element.evidence), default=0.0)
    return "weak" if element.status == "evidenced" and surest < context.unit.feedback.told_from else element.status


def _with_sentences(context: Context, finding: MarkingPointFinding, sentences: list[Shown]) -> RenderableType:
    heading = Text.assemble((f"{finding.id}  ", "bold"), context.points[finding.id].label)
    return Group(heading, *(Padding(_sentence(context, shown), (0, 0, 0, 5)) for shown in sentences))


def _sentence(context: Context, shown: Shown) -> Group:
    labels = [f"{context.elements[element].label} ({certainty(sure)})" for sure, element in shown.supported]
    return quoted(context.quote(shown.extent), f"Shows: {', '.join(labels)}; {context.place(shown.extent)}")


def _mark(status: Status) -> Text:
    return Text(*_MARKS[status])
