"""Compose feedback from findings: every sentence comes from the unit; only the learner's own words are filled in."""

from __future__ import annotations

from collections.abc import Sequence

from criteria_bank.schema import Unit
from nlp.feedback.next_steps import find_next_steps
from nlp.feedback.strengths import find_strengths
from nlp.feedback.summary import summarise
from nlp.results import ConstraintFinding, Depth, Feedback, FlagFinding, MarkingPointFinding

MOST_STRENGTHS = 3
MOST_NEXT_STEPS = 3


def compose(
    unit: Unit,
    text: str,
    points: Sequence[MarkingPointFinding],
    depth: Depth,
    flags: Sequence[FlagFinding],
    *,
    constraints: Sequence[ConstraintFinding],
) -> Feedback:
    """A summary, up to three strengths, up to three next steps. The same findings always make the same feedback."""
    qualification = unit.qualifications[0]
    return Feedback(
        qualification=qualification.id,
        level=qualification.level,
        policy=qualification.feedback,
        summary=summarise(unit.messages, points, depth),
        strengths=find_strengths(unit, points, MOST_STRENGTHS),
        next_steps=find_next_steps(unit, text, points, flags=flags, constraints=constraints, most=MOST_NEXT_STEPS),
        corrections=(),
        cautions=(),
    )
