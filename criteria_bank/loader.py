"""Installed units: which there are, and loading one.

Units are the ``*.yaml`` files of this package's ``units/`` and of the folders that the environment variable
TALLYMARK_UNITS_DIR names (parted by ``os.pathsep``). A file's name is its unit's id. Where two folders hold the same
id, the later folder's file is the one used, so that a centre can put its own version in place of ours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from criteria_bank.errors import UnitInvalid, UnitNotFound
from criteria_bank.lint import examine
from criteria_bank.schema import Unit

UNITS_DIR_VARIABLE = "TALLYMARK_UNITS_DIR"
DEFAULT_UNIT_VARIABLE = "TALLYMARK_UNIT"
_PACKAGE_UNITS = Path(__file__).parent / "units"


@dataclass(frozen=True)
class LoadedUnit:
    """A unit and the SHA-256 (hexadecimal) of the bytes of the file it came from."""

    unit: Unit
    sha256: str


def load_unit(unit_id: str) -> LoadedUnit:
    """Load an installed unit.

    Raises:
        UnitNotFound: no unit with that id is installed.
        UnitInvalid: its file has faults.
    """
    return load_unit_file(unit_path(unit_id))


def load_unit_file(path: Path | str) -> LoadedUnit:
    """Load a unit from a file, wherever it lies.

    Raises:
        UnitInvalid: the file cannot be opened or has faults.
    """
    examination = examine(Path(path))
    if examination.unit is None:
        raise UnitInvalid(examination.faults)
    return LoadedUnit(examination.unit, examination.sha256)


def installed_units() -> tuple[str, ...]:
    """Ids of the installed units: this package's first, then those of further folders; by name within a folder.

    Raises:
        UnitNotFound: TALLYMARK_UNITS_DIR names something that is not a folder.
    """
    return tuple(_paths())


def default_unit_id() -> str:
    """The unit to use where none is named: that of the environment variable TALLYMARK_UNIT, else the first installed.

    Raises:
        UnitNotFound: the variable names a unit that is not installed.
    """
    named = os.environ.get(DEFAULT_UNIT_VARIABLE)
    if not named:
        return installed_units()[0]
    unit_path(named)
    return named


def unit_path(unit_id: str) -> Path:
    """Where the file of an installed unit lies.

    Raises:
        UnitNotFound: no unit with that id is installed.
    """
    paths = _paths()
    if unit_id not in paths:
        raise UnitNotFound(f"No unit '{unit_id}' is installed. Installed: {', '.join(paths)}.")
    return paths[unit_id]


def _paths() -> dict[str, Path]:
    return {path.stem: path for folder in _folders() for path in sorted(folder.glob("*.yaml"))}


def _folders() -> list[Path]:
    further = [Path(part) for part in os.environ.get(UNITS_DIR_VARIABLE, "").split(os.pathsep) if part]
    for folder in further:
        if not folder.is_dir():
            raise UnitNotFound(f"{UNITS_DIR_VARIABLE} names '{folder}', which is not a folder. Correct or unset it.")
    return [_PACKAGE_UNITS, *further]
