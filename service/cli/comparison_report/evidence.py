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

MARK_WIDTH = 15
_MARKS: Mapping[Change, tuple[str, str]] = {
    "gained": ("▲ Moved on", "bold green"),
    "lost": ("▼ Less clear", "bold yellow"),
    "uncertain": ("= Much the same", FAINT),
    "unchanged": ("= As it was", FAINT),
}
_STATUSES: Mapping[Status, str] = {"not": "Not yet", "partial": "Partly met", "met": "Met"}


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
    label = pair.points[point.id].label
    lines = [Text.assemble((f"{point.id}  ", "bold"), label, (f"  ({_statuses(point)})", FAINT))]
    for change, words in (("gained", "New"), ("lost", "Harder to see now; it was in")):
        for element in point.elements:
            if element.change == change:
                label = pair.labels[element.id]
                lines.append(Text(f"{words}: {label}" if change == "gained" else f"{sentence_case(label)}. {words}"))
                lines += quotes(element.sentences)
    return stacked(*lines)


def _statuses(point: MarkingPointChange) -> str:
    if point.change == "uncertain":
        lower, higher = (words for status, words in _STATUSES.items() if status in (point.before, point.after))
        return f"Between {lower.lower()} and {higher.lower()}"
    if point.before == point.after:
        return _STATUSES[point.after]
    return f"{_STATUSES[point.before]}, now {_STATUSES[point.after].lower()}"


def _mark(change: Change) -> Text:
    return Text(*_MARKS[change])
