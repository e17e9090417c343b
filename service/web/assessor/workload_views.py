"""Who has how much, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from service.access import Actor, Permission
from service.pictures import Bin, Picture, histogram
from service.queue.schemas import Workload
from service.queue.workload import read_ages, read_workload
from service.spoken import gettext as _
from service.storage.tables.people import AllocationRule, Centre

_DAYS = (1, 2, 4, 7, 14, 28)
"""Ends of the ranges of waiting, in days."""


@dataclass(frozen=True, slots=True)
class WorkloadView:
    """``waits``: how long work has waited, drawn; ``rule``: the centre's; ``allocates``: whether she gives work out."""

    workload: Workload
    waits: Picture
    total: int
    rule: AllocationRule
    allocates: bool


def workload_view(session: Session, actor: Actor) -> WorkloadView:
    """What ``actor`` sees of the work of her centre's assessors."""
    workload = read_workload(session, actor)
    return WorkloadView(
        workload=workload,
        waits=_waits(read_ages(session, actor, _DAYS)),
        total=workload.unallocated.open + sum(load.open for load in workload.assessors),
        rule=session.get_one(Centre, actor.centre).allocation,
        allocates=actor.may(Permission.ALLOCATE),
    )


def _waits(counts: tuple[int, ...]) -> Picture:
    between = (_range(first, last - 1) for first, last in pairwise(_DAYS))
    labels = (_("under a day"), *between, _("%(days)s or more") % {"days": _DAYS[-1]})
    bins = [Bin(label, count) for label, count in zip(labels, counts, strict=True)]
    return histogram("waits", _("How long work has waited"), bins, of=_("Days"), counted=_("Submissions"))


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
