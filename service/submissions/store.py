"""Submissions as whoever asks may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from criteria_bank.schema import Unit
from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Fault, NotFound, RequestInvalid
from service.pages import Page, cursor, moment, page_of, place_of
from service.storage.columns import now
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.submissions.cohorts import own_cohorts
from service.submissions.schemas import (
    History,
    NewSubmission,
    PersonReference,
    StateChangeView,
    SubmissionQuery,
    SubmissionSummary,
    WholeSubmission,
)
from service.submissions.states import Position, possible
from service.visibility.submissions import find_submission, visible_to

Learner, Assessor = aliased(Person), aliased(Person)


def begin(session: Session, actor: Actor, unit: Unit, wanted: NewSubmission) -> Submission:
    """Begin a submission of the actor's own.

    Raises:
        QualificationNotFound: the unit has no such qualification.
        RequestInvalid: she is not in the cohort.
    """
    at = now()
    submission = Submission(
        id=uuid4(),
        centre_id=actor.centre,
        learner_id=actor.person_id,
        cohort_id=_cohort(session, actor, wanted.cohort),
        unit_id=unit.id,
        qualification_id=unit.qualification(wanted.qualification).id,
        method=wanted.method,
        state=State.DRAFT,
        created_at=at,
        changed_at=at,
    )
    session.add(submission)
    session.flush()
    session.add(
        StateChange(submission_id=submission.id, before=None, after=State.DRAFT, by=actor.person_id, at=at, number=1)
    )
    session.flush()
    record(
        session,
        actor=actor,
        action=Action.SUBMISSION_STARTED,
        subject_kind=Subject.SUBMISSION,
        subject_id=submission.id,
        details={"unit_id": submission.unit_id, "qualification_id": submission.qualification_id},
    )
    return submission


def read_submission(session: Session, actor: Actor, submission_id: UUID) -> WholeSubmission:
    """One submission; raises NotFound."""
    row = session.execute(_rows(actor).where(Submission.id == submission_id)).one_or_none()
    if row is None:
        raise NotFound
    submission: Submission = row[0]
    position = Position(submission.state, submission.learner_id, submission.assessor_id)
    return WholeSubmission(**_summary(actor, row).model_dump(), moves=possible(position, actor))


def list_submissions(session: Session, actor: Actor, query: SubmissionQuery) -> Page[SubmissionSummary]:
    """A page of the submissions that she may know of, the one that changed last first."""
    rows = session.execute(
        _rows(actor)
        .where(*_conditions(query))
        .order_by(Submission.changed_at.desc(), Submission.id)
        .limit(query.limit + 1)
    ).all()
    return page_of(
        rows, query.limit, lambda row: _summary(actor, row), lambda row: cursor(row[0].changed_at, row[0].id)
    )


def read_history(session: Session, actor: Actor, submission_id: UUID) -> History:
    """All moves of one submission; raises NotFound."""
    submission = find_submission(session, actor, submission_id)
    rows = session.execute(_changes().where(StateChange.submission_id == submission.id).order_by(StateChange.number))
    return History(items=tuple(_change(row) for row in rows))


def read_change(session: Session, change_id: UUID) -> StateChangeView:
    """One move that was made."""
    return _change(session.execute(_changes().where(StateChange.id == change_id)).one())


def _changes() -> Select[StateChange, str, int]:
    return (
        select(StateChange, Person.name, Draft.number)
        .join(Person, Person.id == StateChange.by)
        .outerjoin(Draft, Draft.id == StateChange.draft_id)
    )


def _change(row: Row[StateChange, str, int]) -> StateChangeView:
    change, name, draft = row
    return StateChangeView(
        number=change.number,
        before=change.before,
        after=change.after,
        by=PersonReference(id=change.by, name=name),
        at=change.at,
        draft=draft,
    )


def _cohort(session: Session, actor: Actor, wanted: UUID | None) -> UUID | None:
    hers = [row.id for row in session.execute(own_cohorts(actor))]
    if wanted is None:
        return hers[0] if hers else None
    if wanted not in hers:
        raise RequestInvalid([Fault("#/cohort", "This is not one of your cohorts.")])
    return wanted


def _rows(actor: Actor) -> Select[Any]:
    changes = select(func.max(StateChange.at)).where(
        StateChange.submission_id == Submission.id, StateChange.after == State.IN_ASSESSMENT
    )
    handed_in = (
        select(func.max(Draft.number))
        .join(StateChange, StateChange.draft_id == Draft.id)
        .where(StateChange.submission_id == Submission.id, StateChange.after == State.SUBMITTED)
    )
    latest = select(func.max(Draft.number)).where(Draft.submission_id == Submission.id)
    return (
        select(
            Submission,
            Learner.name.label("learner"),
            Assessor.name.label("assessor"),
            changes.scalar_subquery().label("taken_at"),
            handed_in.scalar_subquery().label("handed_in"),
            latest.scalar_subquery().label("latest"),
        )
        .join(Learner, Learner.id == Submission.learner_id)
        .outerjoin(Assessor, Assessor.id == Submission.assessor_id)
        .where(visible_to(actor))
    )


def _conditions(query: SubmissionQuery) -> Sequence[ColumnElement[bool]]:
    conditions = [
        column == wanted
        for column, wanted in (
            (Submission.unit_id, query.unit),
            (Submission.learner_id, query.learner),
            (Submission.cohort_id, query.cohort),
            (Submission.assessor_id, query.assessor),
        )
        if wanted is not None
    ]
    if query.state:
        conditions.append(Submission.state.in_(query.state))
    if query.after is not None:
        at, last = place_of(query.after, moment, UUID)
        later = and_(Submission.changed_at == at, Submission.id > last)
        conditions.append(or_(Submission.changed_at < at, later))
    return conditions


def _summary(actor: Actor, row: Row[Any]) -> SubmissionSummary:
    submission: Submission = row[0]
    handed_in = row.handed_in
    hers = submission.learner_id == actor.person_id
    assessor = submission.assessor_id
    return SubmissionSummary(
        id=submission.id,
        version=submission.version,
        learner=PersonReference(id=submission.learner_id, name=row.learner),
        cohort=submission.cohort_id,
        unit=submission.unit_id,
        qualification=submission.qualification_id,
        state=submission.state,
        assessor=PersonReference(id=assessor, name=row.assessor) if assessor else None,
        taken_at=row.taken_at if submission.state is State.IN_ASSESSMENT else None,
        drafts=(row.latest if hers else handed_in) or 0,
        handed_in=handed_in,
        created_at=submission.created_at,
        changed_at=submission.changed_at,
        submitted_at=submission.submitted_at,
        decided_at=submission.decided_at,
    )
