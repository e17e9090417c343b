"""Whether somebody agrees with what the program suggested: said once, by her who decided, and never inferred."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions.schemas import StanceView
from service.errors import Conflict, NotFound, NotPermitted
from service.storage.columns import now
from service.storage.tables.decisions import Decision, Knowledge, Stance
from service.visibility.submissions import find_submission


def take_stance(session: Session, actor: Actor, decision_id: UUID, *, agrees: bool) -> StanceView:
    """Note what ``actor`` says about the suggestion for a point that she decided.

    Raises:
        NotFound: there is no such decision, or none that she may know of.
        NotPermitted: somebody else decided.
        Conflict: there was no suggestion, or she has said so before.
    """
    decision = session.scalars(select(Decision).where(Decision.id == decision_id)).one_or_none()
    if decision is None:
        raise NotFound
    find_submission(session, actor, decision.submission_id, lock=True)
    if decision.assessor_id != actor.person_id:
        raise NotPermitted("Only whoever decided can say whether she agrees with the suggestion.")
    if decision.knowledge is Knowledge.NONE:
        raise Conflict("There was no suggestion to agree or disagree with.")
    if session.get(Stance, decision_id) is not None:
        raise Conflict("You have said so before. What was said once stays; a correction is a new decision.")
    stance = Stance(decision_id=decision_id, by=actor.person_id, agrees=agrees, at=now())
    session.add(stance)
    record(
        session,
        actor=actor,
        action=Action.STANCE_TAKEN,
        subject_kind=Subject.DECISION,
        subject_id=decision_id,
        details={"agrees": agrees},
    )
    return StanceView(decision=decision_id, agrees=agrees, at=stance.at)
