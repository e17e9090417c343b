"""Ending one's own sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import audit
from service.access import Actor
from service.audit import Action, Subject
from service.errors import NotFound
from service.people.sessions import end_session, end_sessions


def leave(session: Session, actor: Actor, session_id: UUID, at: datetime) -> None:
    """End one of the actor's sessions; raises NotFound where it is none of hers, or over."""
    if not end_session(session, actor.person_id, session_id, at):
        raise NotFound
    audit.record(
        session,
        actor=actor,
        action=Action.SIGNED_OUT,
        subject_kind=Subject.SESSION,
        subject_id=session_id,
    )


def leave_all_others(session: Session, actor: Actor, at: datetime) -> None:
    """End all of the actor's sessions but the one that she uses."""
    if ended := end_sessions(session, actor.person_id, at, but=actor.credential_id):
        audit.record(
            session,
            actor=actor,
            action=Action.SIGNED_OUT,
            subject_kind=Subject.PERSON,
            subject_id=actor.person_id,
            details={"sessions": ended},
        )
