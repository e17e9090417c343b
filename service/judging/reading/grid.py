"""A file as rows of text, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.cells import one_line, unmarked
from service.judging.reading.errors import TableUnreadable
from service.judging.reading.words import said

_SPREADSHEET_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number``: as a spreadsheet shows it, 1 for the first of the file."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file that hold anything, and what was noticed while they were read."""

    rows: Sequence[Row]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.rows:
            raise TableUnreadable(said("errors", "empty"))


def clean(cell: str) -> str:
    """A cell's text in composed letters, on one line, without control and invisible characters."""
    return one_line(unmarked(cell))


def is_spreadsheet_error(cell: str) -> bool:
    """Whether a spreadsheet program wrote this in place of a value."""
    return _SPREADSHEET_ERROR.fullmatch(cell) is not None


def letter(place: int) -> str:
    """What a spreadsheet calls a column: A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
