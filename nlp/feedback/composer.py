"""Compose feedback from findings: every sentence comes from the unit; only the learner's own words are filled in."""

from __future__ import annotations

from criteria_bank.schema import Unit
from nlp.results import Depth, Feedback, FlagFinding, MarkingPointFinding


def compose(
    unit: Unit,
    text: str,
    points: tuple[MarkingPointFinding, ...],
    depth: Depth,
    flags: tuple[FlagFinding, ...],
) -> Feedback:
    """A summary, up to three strengths, up to three next steps."""
    del text, depth, flags
    met = sum(point.status == "met" for point in points)
    return Feedback(summary=unit.messages.summary_none if not met else unit.messages.summary_some, strengths=(), next_steps=())
