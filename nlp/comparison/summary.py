"""What a comparison says in words, all of it from the unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from criteria_bank.comparison import SUMMARY_SLOTS, ComparisonSlot
from criteria_bank.conditions import Fact
from nlp.comparison.drafts import Drafts
from nlp.comparison.personal_data import kinds
from nlp.comparison.results import (
    Change,
    CheckChange,
    ConstraintChange,
    DepthChange,
    ElementChange,
    FlagChange,
    MarkingPointChange,
    NextStepChange,
    PersonalDataChange,
    TextComparison,
)
from nlp.feedback.quotes import quote
from nlp.results import Extent, FeedbackPolicy


@dataclass(frozen=True)
class Told:
    """What there is to tell."""

    policy: FeedbackPolicy
    text: TextComparison
    personal_data: PersonalDataChange | None = None
    depth: DepthChange | None = None
    flags: Sequence[FlagChange] = ()
    points: Sequence[MarkingPointChange] = ()
    constraints: Sequence[ConstraintChange] = ()
    checks: Sequence[CheckChange] = ()
    steps: Sequence[NextStepChange] = ()

    @property
    def evidence(self) -> Iterator[ElementChange | ConstraintChange]:
        """All that can be gained or lost."""
        yield from (element for point in self.points for element in point.elements)
        yield from self.constraints


def summarise(drafts: Drafts, told: Told) -> str:
    """A few sentences, one a slot at most; empty for a unit that has no messages.

    Of texts that may not be drafts of one account only the opening is said: what one of them lacks is no loss.
    """
    rules = drafts.unit.comparison
    facts = _facts(drafts, told)
    names = _names(drafts, told, facts)
    slots: Sequence[ComparisonSlot] = SUMMARY_SLOTS if facts["related"] else ("opening",)
    chosen = (rules.choose(slot, facts) for slot in slots)
    return " ".join(message.text.format(**names) for message in chosen if message)


def _facts(drafts: Drafts, told: Told) -> dict[str, Fact]:
    counts = told.text.counts
    changed = sum(count for kind, count in counts.items() if kind != "same")
    lost = _of(told, "lost")
    private = told.personal_data or PersonalDataChange(gone=(), new=(), kept=())
    return {
        "private_gone": len(private.gone),
        "private_new": len(private.new),
        "private_kept": len(private.kept),
        "policy": told.policy,
        "related": told.text.shared >= drafts.unit.comparison.related_from,
        "changed": changed,
        "rewritten": changed - counts["moved"],
        "added": counts["added"],
        "removed": counts["removed"],
        "gained": len(_of(told, "gained")),
        "points_gained": sum(point.change == "gained" for point in told.points),
        "lost": len(lost),
        "left_out": bool(lost) and _left_out(drafts, lost[0]),
        "taken": sum(step.outcome == "taken" for step in told.steps),
        "tried": sum(step.outcome == "tried" for step in told.steps),
        "open": sum(step.outcome == "open" for step in told.steps),
        "depth": told.depth.change if told.depth else "unchanged",
        "resolved": sum(flag.change == "resolved" for flag in told.flags),
        "new": sum(flag.change == "new" for flag in told.flags),
        "matching": drafts.second.result.analyser.matching,
    }


def _names(drafts: Drafts, told: Told, facts: Mapping[str, Fact]) -> dict[str, object]:
    counts, depth = told.text.counts, told.depth
    gained, lost = _of(told, "gained"), _of(told, "lost")
    return {
        **facts,
        "gone": kinds(told.personal_data.gone) if told.personal_data else "",
        "came": kinds(told.personal_data.new) if told.personal_data else "",
        "reworded": counts["reworded"] + counts["split"] + counts["joined"],
        "gained": _labels(drafts, gained),
        "gained_count": len(gained),
        "points": ", ".join(point.id for point in told.points if point.change == "gained"),
        "lost": _labels(drafts, lost),
        "quote": _quote(lost[0]) if lost else "",
        "steps": len(told.steps),
        "share": round(100 * depth.after.reflective_share) if depth else 0,
        "share_before": round(100 * depth.before.reflective_share) if depth else 0,
    }


def _of(told: Told, change: Change) -> list[ElementChange | ConstraintChange]:
    return [item for item in told.evidence if item.change == change]


def _labels(drafts: Drafts, changes: Sequence[ElementChange | ConstraintChange]) -> str:
    """Each label once: an element and a constraint may go by the same."""
    labels = {label.id: label.label for label in drafts.unit.labels}
    return "; ".join(dict.fromkeys(labels[change.id] for change in changes))


def _quote(change: ElementChange | ConstraintChange) -> str:
    words = change.sentences[0].text
    return quote(words, Extent(start=0, end=len(words))) or ""


def _left_out(drafts: Drafts, change: ElementChange | ConstraintChange) -> bool:
    index = drafts.first.index(change.sentences[0])
    return index is not None and not drafts.first.partners[index]
