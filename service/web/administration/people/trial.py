"""What a table of people would come to, as the page shows it: rows that can be mended, and a summary of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from service.people.roster.entries import RowFault
from service.people.roster.headings import Column, places_of
from service.people.roster.plan import Change, Plan
from service.people.roster.table import Row
from service.people.roster.taking_over import Outcome
from service.web.administration.people.carrying import as_field, cell_name

MOST_MENDED = 40
"""Rows that can be mended on the page; whoever has more does better in the spreadsheet."""
MOST_NAMED = 100
"""New and changed people who are shown by name; of the others the number is said."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that can be typed anew: the heading of its column, the field's name, what is there, and its faults."""

    heading: str
    field: str
    content: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that stands in the way, ``number`` as a spreadsheet has it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a table comes to. ``table``: the field that carries it; empty where it is too long to be carried."""

    plan: Plan
    rows: int
    faulty: tuple[FaultyRow, ...]
    faulty_in_all: int
    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    ignored: Sequence[str]
    guessed_encoding: str | None
    table: str


def trial_of(outcome: Outcome) -> Trial:
    """What is shown of an outcome."""
    plan, table = outcome.plan, outcome.table
    by_row = {number: tuple(faults) for number, faults in groupby(plan.faults, key=lambda fault: fault.row)}
    rows = {row.number: row for row in table.rows}
    places = places_of(table.header)
    faulty = (_faulty(table.header, rows[number], places, faults) for number, faults in by_row.items())
    return Trial(
        plan=plan,
        rows=len(table.rows),
        faulty=tuple(row for row, _ in zip(faulty, range(MOST_MENDED), strict=False)),
        faulty_in_all=len(by_row),
        added=tuple(change for change in plan.changes if change.person is None)[:MOST_NAMED],
        changed=tuple(change for change in plan.changes if change.person and (change.alters or change.joins))[
            :MOST_NAMED
        ],
        ignored=outcome.ignored,
        guessed_encoding=table.guessed_encoding,
        table=as_field(table),
    )


def _faulty(header: Row, row: Row, places: Mapping[Column, int], faults: Sequence[RowFault]) -> FaultyRow:
    in_order = sorted(places.items(), key=lambda item: item[1])
    standing = [(_shown_at(fault.column, places), fault.detail) for fault in faults]
    cells = tuple(
        Cell(
            heading=header.cells[place],
            field=cell_name(row.number, place),
            content=row.cells[place] if place < len(row.cells) else "",
            faults=tuple(detail for at, detail in standing if at is column),
        )
        for column, place in in_order
    )
    return FaultyRow(row.number, cells)


def _shown_at(column: Column, places: Mapping[Column, int]) -> Column:
    """The column at which a fault is shown, also where the table does not have its own."""
    if column in places:
        return column
    if column is Column.NAME and Column.GIVEN_NAME in places:
        return Column.GIVEN_NAME
    return Column.EMAIL
