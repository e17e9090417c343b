"""The unit's guidance, checked: what is still open, with the places where it would pay to add it, and what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.results import CheckFinding, CheckStatus, Extent
from service.reports.context import Context, Quote

QUOTES_PER_CHECK = 3


@dataclass(frozen=True, slots=True)
class CheckView:
    """Advice that is not followed yet, counted from 1. ``cites``: ids of the unit's tips and mistakes behind it."""

    number: int
    status: CheckStatus
    message: str
    cites: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CitedView:
    """A tip, or the correction of a mistake, in the unit's own words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class GuidanceView:
    """``open``: what is missing or partly there, ``cited``: what that cites; ``done``: what was said of the rest."""

    open: tuple[CheckView, ...]
    done: tuple[str, ...]
    cited: tuple[CitedView, ...]


def guidance(context: Context) -> GuidanceView:
    """The checks of the result, in its order; those that do not apply are left out."""
    still_open = tuple(
        CheckView(number, check.status, check.message, check.cites, context.quotes(places(check), QUOTES_PER_CHECK))
        for number, check in enumerate(open_checks(context), 1)
    )
    cited = dict.fromkeys(
        identifier for check in still_open for identifier in check.cites if identifier in context.cited
    )
    return GuidanceView(
        open=still_open,
        done=tuple(check.message for check in context.result.checks if check.status == "found"),
        cited=tuple(CitedView(identifier, context.cited[identifier]) for identifier in cited),
    )


def open_checks(context: Context) -> list[CheckFinding]:
    """What is missing or partly there, but for mistakes that are raised already and have no other place to show."""
    raised = {flag.id for flag in context.result.flags}
    shown = _places(flag.evidence for flag in context.result.flags)
    return [
        check
        for check in context.result.checks
        if check.status in ("missing", "partly")
        and not (
            check.kind == "mistake"
            and context.flags_behind(check.cites) & raised
            and _places([check.evidence]) <= shown
        )
    ]


def places(check: CheckFinding) -> tuple[Extent, ...]:
    """Where it would pay to add what is missing. What a check found in part is pointed at as evidence already."""
    return check.evidence if check.status == "missing" else ()


def _places(groups: Iterable[Iterable[Extent]]) -> set[tuple[int, int]]:
    return {(extent.start, extent.end) for group in groups for extent in group}
