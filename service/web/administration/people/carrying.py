"""A table of people that goes with the page from one step to the next, so that nobody chooses the file twice.

The service keeps nothing of it: the page holds it, and sends it back with what was mended in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from service.errors import RosterUnreadable
from service.people.roster.table import MOST_COLUMNS, MOST_ROWS, Row, Table, clean

MOST_CARRIED = 3 * 1024 * 1024
"""Bytes of a table that a page carries, fewer than a form's field may hold; a larger one is chosen at each step."""
_CELL = re.compile(r"cell-([0-9]{1,5})-([0-9]{1,2})")
_LONGEST_CELL = 10_000


def cell_name(row: int, place: int) -> str:
    """The field in which a cell can be mended; ``row`` as a spreadsheet numbers it, ``place`` 0 for the first."""
    return f"cell-{row}-{place}"


def as_field(table: Table) -> str:
    """A table as text; empty where it is too long to be carried."""
    written = json.dumps(
        {"head": _plain(table.header), "rows": [_plain(row) for row in table.rows], "guess": table.guessed_encoding},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return written if len(written.encode()) <= MOST_CARRIED else ""


def from_field(text: str) -> Table:
    """The table that a page carried; raises RosterUnreadable where it is none of ours."""
    try:
        content = json.loads(text)
        header, *rows = (_row(each) for each in (content["head"], *content["rows"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise RosterUnreadable("The table was lost on the way. Choose the file again.") from None
    if len(rows) > MOST_ROWS:
        raise RosterUnreadable(f"There are more than {MOST_ROWS:,} people. Send them in several files.")
    guessed = content.get("guess")
    return Table(header, tuple(rows), guessed if isinstance(guessed, str) else None)


def mended(table: Table, fields: Mapping[str, str]) -> Table:
    """The table with the cells that were typed anew. A row of which nothing is left is gone."""
    changed: dict[int, dict[int, str]] = {}
    for name, value in fields.items():
        if (place := _CELL.fullmatch(name)) and int(place[2]) < MOST_COLUMNS:
            changed.setdefault(int(place[1]), {})[int(place[2])] = clean(value[:_LONGEST_CELL])
    rows = (_with(row, changed.get(row.number, {})) for row in table.rows)
    return replace(table, rows=tuple(row for row in rows if any(row.cells)))


def _with(row: Row, cells: Mapping[int, str]) -> Row:
    width = max((len(row.cells), *(place + 1 for place in cells)))
    return Row(
        row.number,
        tuple(cells.get(place, row.cells[place] if place < len(row.cells) else "") for place in range(width)),
    )


def _plain(row: Row) -> list[object]:
    return [row.number, *row.cells]


def _row(written: list[object]) -> Row:
    number, *cells = written
    if not isinstance(number, int) or len(cells) > MOST_COLUMNS or not all(isinstance(cell, str) for cell in cells):
        raise ValueError
    return Row(number, tuple(clean(str(cell)[:_LONGEST_CELL]) for cell in cells))
