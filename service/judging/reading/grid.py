"""A file as rows of text, whatever program wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from service.judging.reading.errors import TableUnreadable
from service.judging.reading.words import said

# A program that wrote the file with formulas in mind marked text that looks like one (`service.cells`).
_MARKED = re.compile(r"'(?= *[=+\-@\t\r])")
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


def unmarked(cell: str) -> str:
    """A cell without the mark that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if _MARKED.match(cell) else cell


def clean(cell: str) -> str:
    """A cell's text in composed letters, on one line, without control and invisible characters."""
    if cell.isascii() and cell.isprintable():
        return " ".join(unmarked(cell).split())
    return " ".join(unicodedata.normalize("NFC", "".join(map(_visible, unmarked(cell)))).split())


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


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    return "" if category in ("Cf", "Cs") else " " if category == "Cc" else char
