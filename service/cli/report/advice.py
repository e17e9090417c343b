"""What to work on: next steps as questions, and what feedback must raise about the whole account."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from nlp.results import FlagFinding, NextStep, Severity
from service.cli.report.context import Context
from service.cli.report.layout import FAINT, marked, quoted, section, stacked
from service.cli.wording import certainty

SENTENCES_SHOWN = 2
_MARKS: dict[Severity, tuple[str, str]] = {
    "must_fix": ("▲ Must fix", "bold red"),
    "should_fix": ("△ Should fix", "bold yellow"),
    "note": ("◦ Note", "bold"),
}


def strengths(context: Context) -> RenderableType | None:
    """What the account already does, with the sentence that does it; None where the feedback names nothing."""
    found = context.result.feedback.strengths
    rows = [
        (
            Text("+", style="bold green"),
            stacked(Text(item.text), *(Text(context.quote(one), style="italic") for one in item.evidence[:1])),
        )
        for item in found
    ]
    return section("What already works", marked(rows, width=1)) if rows else None


def next_steps(context: Context) -> RenderableType | None:
    """The unit's questions about what is missing, in the order of the feedback; None where it names nothing."""
    steps = context.result.feedback.next_steps
    rows = [(Text(f"{number}.", style="bold"), _step(context, step)) for number, step in enumerate(steps, 1)]
    return section("What to work on next", marked(rows, width=2, airy=True)) if rows else None


def flags(context: Context) -> RenderableType | None:
    """What feedback must raise, gravest first, with the sentences that show it; None where nothing is raised."""
    gravest_first = sorted(context.result.flags, key=lambda flag: list(_MARKS).index(flag.severity))
    rows = [(Text(*_MARKS[flag.severity]), _flag(context, flag)) for flag in gravest_first]
    return section("Look at these again", marked(rows, airy=True)) if rows else None


def _step(context: Context, step: NextStep) -> Group:
    tip = context.guidance.get(step.guidance or "")
    return stacked(
        Text(step.text),
        Text(step.question, style="bold"),
        Text(f"Tip: {tip}", style=FAINT) if tip else None,
    )


def _flag(context: Context, flag: FlagFinding) -> Group:
    shown = (
        quoted(context.quote(item), f"Seen here ({certainty(item.probability)}; {context.place(item)})")
        for item in flag.evidence[:SENTENCES_SHOWN]
    )
    return Group(Text(flag.message), *shown, Text(context.flags[flag.id].question, style="bold"))
