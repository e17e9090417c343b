"""The unit's advice and its common mistakes, checked: what is done in one line, the rest a message each."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from criteria_bank.checks import MistakeCheck
from nlp.results import CheckFinding, CheckStatus
from service.cli.report.context import Context
from service.cli.report.layout import FAINT, left_out, listed, marked, section, stacked
from service.shown import shown

QUOTE_LENGTH = 100
_MARKS: dict[CheckStatus, tuple[str, str]] = {
    "partly": ("◐ Partly", "bold yellow"),
    "missing": ("○ Not yet", "bold red"),
}


def checks(context: Context) -> RenderableType | None:
    """What the account does of the unit's advice, and what it does not yet; None where the unit has no checks.

    A mistake that a flag raises stands under the flags, and is not said again.
    """
    found = context.result.checks
    if not found:
        return None
    done = listed("● Done", (context.checks[check.id].label for check in found if check.status == "found"), "green")
    rows = [
        (Text(*_MARKS[status]), _open(context, check))
        for status in _MARKS
        for check in found
        if check.status == status and not _is_raised(context, check)
    ]
    told_of = shown(rows, in_full=context.in_full)
    return section(
        "The unit's advice, checked",
        *([done] if done else []),
        *([marked(told_of)] if told_of else []),
        *left_out(len(rows) - len(told_of)),
    )


def _open(context: Context, check: CheckFinding) -> RenderableType:
    """What is not done yet; where a "why" would pay, with the sentences to add it to."""
    message = Text(check.message).append(f" ({', '.join(check.cites)})", style=FAINT)
    places = check.evidence if context.checks[check.id].detector == "depth" else ()
    return stacked(message, *(Text(context.quote(place, QUOTE_LENGTH), style="italic") for place in places))


def _is_raised(context: Context, check: CheckFinding) -> bool:
    entry = context.checks[check.id]
    if not isinstance(entry, MistakeCheck):
        return False
    return any(context.flags[flag.id].mistake == entry.mistake for flag in context.result.flags)
