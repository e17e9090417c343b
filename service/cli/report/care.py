"""Care for people and rules: constraints of the work, and personal data of third parties."""

from __future__ import annotations

from collections import defaultdict

from rich.console import RenderableType
from rich.text import Text

from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import ConstraintFinding
from service.cli.report.context import Context
from service.cli.report.layout import FAINT, listed, marked, section, stacked
from service.cli.wording import sentence_case

CAUSE_LENGTH = 60


def constraints(context: Context) -> RenderableType | None:
    """Which constraints the account takes account of and which it overlooks; None where the unit has none."""
    found = context.result.constraints
    if not found:
        return None
    rows = [
        _row(context, finding)
        for status in ("addressed", "overlooked")
        for finding in found
        if finding.status == status
    ]
    rest = [context.constraints[finding.id].label for finding in found if finding.status == "not_applicable"]
    not_called_for = [listed("Not noticed, and perhaps not called for", rest)] if rest else []
    return section("Constraints on the work", marked(rows), *not_called_for)


def personal_data(context: Context) -> RenderableType | None:
    """The strings that may identify somebody, by kind; None where there are none."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for item in context.result.personal_data:
        kinds[redaction_rules().label(item.kind)].append(context.words(item))
    if not kinds:
        return None
    rows = [
        (Text(f"{sentence_case(kind)} ({len(strings)})", style="bold"), Text(", ".join(dict.fromkeys(strings))))
        for kind, strings in sorted(kinds.items())
    ]
    advice = Text(
        "Replace these before you share the account: they may identify a customer or somebody else. "
        "'tallymark redact' makes a copy without them."
    )
    return section("Personal data", advice, marked(rows, width=max(len(mark) for mark, _ in rows)))


def _row(context: Context, finding: ConstraintFinding) -> tuple[Text, RenderableType]:
    constraint = context.constraints[finding.id]
    label = Text(sentence_case(constraint.label))
    if finding.status == "addressed":
        sure = [item for item in finding.evidence[:1] if item.probability >= context.unit.feedback.told_from]
        quotes = (Text(context.quote(item), style="italic") for item in sure)
        mark = Text("● Addressed", style="bold green") if sure else Text("◐ Perhaps", style="bold yellow")
        return mark, stacked(label, *quotes)
    causes = ", ".join(context.quote(cause, CAUSE_LENGTH) for cause in finding.because)
    why = Text(f"Called for where you write {causes}", style=FAINT) if causes else None
    return Text("○ Overlooked", style="bold red"), stacked(label, why, Text(constraint.question, style=FAINT))
