"""What was decided on each marking point, by whom, and whether another person can be asked to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from criteria_bank.errors import CriteriaBankError
from criteria_bank.schema import Unit
from service.access import Actor
from service.decisions.contests import read_contests
from service.decisions.schemas import ContestView, DecisionView
from service.decisions.views import read_in_force
from service.reports.context import codes
from service.storage.columns import now
from service.storage.tables.decisions import DecisionPurpose
from service.storage.tables.submissions import Submission
from service.unit_store import UnitStore


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
    try:
        unit = units.get(submission.unit_id).unit
    except CriteriaBankError:
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
