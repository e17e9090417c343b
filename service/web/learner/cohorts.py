"""The cohorts that a learner can choose from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.storage.tables.people import Cohort, CohortMember, Role


@dataclass(frozen=True, slots=True)
class Choice:
    """A cohort by id and name."""

    value: str
    name: str


def own_cohorts(session: Session, actor: Actor) -> tuple[Choice, ...]:
    """The cohorts in which ``actor`` is a learner, the one that began last first."""
    rows = session.execute(
        select(Cohort.id, Cohort.name)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(
            Cohort.centre_id == actor.centre,
            CohortMember.person_id == actor.person_id,
            CohortMember.role == Role.LEARNER,
        )
        .order_by(Cohort.starts_on.desc().nulls_last(), Cohort.created_at.desc(), Cohort.id)
    )
    return tuple(Choice(str(identifier), name) for identifier, name in rows)
