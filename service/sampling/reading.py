"""Sampling plans as they are answered: what to look at, why, who, and how far she is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.sampling.complying import Seen, compliance, seen_since, share_differing
from service.sampling.drawing import Drawing
from service.sampling.reasons import reasons
from service.sampling.schemas import ChoiceView, Frame, PersonInBrief, PlanContent, PlanView, SamplingReason
from service.storage.columns import now
from service.storage.tables.people import Cohort, Person
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice
from service.storage.tables.submissions import Submission

_LONDON = ZoneInfo("Europe/London")
_KEYED = ("assessor", "cohort")
"""Dimensions whose values are ids."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rows of a plan are shown with: the submissions as they are now, names by id, and what was done."""

    submissions: Mapping[UUID, Row[UUID, UUID, str, int, datetime | None]]
    names: Mapping[str, str]
    seen: Mapping[UUID, Seen]


def read_plan(session: Session, actor: Actor, plan: SamplingPlan) -> PlanView:
    """A plan that is kept, with how far it has been carried out; nothing of the actor's own work."""
    rows = select(SamplingPlanChoice).where(SamplingPlanChoice.plan_id == plan.id)
    choices = session.scalars(rows.order_by(SamplingPlanChoice.submission_id)).all()
    seen = seen_since(session, plan, choices)
    content = _content(session, actor, plan, choices, seen)
    name = session.scalars(select(Person.name).where(Person.id == plan.by)).one()
    return PlanView(
        **dict(content),
        id=plan.id,
        by=PersonInBrief(id=plan.by, name=name),
        at=plan.at,
        differing=share_differing(content, choices, seen),
    )


def preview(session: Session, actor: Actor, drawing: Drawing) -> PlanContent:
    """A plan that is not kept, as it would be."""
    return _content(session, actor, drawing.plan, drawing.choices, {})


def _content(
    session: Session,
    actor: Actor,
    plan: SamplingPlan,
    choices: Sequence[SamplingPlanChoice],
    seen: Mapping[UUID, Seen],
) -> PlanContent:
    frame = Frame.model_validate(plan.drawn)
    around = _Around(_submissions(session, actor, choices), _names(session, choices, frame), seen)
    shown = [choice for choice in choices if choice.submission_id in around.submissions]
    views = sorted(
        (_view(plan, choice, around) for choice in shown),
        key=lambda one: (one.assurer.name, str(one.assurer.id), -one.score, str(one.submission)),
    )
    covers = {choice.submission_id: [(str(kind), str(value)) for kind, value in choice.covers] for choice in shown}
    return PlanContent(
        **dict(frame),
        since=plan.since,
        until=plan.until,
        due_on=plan.due_on,
        seed=plan.seed,
        rules=plan.rules,
        choices=tuple(views),
        compliance=compliance(views, covers, around.names),
        uncovered_names={one.value: around.names.get(one.value, one.value) for one in frame.uncovered},
    )


def _view(plan: SamplingPlan, choice: SamplingPlanChoice, around: _Around) -> ChoiceView:
    now_is = around.submissions[choice.submission_id]
    done = around.seen.get(choice.submission_id, Seen())
    today = now().astimezone(_LONDON).date()
    return ChoiceView(
        submission=choice.submission_id,
        version=now_is.version,
        unit=now_is.unit_id,
        decided_at=now_is.decided_at,
        assessor=_person(choice.assessor_id, around.names),
        assurer=_person(choice.assurer_id, around.names),
        band=choice.band,
        score=choice.score,
        stratum=choice.stratum,
        probability=choice.probability,
        reasons=tuple(SamplingReason(id=key, sentence=reasons().get(key, "")) for key in choice.reasons),
        decisions=choice.decisions,
        progress=done.progress(len(choice.decisions), plan.due_on, today),
        sampled=done.sampled,
        points_marked=done.marked,
        differing=done.differing,
    )


def _submissions(
    session: Session, actor: Actor, choices: Sequence[SamplingPlanChoice]
) -> Mapping[UUID, Row[UUID, UUID, str, int, datetime | None]]:
    """The submissions of others that a plan names, as they are now."""
    rows = session.execute(
        select(
            Submission.id, Submission.learner_id, Submission.unit_id, Submission.version, Submission.decided_at
        ).where(
            Submission.id.in_([choice.submission_id for choice in choices]), Submission.learner_id != actor.person_id
        )
    )
    return {row.id: row for row in rows}


def _names(session: Session, choices: Sequence[SamplingPlanChoice], frame: Frame) -> Mapping[str, str]:
    """Names of the people and cohorts of a plan, by id."""
    pairs = [(str(kind), str(value)) for choice in choices for kind, value in choice.covers]
    pairs += [(one.dimension, one.value) for one in frame.uncovered]
    keys = {UUID(value) for kind, value in pairs if kind in _KEYED}
    keys |= {key for choice in choices for key in (choice.assessor_id, choice.assurer_id)}
    found: dict[str, str] = {}
    for table in (Person, Cohort):
        rows = session.execute(select(table.id, table.name).where(table.id.in_(keys)))
        found |= {str(row.id): row.name for row in rows}
    return found


def _person(key: UUID, names: Mapping[str, str]) -> PersonInBrief:
    return PersonInBrief(id=key, name=names[str(key)])
