"""Which drafts of a submission somebody may read: the learner all of hers, everybody else what she has handed in."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import NotFound
from service.storage.tables.submissions import Draft, State, StateChange, Submission


def last_handed_in(session: Session, submission_id: UUID) -> int:
    """The number of the draft that was handed in last; 0 where none was."""
    return (
        session.scalars(
            select(func.max(Draft.number))
            .join(StateChange, StateChange.draft_id == Draft.id)
            .where(StateChange.submission_id == submission_id, StateChange.after == State.SUBMITTED)
        ).one()
        or 0
    )


def last_visible(session: Session, actor: Actor, submission: Submission) -> int | None:
    """The number of the last draft that ``actor``, who may know of the submission, may read; None: any."""
    return None if actor.person_id == submission.learner_id else last_handed_in(session, submission.id)


def find_draft(session: Session, actor: Actor, submission: Submission, number: int) -> Draft:
    """A draft that ``actor``, who may know of the submission, may read; raises NotFound where there is none."""
    draft = session.scalars(
        select(Draft).where(Draft.submission_id == submission.id, Draft.number == number)
    ).one_or_none()
    bound = last_visible(session, actor, submission)
    if draft is None or (bound is not None and draft.number > bound):
        raise NotFound
    return draft
