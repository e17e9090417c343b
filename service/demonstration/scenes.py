"""What has happened to one submission so far, and the events that can come next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from criteria_bank.schema import Unit
from service.demonstration.deciding import Decider, Suggestions, Verdict
from service.demonstration.events import (
    Contested,
    Decided,
    Drafted,
    HandedIn,
    Referred,
    Reviewed,
    Sampled,
    Settled,
    Taken,
)
from service.demonstration.parts import Part
from service.demonstration.scripts import Script
from service.demonstration.specification import Specification
from service.storage.tables.analyses import Status

Read = Callable[[Script], Suggestions]
"""What the program says of a script."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What all scenes share. ``blind_from``: since when assessors decide before they see a suggestion.

    ``present``: up to when they are played.
    """

    wanted: Specification
    unit: Unit
    read: Read
    blind_from: datetime
    present: datetime


class Scene:
    """One learner's submission. Each method gives the event of that moment and remembers what follows from it."""

    def __init__(self, random: Random, stage: Stage, part: Part) -> None:
        self._random, self._stage, self._part = random, stage, part
        self._words = stage.wanted.words
        self._labels = {point.id: point.label for point in stage.unit.marking_points}
        self._decider = Decider(random, stage.wanted, self._labels)
        self._script = part.whole
        self._held: dict[str, Status] = {}
        """What the assessor has decided on the latest draft, and what was met on an earlier one, which stays met."""
        self._met: frozenset[str] = frozenset()
        """What was met on an earlier draft."""
        self._contested = ""

    @property
    def points(self) -> list[str]:
        """The marking points that are decided on."""
        return list(self._labels)

    def draft(self, at: datetime, script: Script | None) -> Drafted:
        """The learner adds a draft."""
        if script is None:
            raise ValueError("A course asks for a draft that nobody wrote.")
        self._script = script
        self._met = frozenset(point for point, status in self._held.items() if status is Status.MET)
        self._held = dict.fromkeys(self._met, Status.MET)
        return Drafted(
            at=at, who=self._part.learner, learner=self._part.learner, script=script, file=self._part.course.file
        )

    def hand_in(self, at: datetime) -> HandedIn:
        """The learner hands in."""
        return HandedIn(at=at, who=self._part.learner, learner=self._part.learner)

    def take(self, at: datetime) -> Taken:
        """The assessor begins."""
        return Taken(at=at, who=self._part.cast.assessor, learner=self._part.learner)

    def decide(self, at: datetime, who: str, point: str) -> Decided | None:
        """The assessor decides on one marking point, or somebody else does beside her; None where it stays met."""
        beside = who != self._part.cast.assessor
        if point in self._met and not beside:
            return None
        # Suggestions are hidden from whoever decides for the record, and from nobody after her.
        verdict = self._verdict(at, who, point, sees=beside or at < self._stage.blind_from)
        if not beside:
            self._held[point] = verdict.status
        return Decided(
            at=at,
            who=who,
            learner=self._part.learner,
            point=point,
            beside=beside,
            status=verdict.status,
            evidence=verdict.evidence,
            comment=verdict.comment,
            agrees=verdict.agrees,
        )

    def refer(self, at: datetime) -> Referred:
        """The assessor refers it back for what is not met; for the last marking point where all are."""
        short = self._short() or self.points[-1:]
        words = self._words.referred.format(points=", ".join(self._labels[point] for point in short))
        return Referred(at=at, who=self._part.cast.assessor, learner=self._part.learner, words=words)

    def settle(self, at: datetime) -> Settled:
        """The assessor closes the assessment."""
        words = self._words.decided
        return Settled(at=at, who=self._part.cast.assessor, learner=self._part.learner, words=words)

    def sample(self, at: datetime) -> Sampled:
        """The quality assurer chooses it."""
        reason = self._random.choice(self._stage.wanted.sampling_reasons)
        return Sampled(at=at, who=self._part.cast.iqa, learner=self._part.learner, reason=reason)

    def contest(self, at: datetime) -> Contested:
        """The learner contests the first marking point that is not met; the last where all are."""
        self._contested = (self._short() or self.points[-1:])[0]
        return Contested(
            at=at,
            who=self._part.learner,
            learner=self._part.learner,
            point=self._contested,
            decider=self._part.cast.assessor,
            words=self._words.contested,
        )

    def review(self, at: datetime) -> Reviewed:
        """Another assessor decides what was contested."""
        reviewer = self._part.cast.others[0]
        verdict = self._verdict(at, reviewer, self._contested, sees=True)
        return Reviewed(
            at=at,
            who=reviewer,
            learner=self._part.learner,
            point=self._contested,
            status=verdict.status,
            evidence=verdict.evidence,
            words=self._words.reviewed,
        )

    def _short(self) -> list[str]:
        return [point for point, status in self._held.items() if status is not Status.MET]

    def _verdict(self, at: datetime, who: str, point: str, *, sees: bool) -> Verdict:
        if self._script is None:
            raise ValueError("A course asks for a decision on a draft that nobody wrote.")
        suggestion = self._stage.read(self._script)[point]
        ago = self._stage.present - at
        return self._decider.decide(who, self._script, point, suggestion, sees=sees, ago=ago)
