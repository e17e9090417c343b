"""Pictures taken apart, and the data that tests draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from service.pictures import Picture
from service.reports.depth import DepthView, Run, StageRow

STAGES = (
    ("description", "Description", False, True),
    ("feelings", "Feelings", False, True),
    ("evaluation", "Evaluation", True, True),
    ("analysis", "Analysis", True, True),
    ("conclusion", "Conclusion", True, True),
    ("action_plan", "Action plan", True, True),
    ("other", "Other", False, False),
)


def profile(cells: Sequence[str]) -> DepthView:
    """The stage profile of an account whose sentences carry out ``cells``."""
    runs: dict[str, list[Run]] = {stage: [] for stage, *_ in STAGES}
    start = 0
    for stage, group in groupby(cells):
        length = len(list(group))
        runs[stage].append(Run(start, length))
        start += length
    rows = tuple(
        StageRow(id_, label, "", reflective, sum(run.length for run in runs[id_]), tuple(runs[id_]), content)
        for id_, label, reflective, content in STAGES
        if content or runs[id_]
    )
    return DepthView("mixed", tuple(cells), rows)


def root(picture: Picture) -> etree._Element:
    """The drawing as XML; fails where it is not well-formed."""
    return etree.fromstring(picture.svg.encode())


def marks(picture: Picture, tag: str, class_: str | None = None) -> list[etree._Element]:
    """The elements of one kind that are drawn, not those that only define patterns."""
    return [
        each
        for each in root(picture).iter(tag)
        if (class_ is None or each.get("class") == class_) and each.getparent().tag != "pattern"  # type: ignore[union-attr]
    ]


def shown(picture: Picture) -> str:
    """All cells of the table, a line for each row."""
    return "\n".join(" | ".join(str(cell) for cell in row) for row in picture.table.rows)


def outside(picture: Picture) -> Iterator[str]:
    """What lies beyond the edges of the drawing: percentages across, em down, and paths on their ground of 100."""
    drawing = root(picture)
    height = float(str(drawing.get("height")).removesuffix("em"))
    for each in drawing.iter("rect", "line", "text", "svg"):
        if each is drawing or each.getparent().tag == "pattern":  # type: ignore[union-attr]
            continue
        width, tall = (_size(each, "width"), _size(each, "height")) if each.tag == "rect" else (0.0, 0.0)
        yield from _beyond(each, "x", width, "%", 100)
        yield from _beyond(each, "y", tall, "em", height)
        for end in "12":
            yield from _beyond(each, f"x{end}", 0, "%", 100)
            yield from _beyond(each, f"y{end}", 0, "em", height)
    for path in drawing.iter("path"):
        if path.get("vector-effect"):
            numbers = [float(each) for each in str(path.attrib["d"]).replace("M", " ").replace("L", " ").split()]
            if not all(-0.01 <= number <= 100.01 for number in numbers):
                yield str(path.attrib["d"])


def _size(each: etree._Element, name: str) -> float:
    return float(str(each.get(name)).rstrip("%em"))


def _beyond(each: etree._Element, name: str, size: float, unit: str, most: float) -> Iterator[str]:
    at = str(each.get(name, "0"))
    if at != "0" and not at.endswith(unit):
        yield f"{each.tag!s} {name}={at}"
        return
    first = float(at.removesuffix(unit))
    if first < -0.01 or first + size > most + 0.01:
        yield f"{each.tag!s} {name}={at}, {size} long, of {most}"
