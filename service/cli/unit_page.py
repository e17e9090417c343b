"""What a unit asks for, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Element, MarkingPoint, Unit
from service.cli.report.layout import FAINT, marked, section
from service.cli.terminal import show
from service.cli.wording import sentence_case


def print_unit(loaded: LoadedUnit) -> None:
    """Print the unit: its qualifications, outcomes, marking points with their elements, constraints and tips."""
    unit = loaded.unit
    show(
        Text(unit.title, style="bold"),
        Text(f"{unit.id} {unit.version}, {unit.awarding_organisation}", style=FAINT),
        Text(f"SHA-256 {loaded.sha256}", style=FAINT),
        *(Text(f"Level {each.level}: {each.title}") for each in unit.qualifications),
        *_sections(unit),
    )


def _sections(unit: Unit) -> Iterator[RenderableType]:
    yield section("Learning outcomes", _rows((each.id, Text(each.text)) for each in unit.learning_outcomes))
    yield section("Marking points", _rows((point.id, _point(point)) for point in unit.marking_points))
    yield section(
        "Constraints on the work",
        *(Text(f"{sentence_case(each.label)}: {each.description}") for each in unit.constraints),
    )
    yield section("Guidance", _rows((tip.id, Text(tip.text)) for tip in unit.guidance))


def _point(point: MarkingPoint) -> Group:
    asked = point.requires
    needs = f"{point.outcome}; met by {asked.met} of {len(point.elements)} elements, partly met by {asked.partial}:"
    elements = (Text(_element(element), style=FAINT) for element in point.elements)
    return Group(Text(point.label, style="bold"), Text(point.text), Text(needs), *elements)


def _element(element: Element) -> str:
    return f"{element.id}  {element.label}{' (in a sentence that reflects)' if element.reflective else ''}"


def _rows(rows: Iterator[tuple[str, RenderableType]]) -> RenderableType:
    return marked(((Text(mark, style="bold"), body) for mark, body in rows), width=5)
