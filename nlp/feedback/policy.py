"""What a qualification lets a learner see before she hands in, and how a result is cut down to it.

Some awarding organisations forbid feedback by criterion before submission. An assessor may always see everything.
"""

from __future__ import annotations

from criteria_bank.conditions import Fact
from criteria_bank.schema import Qualification, Unit
from nlp.errors import FeedbackWithheld
from nlp.results import AnalysisResult

CRITERION_QUALITIES = frozenset({"sufficient"})
"""Qualities of evidence that are reckoned by criterion."""


def require_feedback(unit: Unit, qualification: Qualification) -> None:
    """Raise FeedbackWithheld, in the unit's words, where a learner may see nothing before she hands in."""
    if qualification.feedback == "off":
        facts: dict[str, Fact] = {"policy": "off", "points_met": 0, "points_partial": 0, "points_not": 0}
        raise FeedbackWithheld(unit.feedback.choose("summary", facts).text)


def for_learner(result: AnalysisResult) -> AnalysisResult:
    """What a learner may see of a result before she hands in.

    ``full``: all of it. ``signpost``: nothing that says of a single criterion whether it is evidenced. Which other
    texts share passages is an assessor's matter under every policy: they are other people's. Raises FeedbackWithheld
    where the policy is ``off``.
    """
    policy = result.feedback.policy
    if policy == "off":
        raise FeedbackWithheld(result.feedback.summary)
    if result.overlaps:
        result = result.model_copy(update={"overlaps": ()})
    if policy == "full":
        return result
    sentences = tuple(sentence.model_copy(update={"elements": ()}) for sentence in result.text.sentences)
    return result.model_copy(
        update={
            "text": result.text.model_copy(update={"sentences": sentences}),
            "marking_points": (),
            "quality": tuple(hint for hint in result.quality if hint.quality not in CRITERION_QUALITIES),
        }
    )
