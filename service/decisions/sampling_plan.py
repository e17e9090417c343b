"""The sampling plan: how much of each assessor's work to look at, and what, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.decisions.oversight import AssessorSampled, Proposal, SamplingPlan, SamplingReason
from service.decisions.sampling import reasons
from service.decisions.schemas import PersonInBrief
from service.decisions_in_force import nothing_supersedes
from service.storage.columns import now
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Contest, Decision, DecisionPurpose
from service.storage.tables.people import Person
from service.storage.tables.submissions import State, Submission

_FILE = Path(__file__).parent / "sampling_plan.yaml"


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    because: str
    count: int = 0
    share: float = Field(0, ge=0, le=1)
    below: int = 0
    points: int = 0
    one_in: int = Field(1, ge=1)


class Rules(BaseModel):
    """What the plan follows (`sampling_plan.yaml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: _Rule
    usual: _Rule
    new_assessor: _Rule
    borderline: _Rule
    against_suggestion: _Rule
    at_random: _Rule


@cache
def rules() -> Rules:
    """The rules that are installed."""
    return Rules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided submission, as far as the plan asks: who decided most of it, and what looks unusual."""

    submission: UUID
    unit: str
    version: int
    assessor: UUID
    decided_at: datetime
    sampled: bool
    partial: int
    differing: int
    contested: bool

    @property
    def lot(self) -> bytes:
        """Its place in a draw, the same whenever it is drawn."""
        return sha256(self.submission.bytes).digest()

    def risks(self) -> list[str]:
        """Ids of the reasons to look at it rather than at others, the weightiest first."""
        found = {
            "contested": self.contested,
            "against_suggestion": self.differing >= rules().against_suggestion.points,
            "borderline": self.partial >= rules().borderline.points,
        }
        return [reason for reason, applies in found.items() if applies]


def read_plan(session: Session, actor: Actor) -> SamplingPlan:
    """How much of whose work was sampled of late, and what to choose next; nothing that ``actor`` wrote or assessed."""
    since = now() - timedelta(days=rules().days.count)
    by_assessor: dict[UUID, list[Decided]] = defaultdict(list)
    for decided in _decided(session, actor, since):
        by_assessor[decided.assessor].append(decided)
    ever = _ever(session, actor)
    names = _names(session, by_assessor)
    assessors, proposals = [], []
    for person_id in sorted(by_assessor, key=lambda key: (names[key], str(key))):
        person = PersonInBrief(id=person_id, name=names[person_id])
        sampled, wanted = share_of(person, by_assessor[person_id], new=ever[person_id] < rules().new_assessor.below)
        assessors.append(sampled)
        if person_id != actor.person_id:
            proposals += [_proposal(person, one, why) for one, why in wanted]
    return SamplingPlan(since=since, assessors=tuple(assessors), proposals=tuple(proposals))


def share_of(
    person: PersonInBrief, work: Sequence[Decided], *, new: bool
) -> tuple[AssessorSampled, list[tuple[Decided, list[str]]]]:
    """How much of somebody's work is to be looked at, and what to choose for that with the ids of the reasons."""
    share = rules().new_assessor.share if new else rules().usual.share
    sampled = sum(one.sampled for one in work)
    target = ceil(share * len(work) - 1e-9)
    missing = max(0, target - sampled)
    always = (["new_assessor"] if new else []) + (["every_assessor"] if not sampled else [])
    chosen = [(one, [*why, *always]) for one, why in _choose([one for one in work if not one.sampled], missing)]
    row = AssessorSampled(
        assessor=person, decided=len(work), sampled=sampled, share=share, target=target, missing=missing, new=new
    )
    return row, chosen


def _choose(left: Sequence[Decided], count: int) -> list[tuple[Decided, list[str]]]:
    """What looks unusual first, and every third by lot."""
    drawn = sorted(left, key=lambda one: one.lot)
    unusual = sorted((one for one in drawn if one.risks()), key=lambda one: len(one.risks()), reverse=True)
    chosen: dict[UUID, tuple[Decided, list[str]]] = {}
    for place in range(1, min(count, len(left)) + 1):
        rest = [one for one in unusual if one.submission not in chosen]
        by_lot = not rest or place % rules().at_random.one_in == 0
        one = next(one for one in (drawn if by_lot else rest) if one.submission not in chosen)
        chosen[one.submission] = (one, one.risks() or ["at_random"])
    return list(chosen.values())


def _decided(session: Session, actor: Actor, since: datetime) -> list[Decided]:
    contested = exists().where(Contest.submission_id == Submission.id)
    differs = (Decision.suggested.is_not(None)) & (Decision.suggested != Decision.status)
    rows = session.execute(
        select(
            Submission.id,
            Submission.unit_id,
            Submission.version,
            Submission.state,
            Submission.decided_at,
            Decision.assessor_id,
            func.count().label("points"),
            func.sum(case((Decision.status == Status.PARTIAL, 1), else_=0)).label("partial"),
            func.sum(case((differs, 1), else_=0)).label("differing"),
            contested.label("contested"),
        )
        .join(Decision, Decision.submission_id == Submission.id)
        .where(
            Submission.centre_id == actor.centre,
            Submission.learner_id != actor.person_id,
            Submission.state.in_((State.DECIDED, State.SAMPLED)),
            Submission.decided_at >= since,
            Decision.purpose != DecisionPurpose.SAMPLING,
            nothing_supersedes(),
        )
        .group_by(
            Submission.id,
            Submission.unit_id,
            Submission.version,
            Submission.state,
            Submission.decided_at,
            Decision.assessor_id,
        )
        .order_by(Submission.id, func.count(), Decision.assessor_id)
    )
    # Of several who decided on one, the last row is hers who decided most.
    found = {
        row.id: Decided(
            submission=row.id,
            unit=row.unit_id,
            version=row.version,
            assessor=row.assessor_id,
            decided_at=row.decided_at,
            sampled=row.state is State.SAMPLED,
            partial=row.partial,
            differing=row.differing,
            contested=row.contested,
        )
        for row in rows
    }
    return list(found.values())


def _ever(session: Session, actor: Actor) -> dict[UUID, int]:
    """On how many submissions each person has decided at all."""
    rows = session.execute(
        select(Decision.assessor_id, func.count(Decision.submission_id.distinct()).label("size"))
        .join(Submission, Submission.id == Decision.submission_id)
        .where(Submission.centre_id == actor.centre, Decision.purpose != DecisionPurpose.SAMPLING)
        .group_by(Decision.assessor_id)
    )
    return {row.assessor_id: row.size for row in rows}


def _names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def _proposal(person: PersonInBrief, one: Decided, why: Sequence[str]) -> Proposal:
    return Proposal(
        submission=one.submission,
        version=one.version,
        unit=one.unit,
        assessor=person,
        decided_at=one.decided_at,
        reasons=tuple(SamplingReason(id=reason, sentence=reasons()[reason]) for reason in why),
    )
