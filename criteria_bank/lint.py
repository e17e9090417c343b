"""Everything that is wrong with a unit file, with the line and the remedy, for the people who write such files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from criteria_bank import remedies
from criteria_bank.errors import Fault
from criteria_bank.rules import violations
from criteria_bank.schema import Unit
from criteria_bank.source import Source, parse


@dataclass(frozen=True)
class Examination:
    """What a unit file holds: a unit where there are no faults, otherwise the faults in the order of their lines.

    ``sha256`` is that of the file's bytes, in hexadecimal.
    """

    sha256: str
    unit: Unit | None
    faults: tuple[Fault, ...]


def lint(path: Path | str) -> tuple[Fault, ...]:
    """The faults of one unit file, in the order of their lines; none where it can be loaded."""
    return examine(Path(path)).faults


def examine(path: Path) -> Examination:
    """Read one unit file, check it in full, and never raise for what is in it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        fault = Fault(
            file=str(path),
            line=1,
            message=f"The file cannot be opened ({error.strerror}).",
            remedy="Check its name and folder, and that you may read it.",
        )
        return Examination("", None, (fault,))
    unit, found = _check(content, path.stem)
    faults = (Fault(file=str(path), line=one.line, message=one.message, remedy=one.remedy) for one in found)
    return Examination(
        hashlib.sha256(content).hexdigest(), unit, tuple(sorted(faults, key=lambda fault: (fault.line, fault.message)))
    )


def _check(content: bytes, stem: str) -> tuple[Unit | None, list[remedies.Finding]]:
    try:
        source = parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [remedies.of_encoding(content, error)]
    except yaml.YAMLError as error:
        return None, [remedies.of_yaml(content, error)]
    if source.data is None:
        return None, [remedies.EMPTY]
    found = [remedies.of_duplicate(duplicate) for duplicate in source.duplicate_keys()]
    try:
        unit = Unit.model_validate(source.data)
    except ValidationError as error:
        return None, found + remedies.of_schema(source, error)
    found += _broken_rules(unit, source)
    if unit.id != stem:
        found.append(remedies.of_name(unit.id, stem, source.line_of(("id",))))
    return (None if found else unit), found


def _broken_rules(unit: Unit, source: Source) -> list[remedies.Finding]:
    return [remedies.Finding(source.line_of(one.path), one.message, one.remedy) for one in violations(unit)]
