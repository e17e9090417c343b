"""Hints about the quality of the evidence, and other texts that share passages with the account."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from nlp.results import Overlap, QualityHint
from service.cli.report.context import Context
from service.cli.report.layout import FAINT, left_out, marked, section, stacked
from service.cli.terminal import printable
from service.cli.wording import count, sentence_case
from service.shown import shown_hints

PASSAGES_SHOWN = 3
_QUOTE_LENGTH = 75
_SHORT = 40


def quality(context: Context) -> RenderableType | None:
    """What was noticed about each quality of evidence, with the first place that shows it; None where nothing was."""
    found = context.result.quality
    told_of = shown_hints(found, in_full=context.in_full)
    rows = []
    told = ""
    for hint in told_of:
        mark = "" if hint.quality == told else sentence_case(hint.quality)
        told = hint.quality
        rows.append((Text(mark, style="bold"), stacked(Text(hint.message), _places(context, hint))))
    rest = left_out(len(found) - len(told_of))
    return section("The quality of the evidence: hints", marked(rows), *rest) if rows else None


def overlaps(context: Context) -> RenderableType | None:
    """Where else passages of the account stand; None where it was compared with nothing or nothing was found."""
    found = context.result.overlaps
    if not found:
        return None
    advice = Text(
        "It may be an earlier draft of the writer's own, or a form of the employer's. People decide what it means."
    )
    return section(
        "Also found in other texts", advice, marked([(Text(), _overlap(context, one)) for one in found], width=0)
    )


def _overlap(context: Context, one: Overlap) -> RenderableType:
    shown = one.passages[:PASSAGES_SHOWN]
    more = len(one.passages) - len(shown)
    return stacked(
        Text.assemble(("Also found in ", "bold"), (printable(one.source), "bold")),
        *(Text(f"{context.quote(passage)} ({context.place(passage)})", style="italic") for passage in shown),
        Text(f"and {count(more, 'more passage')}", style=FAINT) if more else None,
    )


def _places(context: Context, hint: QualityHint) -> Text | None:
    """The places of a hint, short ones on one line; none for an outcome that is shown in several."""
    if not hint.evidence or (hint.quality == "sufficient" and len(hint.evidence) > 1):
        return None
    quotes = [f"{context.quote(place, _QUOTE_LENGTH)} ({context.place(place)})" for place in hint.evidence]
    short = max(map(len, quotes)) <= _SHORT
    return Text(("; " if short else "\n").join(quotes), style=FAINT)
