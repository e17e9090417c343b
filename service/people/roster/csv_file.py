"""Rosters as CSV, in whatever encoding and with whatever delimiter a spreadsheet program chose."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from service.errors import RosterUnreadable
from service.people.roster.encoding import decode
from service.people.roster.headings import known_columns
from service.people.roster.table import Table, table_of

_DELIMITERS = ",;\t|"
# A first line with which a file tells Excel its delimiter.
_DECLARATION = "sep="
_LONGEST_CELL = 10_000


def read_csv(data: bytes) -> Table:
    """The table in a text file.

    Raises:
        RosterUnreadable: it is no text, or its quotation marks do not match.
    """
    text, guessed = decode(data)
    first_line, _, rest = text.partition("\n")
    if first_line.startswith(_DECLARATION):
        table = table_of(_rows(rest, first_line.removeprefix(_DECLARATION)[:1] or ","), first=2)
    else:
        table = table_of(_rows(text, max(_DELIMITERS, key=lambda delimiter: _columns_by(text, delimiter))))
    return replace(table, guessed_encoding=guessed)


def _columns_by(text: str, delimiter: str) -> tuple[int, int]:
    """How many columns of ours the first row has, and how many at all."""
    header = next((row for row in _rows(text[:_LONGEST_CELL], delimiter, strict=False) if any(row)), [])
    return len(known_columns(header)), len(header)


def _rows(text: str, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict, skipinitialspace=True)
    except csv.Error:
        raise RosterUnreadable("The quotation marks in the file do not match. Save the table as CSV anew.") from None
