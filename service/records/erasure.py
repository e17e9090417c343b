"""Erasing what identifies a person and what she wrote; records of what was done and decided stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.access.administrators import keep_an_administrator
from service.audit import Action, By, Subject, record
from service.errors import Conflict, NotFound
from service.open_work import give_back_open_work
from service.retention.erasures import ErasureDone
from service.retention.holds import refuse_while_held
from service.retention.identity import end_access, erase_identity
from service.retention.words import Erased, erase_accounts, erase_bank, erase_remarks
from service.storage.columns import Table, now
from service.storage.tables.decisions import Contest, ContestReview
from service.storage.tables.people import Person
from service.storage.tables.submissions import State, Submission

_BEING_ASSESSED = (State.SUBMITTED, State.IN_ASSESSMENT)


@dataclass(slots=True)
class Erasure:
    """What an erasure did. ``access``: rows by which the person signed in and belonged somewhere.

    ``done``: what is told of it outside the database; None where there was nothing to erase.
    """

    at: datetime
    erased: Erased
    access: int = 0
    done: ErasureDone | None = None


def erase_person(session: Session, actor: Actor, person_id: UUID, *, although_open: bool) -> Erasure:
    """Erase what identifies a person, and the words by and about her; again, whatever has come since.

    The original files are left to whoever calls this, to be removed once the transaction is committed.

    Raises:
        NotFound: there is no such person in the actor's centre.
        Conflict: it is the actor herself or the last administrator; there is a hold; or something is open and
            ``although_open`` is not set.
    """
    if person_id == actor.person_id:
        raise Conflict("You cannot erase yourself. Ask another administrator of your centre.")
    keep_an_administrator(session, actor.centre, without=person_id)
    person = session.scalars(
        select(Person).where(Person.id == person_id, Person.centre_id == actor.centre).with_for_update(key_share=True)
    ).one_or_none()
    if person is None:
        raise NotFound
    refuse_while_held(session, person_id=person_id)
    hers = _locked(session, Submission.learner_id == person_id)
    if not although_open:
        _refuse_while_open(session, hers, of_assessor=person_id)
    was_erased, at = person.erased_at is not None, person.erased_at or now()
    erasure = Erasure(at, *erase_whole(session, actor, person, hers, at))
    if not was_erased or erasure.access or any(erasure.erased.counts().values()):
        _record(session, actor, Action.PERSON_ERASED, person_id, erasure)
    return erasure


def erase_submission(session: Session, actor: Actor, submission_id: UUID, *, although_open: bool) -> Erasure:
    """Erase the words of one submission, as `erase_person` does for all of a person's; nobody erases her own here."""
    in_centre = (Submission.id == submission_id, Submission.centre_id == actor.centre)
    submission = session.scalars(select(Submission).where(*in_centre).with_for_update()).one_or_none()
    if submission is None:
        raise NotFound
    if submission.learner_id == actor.person_id:
        raise Conflict("You cannot erase your own submission. Ask another administrator of your centre.")
    refuse_while_held(session, person_id=submission.learner_id, submission_id=submission_id)
    if not although_open:
        _refuse_while_open(session, [submission_id])
    erasure = Erasure(now(), erase_work(session, [submission_id]))
    if any(erasure.erased.counts().values()):
        _record(session, actor, Action.SUBMISSION_ERASED, submission_id, erasure)
    return erasure


def erase_whole(
    session: Session, by: By, person: Person, submission_ids: Collection[UUID], at: datetime
) -> tuple[Erased, int]:
    """Erase a person with her submissions; gives what that was, and how many rows she signed in with or belonged by."""
    erased = erase_work(session, submission_ids)
    erased.add(erase_bank(session, [person.id]))
    access = end_access(session, person.id)
    erase_identity(person, at)
    give_back_open_work(session, by, person.id, at)
    return erased, access


def erase_work(session: Session, submission_ids: Collection[UUID]) -> Erased:
    """Erase what was written in submissions and about them."""
    erased = erase_accounts(session, submission_ids)
    erased.add(erase_remarks(session, submission_ids))
    return erased


def _locked(session: Session, condition: ColumnElement[bool]) -> list[UUID]:
    return list(session.scalars(select(Submission.id).where(condition).order_by(Submission.id).with_for_update()))


def _refuse_while_open(session: Session, submission_ids: Collection[UUID], *, of_assessor: UUID | None = None) -> None:
    written = Submission.id.in_(submission_ids) & Submission.state.in_(_BEING_ASSESSED)
    held = (Submission.assessor_id == of_assessor) & (Submission.state == State.IN_ASSESSMENT)
    assessed = _count(session, Submission, written if of_assessor is None else or_(written, held))
    reviewed = exists().where(ContestReview.contest_id == Contest.id).correlate(Contest)
    contests = _count(session, Contest, Contest.submission_id.in_(submission_ids) & ~reviewed)
    if assessed or contests:
        raise Conflict(
            f"There is something open: {assessed} submissions to be assessed, {contests} contests to be looked at. "
            "Have that settled first, or send `although_open` as true; then nobody can settle it."
        )


def _count(session: Session, table: type[Table], condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(condition)) or 0


def _record(session: Session, actor: Actor, action: Action, subject_id: UUID, erasure: Erasure) -> None:
    entry = record(
        session,
        actor=actor,
        action=action,
        subject_kind=Subject.PERSON if action is Action.PERSON_ERASED else Subject.SUBMISSION,
        subject_id=subject_id,
        details={name: number for name, number in erasure.erased.counts().items() if number},
    )
    erasure.done = ErasureDone.of(entry)
