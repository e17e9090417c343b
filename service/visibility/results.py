"""What somebody may see of a result."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.feedback.policy import for_learner, require_feedback
from nlp.results import AnalysisResult
from service.access import Actor
from service.storage.tables.analyses import Analysis
from service.storage.tables.submissions import Draft, Submission
from service.visibility.suggestions import decided_points, is_blind, without_suggestions


@dataclass(frozen=True, slots=True)
class VisibleResult:
    """A result as it is kept, and what of it somebody may see. ``hidden``: ids of points that she must decide first."""

    whole: AnalysisResult
    seen: AnalysisResult
    hidden: tuple[str, ...] = ()


def visible_result(
    session: Session, actor: Actor, submission: Submission, draft: Draft, analysis: Analysis, *, unit: Unit
) -> VisibleResult:
    """The result of a draft that ``actor`` may read; ``analysis`` still has its words. ``unit``: as it was then.

    Raises FeedbackWithheld where the qualification lets a learner see nothing.
    """
    result = AnalysisResult.model_validate_json(analysis.result or "")
    if actor.person_id == submission.learner_id:
        require_feedback(unit, unit.qualification(submission.qualification_id))
        return VisibleResult(result, for_learner(result))
    if not is_blind(session, actor, submission):
        return VisibleResult(result, result)
    decided = decided_points(session, actor, submission.id, draft.id)
    hidden = tuple(point.id for point in result.marking_points if point.id not in decided)
    return VisibleResult(result, without_suggestions(result, unit, decided), hidden)
