"""What happens at the demonstration centre, one thing after another; people and scripts by name and number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nlp.documents import Span
from service.demonstration.scripts import Script
from service.storage.tables.analyses import Status


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a decision rests on, and whether the program had named it, in part or not at all."""

    span: Span
    origin: Literal["program", "changed", "own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that ``who`` does; people are known by their names in the specification."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindFirstChosen(Event):
    """The administrator lets assessors decide before they see a suggestion, from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(Event):
    """Something that is done to the submission of ``learner``."""

    learner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Deed):
    """The learner adds a draft; the first begins the submission. ``file``: its name; empty where she pastes it."""

    script: Script
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn(Deed):
    """The learner hands in her latest draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Deed):
    """An assessor takes the submission into assessment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Deed):
    """An assessor, or the quality assurer, decides on one marking point of the latest draft.

    ``beside``: as a quality assurer does, beside the decision of record. ``agrees``: what she says about the
    suggestion, if anything.
    """

    point: str
    beside: bool
    status: Status
    evidence: tuple[Cited, ...]
    comment: str
    agrees: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Deed):
    """The assessor refers the submission back and says what to add."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Deed):
    """The assessor closes the assessment and writes to the learner."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled(Deed):
    """The quality assurer chooses the submission. ``reason``: see `service/sampling/reasons.yaml`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested(Deed):
    """The learner asks for another person to look at the last decision of ``decider`` on one marking point."""

    point: str
    decider: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Deed):
    """Another person looks at the contested decision on that marking point and decides it again."""

    point: str
    status: Status
    evidence: tuple[Cited, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InExercise(Event):
    """Something that is done in the standardisation exercise of this title."""

    exercise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseMade(InExercise):
    """The quality assurer sets it up with the work of ``learners`` and asks ``assessors`` to mark it."""

    learners: tuple[str, ...]
    assessors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What an assessor gives one marking point of a script."""

    point: str
    status: Status
    evidence: tuple[Span, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptMarked(InExercise):
    """An assessor marks a script, known by its ``number``."""

    number: int
    marks: tuple[Marked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseClosed(InExercise):
    """The quality assurer ends the marking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSet(InExercise):
    """The quality assurer says what a marking point of a script should be given, and why."""

    number: int
    point: str
    status: Status
    words: str
