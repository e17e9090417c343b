"""Plans that somebody may know of."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import NotFound
from service.sampling.schemas import PersonInBrief, PlanInBrief, PlanList
from service.storage.tables.people import Person
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice


def find_plan(session: Session, actor: Actor, plan_id: UUID) -> SamplingPlan:
    """A plan of the actor's centre; raises NotFound where there is none."""
    found = session.get(SamplingPlan, plan_id)
    if found is None or found.centre_id != actor.centre:
        raise NotFound
    return found


def current_plan(session: Session, actor: Actor) -> SamplingPlan | None:
    """The plan that was drawn last; None where none was drawn."""
    latest = select(SamplingPlan).where(SamplingPlan.centre_id == actor.centre)
    return session.scalars(latest.order_by(SamplingPlan.at.desc(), SamplingPlan.id).limit(1)).one_or_none()


def list_plans(session: Session, actor: Actor) -> PlanList:
    """The plans of the actor's centre, newest first."""
    rows = session.execute(
        select(SamplingPlan, Person.name, func.count(SamplingPlanChoice.submission_id))
        .join(Person, Person.id == SamplingPlan.by)
        .outerjoin(SamplingPlanChoice, SamplingPlanChoice.plan_id == SamplingPlan.id)
        .where(SamplingPlan.centre_id == actor.centre)
        .group_by(SamplingPlan.id, Person.name)
        .order_by(SamplingPlan.at.desc(), SamplingPlan.id)
    )
    return PlanList(
        items=tuple(
            PlanInBrief(
                id=plan.id,
                by=PersonInBrief(id=plan.by, name=name),
                at=plan.at,
                since=plan.since,
                until=plan.until,
                due_on=plan.due_on,
                chosen=chosen,
            )
            for plan, name, chosen in rows
        )
    )
