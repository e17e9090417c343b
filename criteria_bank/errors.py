"""Everything that can go wrong with a unit file.

CriteriaBankError
├── UnitNotFound           no unit with that id is installed
├── QualificationNotFound  the unit has no qualification with that id
└── UnitInvalid            a unit file breaks the schema or refers to something it does not define
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CriteriaBankError(Exception):
    """Base of this package's errors; never raised itself."""


class UnitNotFound(CriteriaBankError):
    """No unit with the requested id is installed; the message lists those that are."""


class QualificationNotFound(CriteriaBankError):
    """The unit has no qualification with the requested id; the message lists those that it has."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault in a unit file: where it is (1-based line and column), what is wrong and what to do about it."""

    file: str
    line: int
    column: int = 1
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}"


class UnitInvalid(CriteriaBankError):
    """A unit file cannot be used; ``faults`` names every fault with its line and remedy."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
