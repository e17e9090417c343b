"""The report that a person reads: one result, in the order in which it is useful.

It says in words whatever it also says in colour or symbols, reads from top to bottom without columns of text side by
side (for screen readers), and shows no probability as a number: those would be taken for marks.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult
from service.cli.report.advice import cautions, corrections, next_steps, strengths
from service.cli.report.care import constraints, personal_data
from service.cli.report.checks import checks
from service.cli.report.context import Context
from service.cli.report.depth import depth
from service.cli.report.layout import FAINT
from service.cli.report.points import at_a_glance, evidence
from service.cli.report.quality import overlaps, quality
from service.cli.terminal import printable, show
from service.cli.wording import count

CLOSING = "Observations, not decisions: an assessor decides."
_PARTS = (
    strengths,
    next_steps,
    corrections,
    cautions,
    at_a_glance,
    evidence,
    depth,
    constraints,
    checks,
    quality,
    overlaps,
    personal_data,
)


def print_report(result: AnalysisResult, unit: Unit, name: str, *, in_full: bool = True) -> None:
    """Print the report on a result; ``name`` is what the person called the document, ``in_full`` as in `Context`."""
    show(report(Context(result, unit, name, in_full)))


def report(context: Context) -> RenderableType:
    """The whole report; parts that would say nothing are left out."""
    parts = [part for make in _PARTS if (part := make(context)) is not None]
    return Group(_opening(context), *parts, Text(), Text(CLOSING, style="bold"))


def _opening(context: Context) -> RenderableType:
    result = context.result
    words, sentences = count(result.text.words, "word"), count(len(result.text.sentences), "sentence")
    return Group(
        Text(context.unit.title, style="bold"),
        Text(f"{printable(context.name)}: {words}, {sentences}", style=FAINT),
        Text(),
        Text(result.feedback.summary),
    )
