"""What needs somebody's attention in a centre now, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from service.access import Actor, Permission
from service.decisions.oversight import OpenContests
from service.queue.schemas import Workload
from service.standardisation.schemas import ExerciseList
from service.storage.columns import now

Kind = Literal["contests", "waiting_long", "unallocated", "to_mark", "to_agree"]
_LONG = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that needs attention; its words stand in ``centre/overview.html.j2``, by its kind."""

    kind: Kind
    href: str
    count: int = 1
    since: datetime | None = None
    name: str = ""


def attention(actor: Actor, workload: Workload, contests: OpenContests, exercises: ExerciseList) -> list[Matter]:
    """What waits for somebody, as far as ``actor`` can do something about it or have it done."""
    matters = []
    if contests.items:
        matters.append(Matter("contests", "/centre/contests", len(contests.items), contests.items[0].at))
    for load in workload.assessors:
        if load.oldest and now() - load.oldest > _LONG:
            name = load.assessor.name
            matters.append(Matter("waiting_long", f"/queue?assessor={load.assessor.id}", load.open, load.oldest, name))
    if workload.unallocated.open:
        nobodys = workload.unallocated
        matters.append(Matter("unallocated", "/queue?assessor=nobody", nobodys.open, nobodys.oldest))
    for exercise in exercises.items:
        href = f"/centre/standardisation/{exercise.id}"
        if exercise.to_mark:
            matters.append(Matter("to_mark", href, exercise.to_mark, name=exercise.title))
        elif not exercise.closed_at and exercise.finished == exercise.people and actor.may(Permission.SAMPLE):
            matters.append(Matter("to_agree", href, name=exercise.title))
    return matters
