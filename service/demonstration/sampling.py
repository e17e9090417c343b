"""A sampling plan that the quality assurer has just drawn."""

from __future__ import annotations

from datetime import timedelta

from service.demonstration.specification import Specification
from service.demonstration.world import World
from service.sampling.drawing import keep
from service.sampling.schemas import PlanWanted
from service.storage.columns import now


def plan_sampling(world: World, wanted: Specification) -> None:
    """Let the quality assurer draw a plan over the decisions of the last days, where she is to.

    What is drawn is the same for the same seed.
    """
    if wanted.sampling_plan_days is None:
        return
    today = now().date()
    since = today - timedelta(days=wanted.sampling_plan_days)
    keep(world.session, world.people[wanted.iqa], PlanWanted(since=since, until=today, seed=wanted.seed))
