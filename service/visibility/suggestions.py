"""Blind first: where a centre wants it, an assessor sees no suggestion for a marking point before her own decision.

The one place for this rule: what shows a result and what records a decision both ask here.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.feedback.policy import CRITERION_QUALITIES
from nlp.results import AnalysisResult, Feedback
from service.access import Actor
from service.decisions_in_force import decisions_in_force
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision
from service.storage.tables.people import Centre, Role
from service.storage.tables.submissions import State, Submission


def is_blind(session: Session, actor: Actor, submission: Submission) -> bool:
    """Whether suggestions on this submission are hidden from ``actor`` until the points are decided.

    From every assessor of a centre that decides blind first, whatever else she is: it might come to her yet. Once the
    submission is decided nothing is hidden any more.
    """
    if submission.state in (State.DECIDED, State.SAMPLED):
        return False
    if not actor.has(Role.ASSESSOR) or actor.person_id == submission.learner_id:
        return False
    return session.get_one(Centre, submission.centre_id).blind_first


def decided_points(session: Session, actor: Actor, submission_id: UUID, draft_id: UUID) -> frozenset[str]:
    """The ids of the marking points that ``actor`` need not decide without knowing the suggestion any more.

    Those that she has decided on for this draft, and those that were met on an earlier one, which stay met. What a
    colleague has decided on does not count: she may be asked to look at it after all.
    """
    hers = session.scalars(
        select(Decision.marking_point).where(Decision.draft_id == draft_id, Decision.assessor_id == actor.person_id)
    )
    in_force = decisions_in_force(session, submission_id)
    met = {
        point for point, decision in in_force.items() if decision.status is Status.MET and decision.draft_id != draft_id
    }
    return frozenset(hers) | met


def may_see_suggestion(
    session: Session, actor: Actor, submission: Submission, draft_id: UUID, marking_point: str
) -> bool:
    """Whether ``actor``, who may read the draft, may see now what the program suggests for one marking point."""
    return not is_blind(session, actor, submission) or marking_point in decided_points(
        session, actor, submission.id, draft_id
    )


def without_suggestions(result: AnalysisResult, unit: Unit, decided: Set[str]) -> AnalysisResult:
    """The result without anything that says how far an undecided marking point is evidenced. ``unit``: as it was then.

    Labels of sentences, findings, next steps and, while one point is undecided, whatever sums points up.
    """
    hidden = {point.id for point in result.marking_points} - decided
    if not hidden:
        return result
    elements = {element.id for point in result.marking_points if point.id in hidden for element in point.elements}
    sentences = tuple(
        sentence.model_copy(
            update={"elements": tuple(label for label in sentence.elements if label.id not in elements)}
        )
        for sentence in result.text.sentences
    )
    return result.model_copy(
        update={
            "text": result.text.model_copy(update={"sentences": sentences}),
            "marking_points": tuple(point for point in result.marking_points if point.id not in hidden),
            "quality": tuple(hint for hint in result.quality if hint.quality not in CRITERION_QUALITIES),
            "feedback": _feedback_without(result.feedback, unit, decided),
        }
    )


def _feedback_without(feedback: Feedback, unit: Unit, decided: Set[str]) -> Feedback:
    names = [point.label for point in unit.marking_points]
    return feedback.model_copy(
        update={
            "summary": _wording()["summary"],
            "strengths": (),
            "next_steps": tuple(step for step in feedback.next_steps if step.marking_point in decided),
            # Of which points the program is not sure.
            "cautions": tuple(one for one in feedback.cautions if not any(name in one for name in names)),
        }
    )


@cache
def _wording() -> dict[str, str]:
    content: dict[str, str] = yaml.safe_load((Path(__file__).parent / "wording.yaml").read_text(encoding="utf-8"))
    return content
