"""What was sampled in a centre of late."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.sampling.reasons import reasons
from service.sampling.schemas import PersonInBrief, RecentSampling
from service.storage.tables.decisions import Decision, DecisionPurpose, Sampling
from service.storage.tables.people import Person
from service.storage.tables.submissions import Submission


def read_recent_samplings(session: Session, actor: Actor, limit: int) -> tuple[RecentSampling, ...]:
    """The latest choices of the actor's centre, newest first; none of her own work."""
    marked = (
        select(func.count(Decision.marking_point.distinct()))
        .where(
            Decision.submission_id == Sampling.submission_id,
            Decision.assessor_id == Sampling.by,
            Decision.purpose == DecisionPurpose.SAMPLING,
        )
        .correlate(Sampling)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Sampling, Submission.unit_id, Person.name, marked.label("marked"))
        .join(Submission, Submission.id == Sampling.submission_id)
        .join(Person, Person.id == Sampling.by)
        .where(Submission.centre_id == actor.centre, Submission.learner_id != actor.person_id)
        .order_by(Sampling.at.desc(), Sampling.id)
        .limit(limit)
    )
    return tuple(
        RecentSampling(
            submission=row.Sampling.submission_id,
            unit=row.unit_id,
            by=PersonInBrief(id=row.Sampling.by, name=row.name),
            at=row.Sampling.at,
            sentence=reasons().get(row.Sampling.reason, ""),
            points_marked=row.marked,
        )
        for row in rows
    )
