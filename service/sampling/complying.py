"""How far what a plan names has been looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from service.judging.estimates import Estimate
from service.judging.sampling.differing import REASONS, Looked, differing
from service.judging.sampling.rules import rules
from service.sampling.schemas import ChoiceView, Compliance, Frame, Progress
from service.storage.tables.decisions import Decision, DecisionPurpose, Sampling
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice

_ORDER = ("band", "assurer", "assessor", "point", "method", "location", "cohort")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was done about one submission since the plan was drawn."""

    sampled: bool = False
    marked: int = 0
    differing: int = 0

    def progress(self, points: int, due_on: date, today: date) -> Progress:
        """How far it is, of so many marking points."""
        if self.marked >= points:
            return Progress.DONE
        if today > due_on:
            return Progress.OVERDUE
        return Progress.BEGUN if self.marked or self.sampled else Progress.DUE


def seen_since(session: Session, plan: SamplingPlan, choices: Sequence[SamplingPlanChoice]) -> Mapping[UUID, Seen]:
    """What was done about each submission of a plan since it was drawn; those without anything are left out."""
    ids = [choice.submission_id for choice in choices]
    sampled = set(
        session.scalars(select(Sampling.submission_id).where(Sampling.submission_id.in_(ids), Sampling.at >= plan.at))
    )
    snapshot = {UUID(key) for choice in choices for key in choice.decisions.values()}
    first = aliased(Decision)
    rows = session.execute(
        select(Decision.submission_id, Decision.marking_point, Decision.status, first.status.label("first"))
        .join(first, (first.submission_id == Decision.submission_id) & (first.id.in_(snapshot)))
        .where(
            first.marking_point == Decision.marking_point,
            Decision.submission_id.in_(ids),
            Decision.purpose == DecisionPurpose.SAMPLING,
            Decision.decided_at >= plan.at,
        )
        .order_by(Decision.decided_at, Decision.id)
    )
    # Of what somebody corrects, and of what several have marked, the last word counts.
    differs: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for row in rows:
        differs[row.submission_id][row.marking_point] = row.status is not row.first
    return {
        key: Seen(key in sampled, len(differs.get(key, {})), sum(differs.get(key, {}).values()))
        for key in sampled | differs.keys()
    }


def compliance(
    choices: Collection[ChoiceView], covers: Mapping[UUID, Sequence[tuple[str, str]]], names: Mapping[str, str]
) -> tuple[Compliance, ...]:
    """How much of each part of the work has been looked at. ``covers``: what each submission is of."""
    chosen: dict[tuple[str, str], list[Progress]] = defaultdict(list)
    for choice in choices:
        of = [("band", choice.band), ("assurer", str(choice.assurer.id)), *covers[choice.submission]]
        for part in of:
            chosen[part].append(choice.progress)
    rows = [
        Compliance(
            dimension=dimension,
            value=value,
            name=names.get(value, value),
            chosen=len(progress),
            done=progress.count(Progress.DONE),
            overdue=progress.count(Progress.OVERDUE),
        )
        for (dimension, value), progress in chosen.items()
    ]
    return tuple(sorted(rows, key=_place))


def _place(row: Compliance) -> tuple[int, int, str, str]:
    """Bands from the highest risk, everything else by name; a band that the rules no longer have comes last."""
    bands = [band.id for band in rules().bands]
    risk = bands.index(row.value) if row.dimension == "band" and row.value in bands else len(bands)
    return _ORDER.index(row.dimension), risk, row.name, row.value


def share_differing(frame: Frame, choices: Sequence[SamplingPlanChoice], seen: Mapping[UUID, Seen]) -> Estimate:
    """Which share of all decisions a second person would make differently, from what was looked at altogether."""
    if len(choices) < sum(stratum.chosen for stratum in frame.strata):
        return Estimate(why_not=REASONS["removed"])
    looked = [
        Looked(choice.stratum, len(choice.decisions), seen[choice.submission_id].differing)
        for choice in choices
        if choice.submission_id in seen and seen[choice.submission_id].marked >= len(choice.decisions)
    ]
    return differing(frame.strata, looked)
