"""Standardisation over the year: which scripts, what each assessor gives them, and what is agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from service.demonstration.deciding import Decider
from service.demonstration.events import (
    Deed,
    ExerciseClosed,
    ExerciseMade,
    InExercise,
    Marked,
    ScriptMarked,
    Settled,
    StandardSet,
)
from service.demonstration.parts import Part
from service.demonstration.scenes import Stage
from service.demonstration.scripts import Script
from service.demonstration.specification import ExerciseEntry
from service.demonstration.timetable import Hours

_BEFORE_IT_BEGINS = timedelta(days=1)
_UNTIL_THEY_MEET = timedelta(hours=22)


def standardise(stage: Stage, parts: Sequence[Part], deeds: Sequence[Deed]) -> list[InExercise]:
    """What happens in all exercises, up to the present; none where nothing was decided by then."""
    scripts = {part.learner: part.whole for part in parts if part.whole}
    decided = {deed.learner: deed.at for deed in deeds if isinstance(deed, Settled)}
    events: list[InExercise] = []
    agreed: list[str] = []
    for entry in stage.wanted.exercises:
        exercise = _Exercise(stage, entry, scripts)
        if learners := exercise.choose(decided, agreed):
            events += exercise.play(learners, agreed)
            agreed += [] if entry.open else [learner for learner in learners if learner not in agreed]
    return [event for event in events if event.at < stage.present]


@dataclass(slots=True)
class _Exercise:
    """One of them; ``scripts``: by learner."""

    stage: Stage
    entry: ExerciseEntry
    scripts: Mapping[str, Script]

    def choose(self, decided: Mapping[str, datetime], agreed: Sequence[str]) -> list[str]:
        """Whose work: what was decided before it, some of which has a standard already."""
        until = self._begin - _BEFORE_IT_BEGINS
        ready = sorted(learner for learner, at in decided.items() if at < until and learner not in agreed)
        again = self._dice.sample(agreed, min(self.entry.again, len(agreed)))
        fresh = self._dice.sample(ready, min(self.entry.scripts - len(again), len(ready)))
        return self._dice.sample([*again, *fresh], len(again) + len(fresh))

    def play(self, learners: Sequence[str], agreed: Sequence[str]) -> list[InExercise]:
        """It is set up and marked; then it ends, and what has no standard yet is given one."""
        wanted = self.stage.wanted
        names = tuple(assessor.name for assessor in wanted.assessors)
        made = ExerciseMade(
            at=self._begin, who=wanted.iqa, exercise=self.entry.title, learners=tuple(learners), assessors=names
        )
        marked = [
            event
            for place, name in enumerate(names)
            for event in self._marks(name, learners[: self._done(place, len(learners))])
        ]
        if self.entry.open:
            return [made, *marked]
        last = max(event.at for event in marked)
        closed = ExerciseClosed(
            at=self._office.next(last + timedelta(hours=3)), who=wanted.iqa, exercise=self.entry.title
        )
        return [made, *marked, closed, *self._standards(closed.at + _UNTIL_THEY_MEET, learners, agreed)]

    @property
    def _begin(self) -> datetime:
        return self._office.next(self.stage.present - timedelta(days=self.entry.days_ago))

    @property
    def _office(self) -> Hours:
        return Hours(*self.stage.wanted.working_hours, weekends=False)

    @property
    def _dice(self) -> Random:
        return self._random("")

    def _random(self, who: str) -> Random:
        # Everybody has dice of her own in each exercise: what is changed about one leaves the others as they are.
        return Random(f"{self.stage.wanted.seed} {self.entry.title} {who}")  # noqa: S311 - repeatable on purpose

    def _done(self, place: int, scripts: int) -> int:
        """How many scripts an assessor has marked."""
        return (scripts, scripts // 2, 0)[min(place, 2)] if self.entry.open else scripts

    def _marks(self, who: str, learners: Sequence[str]) -> Iterator[ScriptMarked]:
        random, wanted = self._random(who), self.stage.wanted
        points = {point.id: point.label for point in self.stage.unit.marking_points}
        decider = Decider(random, wanted, points)
        at = self._begin
        for number, learner in enumerate(learners, 1):
            at = self._office.next(at + timedelta(hours=random.uniform(*wanted.hours_between_scripts)))
            script, ago = self.scripts[learner], self.stage.present - at
            suggestions = self.stage.read(script)
            marks = []
            for point in points:
                verdict = decider.decide(who, script, point, suggestions[point], sees=False, ago=ago)
                spans = tuple(one.span for one in verdict.evidence)
                marks.append(Marked(point=point, status=verdict.status, evidence=spans, note=verdict.comment))
            yield ScriptMarked(at=at, who=who, exercise=self.entry.title, number=number, marks=tuple(marks))

    def _standards(self, at: datetime, learners: Sequence[str], agreed: Sequence[str]) -> Iterator[StandardSet]:
        """They come to agree on what the corpus says."""
        random, wanted = self._random(self.stage.wanted.iqa), self.stage.wanted
        for number, learner in enumerate(learners, 1):
            if learner in agreed:
                continue
            for point in self.stage.unit.marking_points:
                at = self._office.next(at + timedelta(minutes=random.uniform(*wanted.minutes_between_standards)))
                status = self.scripts[learner].labels[point.id]
                words = random.choice(wanted.words.standards[status]).format(point=point.label)
                yield StandardSet(
                    at=at,
                    who=wanted.iqa,
                    exercise=self.entry.title,
                    number=number,
                    point=point.id,
                    status=status,
                    words=words,
                )
