"""From the bytes of a file to a tidy table of decisions, by what the file is and not by what it is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from service.judging.reading.assigning import Assigned, assign
from service.judging.reading.columns import Cells, read_columns
from service.judging.reading.csv_file import read_csv
from service.judging.reading.errors import RowsFaulty, TableUnreadable
from service.judging.reading.grid import Grid, Row, clean
from service.judging.reading.headings import known
from service.judging.reading.results import Choices, LeftOut, Reading
from service.judging.reading.tidying import tidy
from service.judging.reading.words import said
from service.judging.reading.xlsx_file import read_xlsx

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF"
_LOOKED_AT = 25
_FEWEST_KNOWN = 2


def read_decisions(data: bytes, choices: Choices | None = None) -> Reading:
    """The decisions in a CSV or XLSX file.

    Raises:
        TableUnreadable: the file is something else, damaged, or has no row that can be used.
        ColumnsUnclear: a column that is needed is missing, or it could be several.
        StatusesUnclear: what most of the statuses mean cannot be told.
        RowsFaulty: a row cannot be used, and ``choices`` say that none may be left out.
    """
    choices = choices or Choices()
    grid = _grid(data, choices)
    header, below = _parted(grid, choices)
    assigned = assign(header, choices.columns)
    if not below:
        raise TableUnreadable(said("errors", "no_rows", row=header.number))
    above = [said("notes", "above", row=header.number)] if grid.rows[0] is not header else []
    rows, unusable = _usable(below, assigned)
    cells = read_columns(rows, assigned, choices)
    left_out = sorted([*unusable, *cells.left_out], key=lambda one: one.row)
    _check(cells, left_out, len(below), strict=choices.strict)
    table, names, notes = tidy(cells)
    return Reading(
        table=table,
        names=names,
        rows=len(below),
        left_out=left_out,
        notes=[*grid.notes, *above, *assigned.notes, *cells.notes, *notes],
        mapping={column: assigned.heading(place) for column, place in assigned.places.items()},
    )


def _grid(data: bytes, choices: Choices) -> Grid:
    if data.startswith(_PDF):
        raise TableUnreadable(said("errors", "pdf"))
    if data.startswith(_OLD_OFFICE):
        raise TableUnreadable(said("errors", "old_workbook"))
    return read_xlsx(data, known, choices.sheet) if data.startswith(_ZIP) else read_csv(data, known)


def _parted(grid: Grid, choices: Choices) -> tuple[Row, Sequence[Row]]:
    """The row of headings, and the rows below it.

    It is the first of those at the top that names most columns. Where hardly any is known it is the first that has as
    many cells as any: titles above a table are narrower.
    """
    asked = {clean(heading).casefold() for heading in choices.columns.values()}
    top = list(islice(grid.rows, _LOOKED_AT))
    named = [known(row.cells) + 3 * len(asked & {clean(cell).casefold() for cell in row.cells}) for row in top]
    if max(named) < _FEWEST_KNOWN:
        named = [sum(1 for cell in row.cells if cell.strip()) for row in top]
    place = named.index(max(named))
    return grid.rows[place], grid.rows[place + 1 :]


def _usable(rows: Sequence[Row], assigned: Assigned) -> tuple[list[Row], list[LeftOut]]:
    """Rows that are worth reading, and why the others are not."""
    width = len(assigned.header.cells)
    headings = tuple(map(clean, assigned.header.cells))
    usable: list[Row] = []
    left_out: list[LeftOut] = []
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        before = first.setdefault(tuple(row.cells), row.number)
        if any(cell.strip() for cell in row.cells[width:]):
            left_out.append(LeftOut(row.number, "", "", said("faults", "more_cells"), whole_row=True))
        elif before != row.number:
            left_out.append(LeftOut(row.number, "", "", said("faults", "repeated", row=before), whole_row=True))
        elif row.cells[0] == assigned.header.cells[0] and tuple(map(clean, row.cells)) == headings:
            left_out.append(LeftOut(row.number, "", "", said("faults", "heading_again"), whole_row=True))
        else:
            usable.append(row)
    return usable, left_out


def _check(cells: Cells, left_out: Sequence[LeftOut], rows: int, *, strict: bool) -> None:
    faults = [one for one in left_out if one.whole_row]
    if strict and faults:
        count = len({one.row for one in faults})
        first = faults[0]
        raise RowsFaulty(
            said("errors", "faulty", count=count, row=first.row, column=first.heading or "whole row", fault=first.fault)
        )
    if not len(cells.frame):
        (heading, fault), times = Counter((one.heading or "whole row", one.fault) for one in faults).most_common(1)[0]
        raise TableUnreadable(said("errors", "nothing_left", rows=rows, count=times, column=heading, fault=fault))
