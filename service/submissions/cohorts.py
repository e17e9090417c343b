"""The cohorts that a submission can belong to: those in which its learner learns."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, case, select

from service.access import Actor
from service.storage.columns import now
from service.storage.tables.people import Cohort, CohortMember, Role


def own_cohorts(actor: Actor) -> Select[UUID, str]:
    """Ids and names of the cohorts in which ``actor`` is a learner.

    The one that began last comes first; those without a first day, and those that have not begun, come last.
    """
    to_come = case((Cohort.starts_on > now().date(), 1), else_=0)
    return (
        select(Cohort.id, Cohort.name)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(
            Cohort.centre_id == actor.centre,
            CohortMember.person_id == actor.person_id,
            CohortMember.role == Role.LEARNER,
        )
        .order_by(to_come, Cohort.starts_on.desc().nulls_last(), Cohort.created_at.desc(), Cohort.id)
    )
