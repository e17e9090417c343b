"""Contests of a centre that wait for another person, and who that can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.decisions.oversight import OpenContest, OpenContests
from service.decisions.schemas import PersonInBrief
from service.storage.tables.decisions import Contest, ContestReason, ContestReview, Decision, DecisionPurpose
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.submissions import Submission


def read_open_contests(session: Session, actor: Actor) -> OpenContests:
    """What waits in the actor's centre, longest first; none on her own work."""
    assessor, learner = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            Contest,
            Decision.marking_point,
            Decision.status,
            Decision.assessor_id,
            assessor.name.label("assessor"),
            Submission.unit_id,
            Submission.learner_id,
            learner.name.label("learner"),
            ContestReason.content,
        )
        .join(Decision, Decision.id == Contest.decision_id)
        .join(Submission, Submission.id == Contest.submission_id)
        .join(assessor, assessor.id == Decision.assessor_id)
        .join(learner, learner.id == Submission.learner_id)
        .outerjoin(ContestReason, ContestReason.contest_id == Contest.id)
        .outerjoin(ContestReview, ContestReview.contest_id == Contest.id)
        .where(
            Submission.centre_id == actor.centre,
            Submission.learner_id != actor.person_id,
            ContestReview.contest_id.is_(None),
        )
        .order_by(Contest.at, Contest.id)
    ).all()
    staff = _staff(session, actor)
    decided = _decided(session, {row.Contest.submission_id for row in rows})
    return OpenContests(
        items=tuple(
            OpenContest(
                id=row.Contest.id,
                submission=row.Contest.submission_id,
                unit=row.unit_id,
                learner=PersonInBrief(id=row.learner_id, name=row.learner),
                marking_point=row.marking_point,
                status=row.status,
                decided_by=PersonInBrief(id=row.assessor_id, name=row.assessor),
                at=row.Contest.at,
                reason=row.content,
                may_review=tuple(
                    person
                    for person in staff
                    if person.id not in decided[row.Contest.submission_id] and person.id != row.learner_id
                ),
            )
            for row in rows
        )
    )


def _staff(session: Session, actor: Actor) -> list[PersonInBrief]:
    rows = session.execute(
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Person.centre_id == actor.centre,
            Person.deactivated_at.is_(None),
            PersonRole.role.in_((Role.ASSESSOR, Role.IQA)),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [PersonInBrief(id=row.id, name=row.name) for row in rows]


def _decided(session: Session, submissions: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    """Who has decided on these submissions, for the record or beside: nobody of them can look at a contest there."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = session.execute(
        select(Decision.submission_id, Decision.assessor_id)
        .where(Decision.submission_id.in_(submissions), Decision.purpose != DecisionPurpose.CONTEST)
        .distinct()
    )
    for row in rows:
        found[row.submission_id].add(row.assessor_id)
    return found
