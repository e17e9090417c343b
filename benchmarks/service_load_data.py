"""A large centre: the demonstration with thousands of copies of the submissions in it, or of those that wait."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.people.sessions import begin_session
from service.storage import Database
from service.storage.columns import Table, now
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.decisions import Contest, Decision, DecisionComment, IssuedFeedback
from service.storage.tables.people import Centre, CohortMember, Person, PersonRole, Role
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.submissions import Draft, DraftDocument, State, StateChange, Submission, Text

Row = Mapping[str, Any]
_TABLES: Sequence[type[Table]] = (
    Person,
    PersonRole,
    CohortMember,
    Text,
    Submission,
    Draft,
    DraftDocument,
    StateChange,
    AnalysisJob,
    Place,
    PlaceReason,
    Decision,
    DecisionComment,
    IssuedFeedback,
)
_OWN_IDS = frozenset(
    {Person, Text, Submission, Draft, DraftDocument, StateChange, AnalysisJob, Decision, IssuedFeedback}
)
_WAITING = (State.SUBMITTED, State.IN_ASSESSMENT)
_MOST_DAYS_EARLIER = 60
_COPIES_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Entrants:
    """Tokens of sessions, as browsers send them."""

    learners: tuple[str, ...]
    assessors: tuple[str, ...]


def lengthen(database: Database, wanted: int, states: Collection[State] = _WAITING) -> int:
    """Copy submissions of the one centre there is until ``wanted`` are in ``states``; how many are in the end."""
    dice = random.Random(1)  # noqa: S311 - repeatable on purpose
    with database.read() as session:
        # Without those whose decision was contested: a review is by a person and at a moment of its own.
        contested = sa.select(Contest.submission_id)
        copied = Submission.state.in_(states), Submission.id.not_in(contested)
        ids = session.scalars(sa.select(Submission.id).where(*copied)).all()
        originals = [_rows_of(session, submission_id) for submission_id in ids]
    for start in range(len(ids), wanted, _COPIES_AT_ONCE):
        numbers = range(start, min(start + _COPIES_AT_ONCE, wanted))
        copies = [_copied(originals[number % len(ids)], number, dice) for number in numbers]
        with database.write() as session:
            for table in _TABLES:
                if rows := [row for copy in copies for row in copy[table]]:
                    session.execute(sa.insert(table), rows)
    with database.write() as session:
        if not database.is_sqlite:
            # What PostgreSQL would do by itself within a minute.
            session.execute(sa.text("ANALYZE"))
        count = sa.select(sa.func.count()).select_from(Submission).where(Submission.state.in_(states))
        return session.scalars(count).one()


def admit(database: Database, learners: int, assessors: int) -> Entrants:
    """Enter more people into the centre, each signed in."""
    with database.write() as session:
        centre_id = session.scalars(sa.select(Centre.id)).one()
        return Entrants(
            tuple(_enter(session, centre_id, Role.LEARNER, number) for number in range(learners)),
            tuple(_enter(session, centre_id, Role.ASSESSOR, number) for number in range(assessors)),
        )


def _enter(session: Session, centre_id: UUID, role: Role, number: int) -> str:
    person = Person(id=uuid4(), centre_id=centre_id, name=f"{role} {number}", email=f"{role}-{number}@load.example")
    session.add(person)
    session.flush()
    session.add(PersonRole(person_id=person.id, role=role))
    return begin_session(session, person.id, "password", timedelta(hours=1), now())


def _rows_of(session: Session, submission_id: UUID) -> dict[type[Table], list[dict[str, Any]]]:
    """Everything about a submission and its learner that the queue and the pages are made of."""
    submission = session.get_one(Submission, submission_id)
    drafts = session.scalars(sa.select(Draft).where(Draft.submission_id == submission_id)).all()
    of_drafts = [draft.id for draft in drafts]
    decisions = sa.select(Decision.id).where(Decision.submission_id == submission_id)
    conditions: dict[type[Table], sa.ColumnElement[bool]] = {
        Person: Person.id == submission.learner_id,
        PersonRole: PersonRole.person_id == submission.learner_id,
        CohortMember: CohortMember.person_id == submission.learner_id,
        Text: Text.id.in_([draft.text_id for draft in drafts]),
        Submission: Submission.id == submission_id,
        Draft: Draft.submission_id == submission_id,
        DraftDocument: DraftDocument.draft_id.in_(of_drafts),
        StateChange: StateChange.submission_id == submission_id,
        AnalysisJob: AnalysisJob.draft_id.in_(of_drafts),
        Place: Place.submission_id == submission_id,
        PlaceReason: PlaceReason.submission_id == submission_id,
        Decision: Decision.submission_id == submission_id,
        DecisionComment: DecisionComment.decision_id.in_(decisions),
        IssuedFeedback: IssuedFeedback.submission_id == submission_id,
    }
    return {
        table: [dict(row) for row in session.execute(sa.select(table.__table__).where(condition)).mappings()]
        for table, condition in conditions.items()
    }


def _copied(
    original: Mapping[type[Table], Sequence[Row]], number: int, dice: random.Random
) -> dict[type[Table], list[dict[str, Any]]]:
    """The rows under new ids, at another time, of a learner of another name."""
    ids = {row["id"]: uuid4() for table in _OWN_IDS for row in original[table]}
    earlier = timedelta(days=dice.uniform(0, _MOST_DAYS_EARLIER))
    copies = {table: [_changed(row, ids, earlier) for row in rows] for table, rows in original.items()}
    for row in copies[Person]:
        row.update(name=f"Learner {number}", email=f"learner-{number}@copies.example", reference=f"C{number}")
    return copies


def _changed(row: Row, ids: Mapping[Any, UUID], earlier: timedelta) -> dict[str, Any]:
    return {name: _value(value, ids, earlier) for name, value in row.items()}


def _value(value: Any, ids: Mapping[Any, UUID], earlier: timedelta) -> Any:  # noqa: ANN401 - as the columns
    if isinstance(value, datetime):
        return value - earlier
    return ids.get(value, value) if isinstance(value, UUID) else value
