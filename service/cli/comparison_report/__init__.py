"""The report on two drafts that a person reads: what was gained first, then what to do, then the text.

Like the report on one account it says in words whatever it also says in colour or symbols, and reads from top to
bottom.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from criteria_bank.schema import Unit
from nlp.comparison.results import Comparison, DraftReference
from service.cli.comparison_report.evidence import constraints, points
from service.cli.comparison_report.pair import Pair
from service.cli.comparison_report.sentences import sentences
from service.cli.comparison_report.whole import checks, depth, flags, steps
from service.cli.report import CLOSING
from service.cli.report.layout import FAINT
from service.cli.terminal import printable, show
from service.cli.wording import count

_PARTS = (points, steps, checks, constraints, flags, depth, sentences)


def print_comparison(comparison: Comparison, unit: Unit, names: tuple[str, str]) -> None:
    """Print the report on two drafts; ``names`` is what the person called them."""
    show(report(Pair(comparison, unit), names))


def report(pair: Pair, names: tuple[str, str]) -> RenderableType:
    """The whole report; parts that would say nothing are left out."""
    parts = [part for make in _PARTS if (part := make(pair)) is not None]
    return Group(_opening(pair, names), *parts, Text(), Text(CLOSING, style="bold"))


def _opening(pair: Pair, names: tuple[str, str]) -> RenderableType:
    comparison = pair.comparison
    return Group(
        Text(pair.unit.title, style="bold"),
        _draft("First draft", names[0], comparison.first),
        _draft("Second draft", names[1], comparison.second),
        Text(),
        Text(comparison.summary),
    )


def _draft(label: str, name: str, draft: DraftReference) -> Text:
    words, sentences = count(draft.words, "word"), count(draft.sentences, "sentence")
    return Text(f"{label}: {printable(name)}: {words}, {sentences}", style=FAINT)
