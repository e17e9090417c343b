"""Who does what and when at the demonstration centre: the same for the same specification, accounts and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from criteria_bank.schema import Unit
from service.demonstration.courses import play
from service.demonstration.events import BlindFirstChosen, Event
from service.demonstration.exercises import standardise
from service.demonstration.parts import Part
from service.demonstration.scenes import Read, Stage
from service.demonstration.specification import Specification

_BEFORE_ANYTHING_HAPPENS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that happens, in order.

    ``founded``: when the centre and its people were entered, before any of it. ``blind_first_from``: since when
    assessors decide before they see a suggestion.
    """

    founded: datetime
    blind_first_from: datetime
    events: tuple[Event, ...]


def plan(wanted: Specification, unit: Unit, parts: Sequence[Part], read: Read, present: datetime) -> Plan:
    """Let the parts be played up to ``present`` (UTC). ``read``: what the program says of a script."""
    blind_from = present - timedelta(days=wanted.centre.blind_first_days_ago)
    stage = Stage(wanted, unit, read, blind_from, present)
    deeds = [deed for part in parts for deed in play(_dice(wanted, part), stage, part, present)]
    chosen = BlindFirstChosen(at=blind_from, who=wanted.administrator)
    events = sorted([chosen, *deeds, *standardise(stage, parts, deeds)], key=lambda event: event.at)
    return Plan(events[0].at - _BEFORE_ANYTHING_HAPPENS, blind_from, tuple(events))


def _dice(wanted: Specification, part: Part) -> Random:
    # Each learner has dice of her own: what is changed about one leaves the others as they are.
    return Random(f"{wanted.seed} {part.learner}")  # noqa: S311 - repeatable on purpose
