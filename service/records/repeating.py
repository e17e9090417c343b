"""Doing erasures again, where a state of the database from before them was restored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit import Installation, Subject, record
from service.files import Originals
from service.records.erasure import erase_whole, erase_work
from service.retention.erasures import ACTIONS, ErasureDone
from service.retention.originals import remove_unused
from service.retention.words import Erased, erase_draft
from service.storage import Database
from service.storage.tables.people import Person
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import Draft, Submission


@dataclass(slots=True)
class Repeated:
    """How many erasures were done again, and how many had left nothing to do, or were of what is not there."""

    again: int = 0
    nothing_left: int = 0
    unknown: int = 0


def repeat_erasures(database: Database, originals: Originals, done: Iterable[ErasureDone]) -> Repeated:
    """Erase again what was erased since the state that was restored; holds and open work do not matter a second time.

    An erasure that the restored audit log tells of itself is left alone: what was written since is not meant by it.

    Raises FilesUnavailable where original files cannot be removed; the nightly sweep then removes them.
    """
    repeated = Repeated()
    for one in done:
        with database.write() as session:
            if not _is_there(session, one):
                repeated.unknown += 1
                continue
            erased = None if _is_recorded(session, one) else _repeat(session, one)
        if erased is None:
            repeated.nothing_left += 1
        else:
            repeated.again += 1
            remove_unused(database, originals, erased.originals)
    database.forget_deleted()
    return repeated


def _is_there(session: Session, one: ErasureDone) -> bool:
    if one.erased is Subject.PERSON:
        found = select(Person.id).where(Person.id == one.id, Person.centre_id == one.centre)
    else:
        found = select(Submission.id).where(Submission.id == one.id, Submission.centre_id == one.centre)
    if one.erased is Subject.DRAFT:
        of_centre = (Draft.id == one.id, Submission.centre_id == one.centre)
        found = select(Draft.id).join(Submission, Submission.id == Draft.submission_id).where(*of_centre)
    return session.scalar(found) is not None


def _is_recorded(session: Session, one: ErasureDone) -> bool:
    recorded = select(AuditEntry.id).where(
        AuditEntry.chain == str(one.centre),
        AuditEntry.subject_id == str(one.id),
        AuditEntry.action == ACTIONS[one.erased].value,
        AuditEntry.at == one.at,
    )
    return session.scalar(recorded) is not None


def _repeat(session: Session, one: ErasureDone) -> Erased | None:
    """What went; None where there was nothing left."""
    if one.erased is Subject.PERSON:
        person = session.get_one(Person, one.id)
        was_erased = person.erased_at is not None
        hers = session.scalars(select(Submission.id).where(Submission.learner_id == one.id)).all()
        erased, access = erase_whole(session, Installation(one.centre), person, hers, one.at)
    else:
        erased = erase_work(session, [one.id]) if one.erased is Subject.SUBMISSION else erase_draft(session, one.id)
        was_erased, access = True, 0
    counted = {name: number for name, number in erased.counts().items() if number}
    if was_erased and not (access or counted):
        return None
    record(
        session,
        actor=Installation(one.centre),
        action=ACTIONS[one.erased],
        subject_kind=one.erased,
        subject_id=one.id,
        details=counted,
    )
    return erased
