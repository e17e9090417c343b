"""Who does what and when at the demonstration centre: the same for the same specification, accounts and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from criteria_bank.schema import Unit
from service.demonstration.courses import play
from service.demonstration.events import BlindFirstChosen, Decided, Deed, Event, RolesChanged
from service.demonstration.parts import Part
from service.demonstration.scenes import Read, Stage
from service.demonstration.specification import Specification
from service.storage.tables.people import Role

_BEFORE_ANYTHING_HAPPENS = timedelta(days=1)
_A_LITTLE = timedelta(seconds=1)


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
    stage = Stage(wanted, unit, read, blind_from)
    deeds = [deed for part in parts for deed in play(_dice(wanted, part), stage, part, present)]
    chosen = BlindFirstChosen(at=blind_from, who=wanted.administrator)
    events = sorted([chosen, *_standardisation(wanted, deeds), *deeds], key=lambda event: event.at)
    return Plan(events[0].at - _BEFORE_ANYTHING_HAPPENS, blind_from, tuple(events))


def _standardisation(wanted: Specification, deeds: Sequence[Deed]) -> list[RolesChanged]:
    """While assessors decide beside each other, they have the role that it takes."""
    beside = [deed for deed in deeds if isinstance(deed, Decided) and deed.beside and deed.who != wanted.iqa]
    changes = []
    for name in {deed.who: None for deed in beside}:
        times = [deed.at for deed in beside if deed.who == name]
        for at, roles in (
            (min(times) - _A_LITTLE, {Role.ASSESSOR, Role.IQA}),
            (max(times) + _A_LITTLE, {Role.ASSESSOR}),
        ):
            changes.append(RolesChanged(at=at, who=wanted.administrator, whose=name, roles=frozenset(roles)))
    return changes


def _dice(wanted: Specification, part: Part) -> Random:
    # Each learner has dice of her own: what is changed about one leaves the others as they are.
    return Random(f"{wanted.seed} {part.learner}")  # noqa: S311 - repeatable on purpose
