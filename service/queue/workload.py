"""Who has how much to assess."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.queue.schemas import AssessorLoad, PersonInBrief, Unallocated, Workload
from service.storage.columns import now
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.submissions import State, StateChange, Submission
from service.triage.placing import WAITS


def read_workload(session: Session, actor: Actor) -> Workload:
    """Open work of each of the centre's assessors, and what is nobody's yet."""
    held = {
        (assessor, state): (count, oldest)
        for assessor, state, count, oldest in session.execute(
            select(Submission.assessor_id, Submission.state, func.count(), func.min(Submission.submitted_at))
            .where(Submission.centre_id == actor.centre, Submission.state.in_(WAITS))
            .group_by(Submission.assessor_id, Submission.state)
        )
    }
    decided = _decided_since(session, actor.centre, _monday(now()))

    def load(person_id: UUID | None) -> tuple[int, int, datetime | None]:
        found = [held.get((person_id, state), (0, None)) for state in (State.SUBMITTED, State.IN_ASSESSMENT)]
        return (
            sum(count for count, _ in found),
            found[1][0],
            min((oldest for _, oldest in found if oldest is not None), default=None),
        )

    def view(person_id: UUID, name: str) -> AssessorLoad:
        count, begun, oldest = load(person_id)
        return AssessorLoad(
            assessor=PersonInBrief(id=person_id, name=name),
            open=count,
            in_assessment=begun,
            oldest=oldest,
            decided_this_week=decided.get(person_id, 0),
        )

    count, _, oldest = load(None)
    return Workload(
        assessors=tuple(view(person_id, name) for person_id, name in assessors_of(session, actor.centre)),
        unallocated=Unallocated(open=count, oldest=oldest),
    )


def read_ages(session: Session, actor: Actor, days: Sequence[int]) -> tuple[int, ...]:
    """How many submissions of the centre have waited how long: less than each of ``days``, which ascend, and longer."""
    at = now()
    ended = [at - timedelta(days=number) for number in days]
    younger = [func.count().filter(Submission.submitted_at > end) for end in ended]
    *counts, total = session.execute(
        select(*younger, func.count()).where(Submission.centre_id == actor.centre, Submission.state.in_(WAITS))
    ).one()
    return tuple(upper - lower for lower, upper in zip((0, *counts), (*counts, total), strict=True))


def assessors_of(session: Session, centre_id: UUID) -> list[tuple[UUID, str]]:
    """Id and name of everybody who can assess in a centre now, by name."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Person.centre_id == centre_id,
            PersonRole.role == Role.ASSESSOR,
            Person.deactivated_at.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    return [(person_id, name) for person_id, name in rows]


def _decided_since(session: Session, centre_id: UUID, since: datetime) -> dict[UUID, int]:
    rows = session.execute(
        select(StateChange.by, func.count(StateChange.submission_id.distinct()).label("size"))
        .join(Submission, Submission.id == StateChange.submission_id)
        .where(
            Submission.centre_id == centre_id,
            StateChange.at >= since,
            StateChange.after.in_((State.DECIDED, State.REFERRED_BACK)),
        )
        .group_by(StateChange.by)
    )
    return {row.by: row.size for row in rows}


def _monday(moment: datetime) -> datetime:
    return datetime.combine(moment.date() - timedelta(days=moment.weekday()), time(), moment.tzinfo)
