"""From a course, which is a list of steps, to events with their times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from service.demonstration.events import Deed
from service.demonstration.parts import Part
from service.demonstration.scenes import Scene, Stage
from service.demonstration.specification import Step
from service.demonstration.timetable import Hours, Turn, moments

Make = Callable[[datetime], Deed | None]
"""What happens at a moment; None where there is nothing to do any more."""
_OF_LEARNERS = frozenset({Step.EARLY_DRAFT, Step.DRAFT, Step.SUBMIT, Step.CONTEST})
_BY_PACE = frozenset({Step.DECIDE, Step.DECIDE_SOME})
_MOST_LEFT = 3
"""Marking points that an assessor in the midst of deciding has left, at most."""


@dataclass(frozen=True, slots=True)
class _Act:
    turn: Turn
    make: Make


def play(random: Random, stage: Stage, part: Part, present: datetime) -> list[Deed]:
    """What happens to one learner's submission, in order, up to ``present`` (UTC)."""
    scene = Scene(random, stage, part)
    acts = [act for step in part.course.steps for act in _acts(random, stage, scene, part, step)]
    last = present - timedelta(days=random.uniform(*part.course.ended_days_ago))
    times = moments([act.turn for act in acts], last, present)
    made = [act.make(at) for act, at in zip(acts, times, strict=True)]
    return [deed for deed in made if deed is not None]


def _acts(random: Random, stage: Stage, scene: Scene, part: Part, step: Step) -> Iterator[_Act]:
    wanted = stage.wanted
    learning = step in _OF_LEARNERS
    hours = Hours(*(wanted.learners_hours if learning else wanted.working_hours), weekends=learning)
    pace = wanted.judges[part.cast.assessor].pace if step in _BY_PACE else 1.0
    pause = pace * timedelta(hours=random.uniform(*wanted.pauses[step]))
    for make in _makers(random, scene, part, step):
        yield _Act(Turn(pause, hours), make)
        pause = pace * timedelta(minutes=random.uniform(*wanted.minutes_between_decisions))


def _makers(random: Random, scene: Scene, part: Part, step: Step) -> list[Make]:
    """The events that a step is made of; each may rest on what those before it came to."""
    cast = part.cast
    single: Mapping[Step, Make] = {
        Step.EARLY_DRAFT: partial(scene.draft, script=part.early),
        Step.DRAFT: partial(scene.draft, script=part.whole),
        Step.SUBMIT: scene.hand_in,
        Step.TAKE: scene.take,
        Step.REFER: scene.refer,
        Step.SETTLE: scene.settle,
        Step.CONTEST: scene.contest,
        Step.REVIEW: scene.review,
    }
    if step in single:
        return [single[step]]
    left = random.randint(1, min(_MOST_LEFT, len(scene.points) - 1))
    several: Mapping[Step, list[Make]] = {
        Step.DECIDE: _on_points(scene, cast.assessor, scene.points),
        Step.DECIDE_SOME: _on_points(scene, cast.assessor, scene.points[:-left]),
        Step.SAMPLE: [scene.sample, *_on_points(scene, cast.iqa, scene.points)],
    }
    return several[step]


def _on_points(scene: Scene, who: str, points: list[str]) -> list[Make]:
    return [partial(scene.decide, who=who, point=point) for point in points]
