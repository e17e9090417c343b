"""What a place for files must be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a keeper holds: its key, and when it was last written (UTC)."""

    key: str
    written: datetime


class Sink(Protocol):
    """Something that bytes are written to."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""
        ...


class Keeper(Protocol):
    """Holds files by key (letters, digits, hyphens and slashes). Every call may raise FilesUnavailable."""

    @property
    def staging(self) -> Path | None:
        """The folder in which a file is written before it gets its key; None: the system's for temporary files."""
        ...

    def place(self, path: Path, key: str) -> None:
        """Keep the file at ``path`` under ``key``, at once or not at all, in place of one that is there."""
        ...

    def copy(self, key: str, target: Sink) -> None:
        """Write what is kept under ``key`` to ``target``; raises FileNotFoundError."""
        ...

    def holds(self, key: str) -> bool:
        """Whether there is a file under ``key``."""
        ...

    def delete(self, key: str) -> None:
        """Remove what is kept under ``key``, if there is anything."""
        ...

    def found(self) -> Iterator[Found]:
        """Every file, in no particular order."""
        ...
