"""Tables as CSV, in whatever encoding and with whatever delimiter a program chose."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import islice

from service.judging.reading.errors import TableUnreadable
from service.judging.reading.grid import Grid, Row
from service.judging.reading.words import said
from service.spreadsheet_encoding import NoText, decoded

DELIMITERS = ",;\t|"
# A first line with which a file tells Excel its delimiter.
_DECLARATION = "sep="
_LOOKED_AT = 25

Known = Callable[[Sequence[str]], int]
"""How many of a row's cells are known as headings."""


def read_csv(data: bytes, known: Known) -> Grid:
    """The rows of a text file.

    Raises:
        TableUnreadable: it is no text, or its quotation marks do not match.
    """
    try:
        text, encoding = decoded(data)
    except NoText:
        raise TableUnreadable(said("errors", "no_text")) from None
    first_line, _, rest = text.partition("\n")
    if first_line.startswith(_DECLARATION):
        rows = _rows(rest, first_line.removeprefix(_DECLARATION)[:1] or ",", first=2)
    else:
        rows = _rows(text, max(DELIMITERS, key=lambda delimiter: _fits(text, delimiter, known)))
    notes = (said("notes", "encoding", encoding=encoding),) if encoding else ()
    return Grid([row for row in rows if any(map(str.strip, row.cells))], notes)


def _fits(text: str, delimiter: str, known: Known) -> tuple[int, int]:
    """How many headings are known in the best of the first rows, and how many cells it has."""
    lines = "".join(islice(StringIO(text, newline=""), 4 * _LOOKED_AT))
    reader = csv.reader(StringIO(lines, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        return max(((known(row), len(row)) for row in islice(reader, _LOOKED_AT)), default=(0, 0))
    except csv.Error:
        return (0, 0)


def _rows(text: str, delimiter: str, *, first: int = 1) -> Iterator[Row]:
    number = first - 1
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
        for number, cells in enumerate(reader, start=first):
            yield Row(number, cells)
    except csv.Error:
        raise TableUnreadable(said("errors", "quotes", row=number + 1, most=f"{csv.field_size_limit():,}")) from None
