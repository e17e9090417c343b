"""The marking points: at a glance, and with the sentences that count as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nlp.results import ElementFinding, ElementStatus, Evidence, MarkingPointFinding, Status
from service.cli.report.context import Context
from service.cli.report.layout import listed, marked, parted, quoted, section, stacked
from service.cli.wording import certainty

SENTENCES_SHOWN = 2
_MARKS: dict[Status, tuple[str, str]] = {
    "met": ("● Met", "bold green"),
    "partial": ("◐ Partly met", "bold yellow"),
    "not": ("○ Not yet", "bold red"),
}


def at_a_glance(context: Context) -> RenderableType:
    """One entry for each marking point: its status, and which elements were found."""
    rows = [(_mark(point.status), _glance(context, point)) for point in context.result.marking_points]
    return section("Marking points at a glance", marked(rows))


def evidence(context: Context) -> RenderableType | None:
    """For each marking point, the learner's best sentences; None where there are none at all."""
    groups = [
        _with_sentences(context, point, chosen)
        for point in context.result.marking_points
        if (chosen := choose(point.elements))
    ]
    return section("Evidence, in the words of the account", *parted(groups)) if groups else None


def choose(elements: Sequence[ElementFinding]) -> list[tuple[Evidence, list[str]]]:
    """Up to `SENTENCES_SHOWN` sentences with the elements they support, in reading order.

    The surest sentence first; then the surest one for an element that those before it do not support.
    """
    offers = sorted(
        ((item, finding.id) for finding in elements for item in finding.evidence),
        key=lambda offer: -offer[0].probability,
    )
    chosen: list[Evidence] = []
    covered: set[str] = set()
    for item, element in offers:
        if element not in covered and len(chosen) < SENTENCES_SHOWN:
            chosen.append(item)
            covered |= {other for sentence, other in offers if _same_place(sentence, item)}
    return [
        (item, [element for sentence, element in offers if _same_place(sentence, item)])
        for item in sorted(chosen, key=lambda item: item.start)
    ]


def _glance(context: Context, finding: MarkingPointFinding) -> Group:
    point = context.points[finding.id]
    return stacked(
        Text.assemble((f"{point.id}  ", "bold"), point.label),
        listed("Found", _labels(context, finding, "evidenced")),
        listed("Only hinted at", _labels(context, finding, "weak")),
        listed("Not found", _labels(context, finding, "missing")),
    )


def _labels(context: Context, finding: MarkingPointFinding, status: ElementStatus) -> list[str]:
    return [context.elements[element.id].label for element in finding.elements if element.status == status]


def _with_sentences(
    context: Context, finding: MarkingPointFinding, chosen: list[tuple[Evidence, list[str]]]
) -> RenderableType:
    heading = Text.assemble((f"{finding.id}  ", "bold"), context.points[finding.id].label)
    sentences = (_sentence(context, item, elements) for item, elements in chosen)
    return Group(heading, *(Padding(sentence, (0, 0, 0, 5)) for sentence in sentences))


def _sentence(context: Context, item: Evidence, elements: list[str]) -> Group:
    labels = ", ".join(context.elements[element].label for element in elements)
    return quoted(context.quote(item), f"Shows: {labels} ({certainty(item.probability)}; {context.place(item)})")


def _mark(status: Status) -> Text:
    return Text(*_MARKS[status])


def _same_place(one: Evidence, other: Evidence) -> bool:
    return (one.start, one.end) == (other.start, other.end)
