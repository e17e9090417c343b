"""Next steps, flags and depth, before and now."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.text import Text

from nlp.comparison.results import Change, FlagChange, FlagChangeKind, NextStepChange, Outcome
from service.cli.comparison_report.pair import Pair, quotes
from service.cli.report.layout import FAINT, marked, section, stacked
from service.cli.wording import sentence_case

_OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    "taken": ("● Taken", "bold green"),
    "tried": ("◐ Begun", "bold yellow"),
    "open": ("○ Open", "bold"),
}
_FLAGS: Mapping[FlagChangeKind, tuple[str, str]] = {
    "new": ("△ New", "bold yellow"),
    "unchanged": ("△ As before", "bold"),
    "uncertain": ("△ Raised", "bold"),
    "resolved": ("● Settled", "bold green"),
}

_CHECKS: Mapping[Change, tuple[str, str]] = {
    "gained": ("▲ More of it", "bold green"),
    "lost": ("▼ Less of it", "bold yellow"),
}


def steps(pair: Pair) -> RenderableType | None:
    """The next steps of the first draft's feedback and what became of them; None where there were none."""
    rows = [(Text(*_OUTCOMES[step.outcome]), _step(step)) for step in pair.comparison.next_steps]
    return section("Next steps from the first draft", marked(rows, airy=True)) if rows else None


def flags(pair: Pair) -> RenderableType | None:
    """What to look at again, new things first, and what is settled; None where there is neither."""
    rows = [
        (Text(*_mark(flag)), stacked(Text(flag.message), *quotes(flag.sentences)))
        for change in _FLAGS
        for flag in pair.comparison.flags
        if flag.change == change
    ]
    return section("Things to look at again", marked(rows)) if rows else None


def _mark(flag: FlagChange) -> tuple[str, str]:
    """What became of a flag; one that is gone without a change that explains it is not called settled."""
    return _FLAGS[flag.change] if flag.after or flag.change == "resolved" else ("○ Not now", "bold")


def checks(pair: Pair) -> RenderableType | None:
    """Of the unit's advice, what the account does more or less of; None where nothing changed for sure."""
    rows = [
        (Text(*_CHECKS[check.change]), stacked(Text(sentence_case(pair.checks[check.id].label)), Text(check.message)))
        for check in pair.comparison.checks
        if check.change in _CHECKS
    ]
    return section("The unit's advice", marked(rows)) if rows else None


def depth(pair: Pair) -> RenderableType | None:
    """The depth of both drafts in words; None where it is not compared."""
    found = pair.comparison.depth
    if found is None:
        return None
    before, after = (
        f"{sentence_case(one.label)}: about {round(100 * one.reflective_share)}% of the content reflects."
        for one in (found.before, found.after)
    )
    return section("Depth of reflection", Text(f"Before: {before}", style=FAINT), Text(f"Now: {after}"))


def _step(step: NextStepChange) -> RenderableType:
    return stacked(Text(step.question, style="bold"), Text(step.message), *quotes(step.sentences))
