"""What the learner reads first: strengths, next steps as questions, what to look at again, what is not sure."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from nlp.results import Correction, Evidence, FlagFinding, NextStep, Severity
from service.cli.report.context import Context
from service.cli.report.layout import FAINT, marked, quoted, section, stacked
from service.cli.terminal import printable
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


def corrections(context: Context) -> RenderableType | None:
    """What to look at again, gravest first, with the sentences that show it; None where nothing is raised.

    What the feedback does not go into is named at the end, so that nothing is lost.
    """
    found = context.result.feedback.corrections
    told = {item.flag for item in found}
    rows = [(Text(*_MARKS[item.severity]), _correction(context, item)) for item in found]
    rest = [flag for flag in context.result.flags if flag.id not in told]
    rows += [(Text(*_MARKS[flag.severity]), _in_brief(context, flag)) for flag in rest]
    return section("Look at these again", marked(rows, airy=True)) if rows else None


def cautions(context: Context) -> RenderableType | None:
    """What the program is not sure of."""
    found = context.result.feedback.cautions
    return section("Bear in mind", *(Text(printable(text)) for text in found)) if found else None


def _step(context: Context, step: NextStep) -> Group:
    point = context.points.get(step.marking_point or "")
    return stacked(
        Text(f"{point.id}  {point.label}", style=FAINT) if point else None,
        Text(printable(step.text)),
        Text(step.question, style="bold"),
        Text(f"Tip: {step.tip}", style=FAINT) if step.tip else None,
    )


def _correction(context: Context, item: Correction) -> Group:
    return Group(
        Text(item.text),
        *(_shown(context, evidence) for evidence in item.evidence[:SENTENCES_SHOWN]),
        Text(item.question, style="bold"),
        *([Text(item.correction, style=FAINT)] if item.correction else []),
    )


def _in_brief(context: Context, flag: FlagFinding) -> Group:
    return Group(Text(flag.message), *(_shown(context, evidence) for evidence in flag.evidence[:1]))


def _shown(context: Context, evidence: Evidence) -> RenderableType:
    seen = f"Seen here ({certainty(evidence.probability)}; {context.place(evidence)})"
    return quoted(context.quote(evidence), seen)
