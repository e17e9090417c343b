"""A file as a table of text, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.cells import one_line, unmarked
from service.errors import RosterUnreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 40
# Empty rows count too: a sheet may say that its only cell is in the last of a million rows.
_MOST_ROWS_LOOKED_AT = 50_000
_MOST_CELLS_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number``: as a spreadsheet shows it, 1 for the first of the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The row that names the columns, and all others that hold anything."""

    header: Row
    rows: tuple[Row, ...]
    guessed_encoding: str | None = None
    """Set where the file did not say, and letters with accents may be others."""


def table_of(rows: Iterable[Sequence[str]], first: int = 1) -> Table:
    """The table in rows that are numbered from ``first`` on; blank ones count and are left out.

    Raises:
        RosterUnreadable: there are none, too many, or too wide ones.
    """
    found: list[Row] = []
    for number, cells in enumerate(rows, start=first):
        if number > _MOST_ROWS_LOOKED_AT:
            raise RosterUnreadable("The sheet goes on far below the table. Delete what is there, or save it as CSV.")
        # A spreadsheet may write some empty cells more; millions are somebody's who wishes us ill.
        cleaned = tuple(clean(cell) for cell in cells[:_MOST_CELLS_LOOKED_AT])
        width = max((place for place, cell in enumerate(cleaned, start=1) if cell), default=0)
        cleaned = cleaned[:width]
        if width > MOST_COLUMNS or len(cells) > _MOST_CELLS_LOOKED_AT:
            raise RosterUnreadable(f"Row {number} has more than {MOST_COLUMNS} columns. Keep those that are needed.")
        if cleaned:
            found.append(Row(number, cleaned))
        if len(found) > MOST_ROWS + 1:
            raise RosterUnreadable(f"There are more than {MOST_ROWS:,} people. Send them in several files.")
    if not found:
        raise RosterUnreadable(
            "There is nothing in the file. Check that the right one was chosen, and its first sheet."
        )
    return Table(found[0], tuple(found[1:]))


def clean(cell: str) -> str:
    """A cell's text in composed letters, without breaks, control and invisible characters."""
    return unmarked(one_line(cell)).lstrip()
