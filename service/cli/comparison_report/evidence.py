"""Marking points and constraints, before and now."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from nlp.comparison.results import Change, MarkingPointChange
from nlp.results import Status
from service.cli.comparison_report.pair import Pair, quotes
from service.cli.report.layout import FAINT, marked, section, stacked
from service.cli.wording import sentence_case

MARK_WIDTH = 14
_MARKS: Mapping[Change, tuple[str, str]] = {
    "gained": ("▲ Moved on", "bold green"),
    "lost": ("▼ Less clear", "bold yellow"),
    "uncertain": ("= About as it was", FAINT),
    "unchanged": ("= As it was", FAINT),
}
_STATUSES: Mapping[Status, str] = {"met": "Met", "partial": "Partly met", "not": "Not yet"}


def points(pair: Pair) -> RenderableType | None:
    """Each marking point with its status in both drafts, and what was gained or lost; None where there are none."""
    rows = [(_mark(point.change), _point(pair, point)) for point in pair.comparison.marking_points]
    return section("Marking points, before and now", marked(rows, width=MARK_WIDTH)) if rows else None


def constraints(pair: Pair) -> RenderableType | None:
    """Constraints that are now taken account of, or no longer; None where nothing changed for sure."""
    words: Mapping[Change, tuple[str, str]] = {
        "gained": ("+ Addressed", "bold green"),
        "lost": ("- Less clear", "bold yellow"),
    }
    rows = [
        (Text(*words[item.change]), stacked(Text(sentence_case(pair.labels[item.id])), *quotes(item.sentences)))
        for item in pair.comparison.constraints
        if item.change in words
    ]
    return section("Constraints on the work", marked(rows, width=MARK_WIDTH)) if rows else None


def _point(pair: Pair, point: MarkingPointChange) -> Group:
    statuses = _STATUSES[point.after]
    if point.before != point.after:
        statuses = f"{_STATUSES[point.before]}, now {statuses.lower()}"
    lines = [Text.assemble((f"{point.id}  ", "bold"), pair.points[point.id].label, (f"  ({statuses})", FAINT))]
    for change, words in (("gained", "New"), ("lost", "Harder to see now; it was in")):
        for element in point.elements:
            if element.change == change:
                label = pair.labels[element.id]
                lines.append(Text(f"{words}: {label}" if change == "gained" else f"{sentence_case(label)}. {words}"))
                lines += quotes(element.sentences)
    return stacked(*lines)


def _mark(change: Change) -> Text:
    return Text(*_MARKS[change])
