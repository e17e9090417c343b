"""Holds: while one lasts, nothing of a person or a submission goes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from service.errors import Conflict
from service.storage.tables.people import Person
from service.storage.tables.records import LegalHold
from service.storage.tables.submissions import Submission


def submission_is_held() -> ColumnElement[bool]:
    """Of a row of `Submission`: whether there is a hold on it or on its learner."""
    on_it = or_(LegalHold.submission_id == Submission.id, LegalHold.person_id == Submission.learner_id)
    return exists().where(LegalHold.lifted_at.is_(None), on_it).correlate(Submission)


def person_is_held() -> ColumnElement[bool]:
    """Of a row of `Person`: whether there is a hold on her."""
    return exists().where(LegalHold.lifted_at.is_(None), LegalHold.person_id == Person.id).correlate(Person)


def refuse_while_held(session: Session, *, person_id: UUID, submission_id: UUID | None = None) -> None:
    """Raise Conflict where there is a hold on the person, on one of her submissions, or on ``submission_id`` alone."""
    if submission_id is None:
        of_hers = select(Submission.id).where(Submission.learner_id == person_id).scalar_subquery()
        on_it = or_(LegalHold.person_id == person_id, LegalHold.submission_id.in_(of_hers))
    else:
        on_it = or_(LegalHold.person_id == person_id, LegalHold.submission_id == submission_id)
    if session.scalar(select(exists().where(LegalHold.lifted_at.is_(None), on_it))):
        raise Conflict("There is a hold on this: nothing of it may be erased until the hold is lifted.")
