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
    """Something that ``who`` does to the submission of ``learner``; both are names of the specification."""

    at: datetime
    who: str
    learner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Event):
    """The learner adds a draft; the first begins the submission."""

    script: Script


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn(Event):
    """The learner hands in her latest draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Event):
    """An assessor takes the submission into assessment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """An assessor, or the quality assurer, decides on one marking point of the latest draft.

    ``agrees``: what she says about the suggestion, if anything.
    """

    point: str
    status: Status
    evidence: tuple[Cited, ...]
    comment: str
    agrees: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Event):
    """The assessor refers the submission back and says what to add."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Event):
    """The assessor closes the assessment and writes to the learner."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled(Event):
    """The quality assurer chooses the submission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested(Event):
    """The learner asks for another person to look at the last decision of ``decider`` on one marking point."""

    point: str
    decider: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Event):
    """Another person looks at the contested decision on that marking point and decides it again."""

    point: str
    status: Status
    evidence: tuple[Cited, ...]
    words: str
