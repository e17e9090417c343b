"""What a draft can be laid against: each installed unit within each of its qualifications, as one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from service.unit_store import UnitStore

_PARTED = "/"


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit within a qualification, by their ids; None for the installation's default unit and its lowest one."""

    unit: str | None = None
    qualification: str | None = None

    @classmethod
    def read(cls, value: str) -> Self:
        """As a form sends it; what there is not is found out when it is used."""
        unit, _, qualification = value.partition(_PARTED)
        return cls(unit or None, qualification or None)


def choices_of(units: UnitStore) -> tuple[tuple[str, str], ...]:
    """Value and words of each choice, the installation's default unit first; raises UnitInvalid."""
    default = units.get_or_default(None).unit.id
    found = sorted(units.all(), key=lambda loaded: (loaded.unit.id != default, loaded.unit.title))
    return tuple(
        (f"{loaded.unit.id}{_PARTED}{qualification.id}", f"{loaded.unit.title} – {qualification.title}")
        for loaded in found
        for qualification in sorted(loaded.unit.qualifications, key=lambda each: each.level)
    )
