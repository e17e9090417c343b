"""Drawing a sampling plan: read what was decided, draw, and keep it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from secrets import randbelow
from typing import TYPE_CHECKING
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.decisions.changing import handed_in_draft
from service.decisions_in_force import decisions_in_force
from service.errors import Conflict, Fault, RequestInvalid
from service.judging.sampling.results import Chosen
from service.judging.sampling.rules import rules
from service.sampling.schemas import MOST_CHOSEN, Frame, PlanWanted
from service.storage.columns import now
from service.storage.tables.decisions import Sampling
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice
from service.storage.tables.submissions import State, Submission

if TYPE_CHECKING:
    import pandas as pd

_LONDON = ZoneInfo("Europe/London")
_DECIDED = (State.DECIDED, State.SAMPLED)
_WEEKS = timedelta(weeks=4)
_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plan with what it names, not kept yet."""

    plan: SamplingPlan
    choices: tuple[SamplingPlanChoice, ...]


def draw(session: Session, actor: Actor, wanted: PlanWanted) -> Drawing:
    """Draw a plan without keeping it. What is on the work of whoever draws is left out.

    Raises:
        RequestInvalid: somebody who is named is no quality assurer of the centre.
        Conflict: nothing was decided in the period that anybody could look at, or far too much is asked for.
    """
    from service.judging.sampling.planning import Wanted, plan  # noqa: PLC0415  (pandas and SciPy)

    since, until = _midnight(wanted.since), _midnight(wanted.until + timedelta(days=1))
    drawn = plan(
        _table(session, actor),
        Wanted(
            since=since,
            until=until,
            seed=randbelow(_SEEDS) if wanted.seed is None else wanted.seed,
            assurers=[str(key) for key in _assurers(session, actor, wanted)],
            capacity=wanted.capacity,
            share=wanted.share,
            barred=_barred(session, actor),
            sampled=_sampled(session, actor),
        ),
        rules(),
    )
    if not drawn.chosen:
        raise Conflict("Nothing was decided in this period that is left to look at. Choose another period.")
    if len(drawn.chosen) > MOST_CHOSEN:
        raise Conflict(f"That is more than {MOST_CHOSEN} submissions. Choose a shorter period or a smaller share.")
    drawn_plan = SamplingPlan(
        id=uuid4(),
        centre_id=actor.centre,
        by=actor.person_id,
        at=now(),
        since=since,
        until=until,
        due_on=wanted.due_on or (now() + _WEEKS).astimezone(_LONDON).date(),
        share=wanted.share,
        capacity=wanted.capacity,
        seed=drawn.seed,
        rules=drawn.rules,
        drawn=Frame.model_validate(drawn.model_dump()).model_dump(mode="json"),
    )
    return Drawing(drawn_plan, tuple(_choice(session, drawn_plan, one) for one in drawn.chosen))


def keep(session: Session, actor: Actor, wanted: PlanWanted) -> SamplingPlan:
    """Draw a plan and keep it, with what is in force on each submission at this moment; raises what `draw` raises."""
    drawing = draw(session, actor, wanted)
    session.add(drawing.plan)
    session.flush()
    session.add_all(drawing.choices)
    session.flush()
    record(
        session,
        actor=actor,
        action=Action.SAMPLING_PLANNED,
        subject_kind=Subject.SAMPLING_PLAN,
        subject_id=drawing.plan.id,
        details={"submissions": len(drawing.choices), "seed": drawing.plan.seed},
    )
    return drawing.plan


def assurers_of(session: Session, actor: Actor) -> dict[UUID, str]:
    """Names of everybody who can look in the actor's centre now, by id."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Person.centre_id == actor.centre,
            Person.deactivated_at.is_(None),
            Person.erased_at.is_(None),
            PersonRole.role == Role.IQA,
        )
        .order_by(Person.name, Person.id)
    )
    return {row.id: row.name for row in rows}


def _choice(session: Session, kept: SamplingPlan, one: Chosen) -> SamplingPlanChoice:
    submission = session.get_one(Submission, UUID(one.submission))
    return SamplingPlanChoice(
        plan_id=kept.id,
        submission_id=submission.id,
        draft_id=handed_in_draft(session, submission).id,
        assessor_id=UUID(one.assessor),
        assurer_id=UUID(one.assurer),
        band=one.band,
        score=one.score,
        stratum=one.stratum,
        probability=one.probability,
        reasons=list(one.reasons),
        covers=[list(value) for value in one.covers],
        decisions={point: str(made.id) for point, made in decisions_in_force(session, submission.id).items()},
    )


def _assurers(session: Session, actor: Actor, wanted: PlanWanted) -> list[UUID]:
    there = assurers_of(session, actor)
    if strangers := [place for place, key in enumerate(wanted.assurers) if key not in there]:
        raise RequestInvalid(
            [Fault(f"#/assurers/{place}", "Nobody who is a quality assurer of your centre.") for place in strangers]
        )
    return list(dict.fromkeys(wanted.assurers)) or list(there)


def _table(session: Session, actor: Actor) -> pd.DataFrame:
    """All decisions of the centre, of which those on work that is not closed count for experience alone."""
    table = read_table(session, actor, AgreementQuery())
    closed = select(Submission.id).where(Submission.centre_id == actor.centre, Submission.state.in_(_DECIDED))
    ids = {str(key) for key in session.scalars(closed)}
    return table.assign(in_force=table["in_force"] & table["submission"].isin(ids))


def _barred(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Whose work each submission is to assess, whether she has decided on it or not."""
    allocated = select(Submission.assessor_id, Submission.id).where(
        Submission.centre_id == actor.centre, Submission.assessor_id.is_not(None)
    )
    return [(str(person), str(submission)) for person, submission in session.execute(allocated)]


def _sampled(session: Session, actor: Actor) -> frozenset[str]:
    chosen = select(Sampling.submission_id).join(Submission, Submission.id == Sampling.submission_id)
    return frozenset(str(key) for key in session.scalars(chosen.where(Submission.centre_id == actor.centre)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _LONDON).astimezone(UTC)
