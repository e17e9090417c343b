"""What was decided on each marking point, by whom, and whether another person can be asked to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.errors import CriteriaBankError
from criteria_bank.schema import Unit
from service.access import Actor
from service.decisions.contests import read_contests
from service.decisions.schemas import ContestView, DecisionView
from service.decisions.views import read_in_force
from service.reports.context import codes
from service.storage.columns import now
from service.storage.tables.analyses import UnitVersion
from service.storage.tables.decisions import DecisionPurpose
from service.storage.tables.submissions import Submission
from service.unit_store import UnitStore
from service.unit_versions import unit_of_version


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """A decision in force on a marking point. ``contest``: the latest about this point; None where there is none."""

    code: str
    label: str
    text: str
    decision: DecisionView
    contest: ContestView | None
    contestable: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the learner was told. ``until``: until when she can contest it."""

    points: tuple[DecidedPoint, ...]
    until: datetime | None

    @property
    def contestable(self) -> bool:
        """Whether any decision can be contested now."""
        return any(point.contestable for point in self.points)


def read_outcome(session: Session, units: UnitStore, actor: Actor, submission: Submission) -> Outcome | None:
    """What ``actor``, whose submission it is, was told; None while nothing is."""
    unit = _unit(session, units, submission.unit_id)
    if unit is None:
        return None
    decisions = read_in_force(session, actor, submission, unit).items
    if not decisions:
        return None
    contests = read_contests(session, submission)
    latest = {contest.marking_point: contest for contest in contests.items}
    open_until = contests.until
    return Outcome(
        tuple(_point(unit, decision, latest.get(decision.marking_point), open_until) for decision in decisions),
        open_until,
    )


def _unit(session: Session, units: UnitStore, unit_id: str) -> Unit | None:
    """The unit as it is installed, else as some result last used it: what was decided stays to be seen."""
    try:
        return units.get(unit_id).unit
    except CriteriaBankError:
        used = select(UnitVersion.sha256).where(UnitVersion.unit_id == unit_id)
        sha256 = session.scalars(used.order_by(UnitVersion.first_used_at.desc()).limit(1)).one_or_none()
        return unit_of_version(session, sha256) if sha256 else None


def _point(unit: Unit, decision: DecisionView, contest: ContestView | None, until: datetime | None) -> DecidedPoint:
    points = {point.id: point for point in unit.marking_points}
    point = points.get(decision.marking_point)
    code = dict(zip(points, codes(list(points)), strict=True)).get(decision.marking_point, decision.marking_point)
    open_still = until is not None and now() <= until
    return DecidedPoint(
        code=code,
        label=point.label if point else decision.marking_point,
        text=point.text if point else "",
        decision=decision,
        contest=contest,
        contestable=open_still and decision.contest is None and decision.purpose is not DecisionPurpose.CONTEST,
    )
