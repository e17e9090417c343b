"""What the change of a text did to the evidence in it.

A change is told only where the text explains it and it is large enough: a new or changed sentence must be evidence, or
one that was must be gone, and the probability must have moved far enough: further where a sentence only found other
words (`ComparisonRules.least_change_of_wording`) than where it came, went, grew or shrank (``least_change``).
Everything else is `uncertain`: the same account, nudged over a threshold.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.comparison.drafts import Drafts
from nlp.comparison.results import Change, ConstraintChange, ElementChange, MarkingPointChange, Quoted
from nlp.judgement.points import close_status
from nlp.judgement.rules import JudgementRules, PointModel
from nlp.results import ConstraintFinding, ElementFinding, Evidence, MarkingPointFinding, Status

_STATUSES: tuple[Status, ...] = ("not", "partial", "met")


def compare_points(drafts: Drafts, rules: JudgementRules | None = None) -> tuple[MarkingPointChange, ...]:
    """Every marking point, in the unit's order; without ``rules`` it stays open what its status is close to."""
    before, after = drafts.first.result.marking_points, drafts.second.result.marking_points
    return tuple(
        _compare_point(drafts, one, other, rules.points[other.id] if rules else None)
        for one, other in zip(before, after, strict=True)
    )


def compare_constraints(drafts: Drafts) -> tuple[ConstraintChange, ...]:
    """The constraints whose status changed, in the unit's order."""
    before, after = drafts.first.result.constraints, drafts.second.result.constraints
    return tuple(
        _compare_constraint(drafts, one, other)
        for one, other in zip(before, after, strict=True)
        if one.status != other.status
    )


def _compare_point(
    drafts: Drafts, before: MarkingPointFinding, after: MarkingPointFinding, model: PointModel | None
) -> MarkingPointChange:
    elements = [
        _compare_element(drafts, one, other)
        for one, other in zip(before.elements, after.elements, strict=True)
        if one.status != other.status
    ]
    return MarkingPointChange(
        id=before.id,
        before=before.status,
        after=after.status,
        change=_change_of_status(drafts, before, after, elements),
        close_to=_close_to(drafts, after, model),
        elements=tuple(elements),
    )


def _close_to(drafts: Drafts, after: MarkingPointFinding, model: PointModel | None) -> Status | None:
    """The other status that a reading of the whole second draft may give: kept sentences have new neighbours there."""
    read_apart = drafts.second.changed and len(drafts.second.changed) < len(drafts.second.sentences)
    if model is None or not read_apart:
        return None
    return close_status(model, after.probabilities, drafts.unit.comparison.close_to)


def _change_of_status(
    drafts: Drafts, before: MarkingPointFinding, after: MarkingPointFinding, elements: Sequence[ElementChange]
) -> Change:
    rise = _STATUSES.index(after.status) - _STATUSES.index(before.status)
    if rise == 0:
        return "unchanged"
    change: Change = "gained" if rise > 0 else "lost"
    draft, finding = (drafts.second, after) if rise > 0 else (drafts.first, before)
    higher = after.status if rise > 0 else before.status
    reached = _STATUSES[_STATUSES.index(higher) :]
    moved = abs(sum(after.probabilities[status] - before.probabilities[status] for status in reached))
    changed = draft.changed_among(item for element in finding.elements for item in element.evidence)
    explained = any(element.change == change for element in elements) or not draft.own.isdisjoint(changed)
    return change if explained and moved >= drafts.unit.comparison.least_change else "uncertain"


def _compare_element(drafts: Drafts, before: ElementFinding, after: ElementFinding) -> ElementChange:
    found = before.status == "evidenced", after.status == "evidenced"
    change, sentences = _change_of_evidence(drafts, found, before.evidence, after.evidence)
    return ElementChange(id=before.id, before=before.status, after=after.status, change=change, sentences=sentences)


def _compare_constraint(drafts: Drafts, before: ConstraintFinding, after: ConstraintFinding) -> ConstraintChange:
    found = before.status == "addressed", after.status == "addressed"
    change, sentences = _change_of_evidence(drafts, found, before.evidence, after.evidence)
    return ConstraintChange(id=before.id, before=before.status, after=after.status, change=change, sentences=sentences)


def _change_of_evidence(
    drafts: Drafts, found: tuple[bool, bool], before: Sequence[Evidence], after: Sequence[Evidence]
) -> tuple[Change, tuple[Quoted, ...]]:
    """What changed, and the sentences that did it. ``found``: whether it was there before, and is after."""
    gained = found == (False, True)
    draft, cited = (drafts.second, after) if gained else (drafts.first, before)
    changed = draft.changed_among(cited)
    rules = drafts.unit.comparison
    least = rules.least_change_of_wording if draft.own.isdisjoint(changed) else rules.least_change
    moved = abs(_strongest(after, rules.unseen) - _strongest(before, rules.unseen))
    if found[0] == found[1] or not changed or moved < least:
        return "uncertain", ()
    return "gained" if gained else "lost", draft.quote(changed)


def _strongest(evidence: Sequence[Evidence], unseen: float) -> float:
    """The highest probability of it; of what has no evidence only an upper bound is known."""
    return max((item.probability for item in evidence), default=unseen)
