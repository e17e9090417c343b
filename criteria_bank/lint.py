"""Everything that is wrong with a unit file, with the line and the remedy, for the people who write such files."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from criteria_bank import remedies
from criteria_bank.errors import Fault
from criteria_bank.rules import violations
from criteria_bank.schema import Unit
from criteria_bank.source import MOST_BYTES, Source, parse

_MARKS_OF_OTHERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


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
    return examine_content(content, str(path), stem=path.stem)


# Several parts of one process load the same unit, and checking one takes a fifth of a second.
@lru_cache(maxsize=8)
def examine_content(content: bytes, file: str, *, stem: str | None) -> Examination:
    """Check what a unit file holds in full, and never raise for it.

    ``file``: what faults call it. ``stem``: its name without the ending, which must be the unit's id; None where the
    content has no name yet.
    """
    unit, found = _check(content, stem)
    faults = (
        Fault(file=file, line=one.place.line, column=one.place.column, message=one.message, remedy=one.remedy)
        for one in found
    )
    in_order = sorted(faults, key=lambda fault: (fault.line, fault.column, fault.message))
    return Examination(hashlib.sha256(content).hexdigest(), unit, tuple(in_order))


def _check(content: bytes, stem: str | None) -> tuple[Unit | None, list[remedies.Finding]]:
    text = _text_of(content)
    if isinstance(text, remedies.Finding):
        return None, [text]
    try:
        source = parse(text)
    except yaml.YAMLError as error:
        return None, [remedies.of_yaml(text, error)]
    if source.data is None:
        return None, [remedies.EMPTY]
    found = [remedies.of_duplicate(duplicate) for duplicate in source.duplicate_keys()]
    try:
        unit = Unit.model_validate(source.data)
    except ValidationError as error:
        return None, found + remedies.of_schema(source, error)
    found += _broken_rules(unit, source)
    if stem is not None and unit.id != stem:
        found.append(remedies.of_name(unit.id, stem, source.place_of(("id",))))
    return (None if found else unit), found


def _text_of(content: bytes) -> str | remedies.Finding:
    """The text of a file, or why it has none."""
    if len(content) > MOST_BYTES:
        return remedies.TOO_LARGE
    if content.startswith(_MARKS_OF_OTHERS):
        return remedies.OTHER_ENCODING
    if b"\0" in content:
        return remedies.NO_TEXT
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return remedies.of_encoding(content, error)


def _broken_rules(unit: Unit, source: Source) -> list[remedies.Finding]:
    return [remedies.Finding(source.place_of(one.path), one.message, one.remedy) for one in violations(unit)]
