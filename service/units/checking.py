"""Checking the file of a unit that somebody is writing, before it is installed anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from criteria_bank.lint import examine_content
from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Unit
from criteria_bank.source import Place, parse
from service.unit_store import UnitStore


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The unit cannot be used."""
    WARNING = "warning"
    """It can, and something should be looked at first."""


@dataclass(frozen=True, slots=True)
class UnitFinding:
    """Something about a unit's file: where it is, what it is and what to do. The words are English."""

    severity: Severity
    place: Place
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """What a file comes to: its unit where there is no error; ``sha256`` (hexadecimal) is that of the bytes."""

    sha256: str
    unit: Unit | None
    findings: tuple[UnitFinding, ...]

    @property
    def errors(self) -> int:
        """How many findings keep the unit from being used."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check_unit(content: bytes, name: str | None, units: UnitStore) -> CheckedUnit:
    """Check a unit's file in full; never raises for what is in it. ``name``: the file's, where there is a file."""
    examined = examine_content(content, name or "", stem=PurePath(name).stem if name else None)
    found = [
        UnitFinding(Severity.ERROR, Place(fault.line, fault.column), fault.message, fault.remedy)
        for fault in examined.faults
    ]
    if examined.unit is not None:
        new = LoadedUnit(examined.unit, examined.sha256)
        found += _beside_installed(new, units, parse(content.decode("utf-8-sig")).place_of(("version",)))
    return CheckedUnit(examined.sha256, examined.unit, tuple(found))


def _beside_installed(new: LoadedUnit, units: UnitStore, version: Place) -> Iterator[UnitFinding]:
    """What there is to say where a unit of the same id is installed already."""
    installed = next((one for one in units.all() if one.unit.id == new.unit.id), None)
    if installed is None or installed.sha256 == new.sha256:
        return
    if _number(new.unit) == _number(installed.unit):
        message = "The installed unit has this version too, and other content."
        yield UnitFinding(Severity.WARNING, version, message, "Raise the version, so that results tell the two apart.")
    elif _number(new.unit) < _number(installed.unit):
        message = f"Version {installed.unit.version} is installed, which is later than this one."
        yield UnitFinding(Severity.WARNING, version, message, "Start from the installed file, or raise the version.")


def _number(unit: Unit) -> tuple[int, ...]:
    return tuple(map(int, unit.version.split(".")))
