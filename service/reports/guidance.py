"""The unit's guidance, checked: what is still open, with the places where it would pay to add it, and what is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.results import CheckFinding, CheckStatus, Extent
from service.reports.context import Context, Quote
from service.shown import shown

QUOTES_PER_CHECK = 3
_OPEN: tuple[CheckStatus, ...] = ("partly", "missing")


@dataclass(frozen=True, slots=True)
class CheckView:
    """Advice that is not followed yet, counted from 1.

    ``cites``: ids of the unit's tips and mistakes behind it; ``observation``: its place (`service.reports.advice`).
    """

    number: int
    status: CheckStatus
    message: str
    cites: tuple[str, ...]
    quotes: tuple[Quote, ...]
    observation: str


@dataclass(frozen=True, slots=True)
class CitedView:
    """A tip, or the correction of a mistake, in the unit's own words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class GuidanceView:
    """``open``: what is partly there or missing, ``cited``: what that cites; ``done``: what was said of the rest.

    ``more``: how many more are open, which this reader is not shown.
    """

    open: tuple[CheckView, ...]
    more: int
    done: tuple[str, ...]
    cited: tuple[CitedView, ...]


def guidance(context: Context) -> GuidanceView:
    """The checks of the result; those that do not apply are left out."""
    still_open = tuple(
        CheckView(
            number,
            check.status,
            check.message,
            check.cites,
            context.quotes(places(check), QUOTES_PER_CHECK),
            f"/checks/{context.result.checks.index(check)}",
        )
        for number, check in enumerate(shown_checks(context), 1)
    )
    cited = dict.fromkeys(
        identifier for check in still_open for identifier in check.cites if identifier in context.cited
    )
    return GuidanceView(
        open=still_open,
        more=len(_open_checks(context)) - len(still_open),
        done=tuple(_done(context, check) for check in context.result.checks if check.status == "found"),
        cited=tuple(CitedView(identifier, context.cited[identifier]) for identifier in cited),
    )


def _done(context: Context, check: CheckFinding) -> str:
    """What was noticed, for an assessor; for a learner what it is called."""
    return check.message if context.in_full else context.checks[check.id].label


def shown_checks(context: Context) -> Sequence[CheckFinding]:
    """What is open: all of it for an assessor, the first few for a learner."""
    return shown(_open_checks(context), in_full=context.in_full)


def _open_checks(context: Context) -> list[CheckFinding]:
    """What is partly there, then what is missing; but for mistakes that are raised already and show nowhere else."""
    raised = {flag.id for flag in context.result.flags}
    marked = _places(flag.evidence for flag in context.result.flags)
    return [
        check
        for status in _OPEN
        for check in context.result.checks
        if check.status == status
        and not (
            check.kind == "mistake"
            and context.flags_behind(check.cites) & raised
            and _places([check.evidence]) <= marked
        )
    ]


def places(check: CheckFinding) -> tuple[Extent, ...]:
    """Where it would pay to add what is missing. What a check found in part is pointed at as evidence already."""
    return check.evidence if check.status == "missing" else ()


def _places(groups: Iterable[Iterable[Extent]]) -> set[tuple[int, int]]:
    return {(extent.start, extent.end) for group in groups for extent in group}
