"""What units and qualifications are called on a learner's pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria_bank.errors import CriteriaBankError
from nlp.results import FeedbackPolicy
from service.unit_store import UnitStore


@dataclass(frozen=True, slots=True)
class Names:
    """The title of a unit and of one of its qualifications; their ids where the unit is no longer installed.

    ``policy``: what the qualification lets a learner see before she hands in.
    """

    unit: str
    qualification: str
    policy: FeedbackPolicy = "full"


@dataclass(frozen=True, slots=True)
class Course:
    """A qualification of an installed unit. ``value``: what a form calls it."""

    unit: str
    unit_id: str
    qualification: str
    qualification_id: str
    level: int

    @property
    def value(self) -> str:
        """Both ids; no id has a slash in it."""
        return f"{self.unit_id}/{self.qualification_id}"


def names_of(units: UnitStore, unit_id: str, qualification_id: str) -> Names:
    """What a submission is for, in words."""
    try:
        unit = units.get(unit_id).unit
    except CriteriaBankError:
        return Names(unit_id, qualification_id)
    found = next((each for each in unit.qualifications if each.id == qualification_id), None)
    return Names(unit.title, found.title, found.feedback) if found else Names(unit.title, qualification_id)


def courses(units: UnitStore) -> Iterator[Course]:
    """Every qualification of every installed unit, which a submission can be for; raises UnitInvalid."""
    for loaded in units.all():
        for qualification in loaded.unit.qualifications:
            yield Course(loaded.unit.title, loaded.unit.id, qualification.title, qualification.id, qualification.level)
