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
_STATUSES: Mapping[Status, str] = {"not": "Not yet", "partial": "Some evidence", "met": "Evidence found"}


_ABOUT_CLOSE = (
    "Close to: sentences that stayed the same were not read again here. 'tallymark check' of the second draft may give "
    "that status."
)


def points(pair: Pair) -> RenderableType | None:
    """Each marking point with its status in both drafts, and what was gained or lost; None where there are none."""
    found = pair.comparison.marking_points
    if not found:
        return None
    rows = [(_mark(point.change), _point(pair, point)) for point in found]
    about = [Text(_ABOUT_CLOSE, style=FAINT)] if any(map(_is_close, found)) else []
    return section("Marking points, before and now", marked(rows, width=MARK_WIDTH), *about)


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
    after = _STATUSES[point.after]
    said = after if point.before == point.after else f"{_STATUSES[point.before]}, now {after.lower()}"
    return f"{said}, close to {_STATUSES[point.close_to].lower()}" if point.close_to else said


def _is_close(point: MarkingPointChange) -> bool:
    return point.close_to is not None and point.change != "uncertain"


def _mark(change: Change) -> Text:
    return Text(*_MARKS[change])
