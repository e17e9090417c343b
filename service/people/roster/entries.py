"""What the rows of a table say about people, and what is wrong with them, without a look into the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.people.fields import email_address, one_line
from service.people.roster.headings import Column, places_of, roles_in
from service.people.roster.table import Row, Table
from service.storage.tables.people import Role

LONGEST_NAME = 200
LONGEST_REFERENCE = 100
LONGEST_COHORT = 200


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row and what to do. ``row``: as a spreadsheet numbers it. Quotes nothing of it."""

    row: int
    column: Column
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one row says. ``reference`` and ``cohorts`` are empty, and ``roles`` None, where it says nothing of them."""

    row: int
    name: str
    email: str
    roles: frozenset[Role] | None
    reference: str
    cohorts: tuple[str, ...]


def entries_of(table: Table) -> tuple[list[Entry], list[RowFault]]:
    """The rows that can be used, and the faults of the others.

    Raises:
        RosterUnreadable: a column that is needed is missing.
    """
    places = places_of(table.header)
    entries: list[Entry] = []
    faults: list[RowFault] = []
    for row in table.rows:
        found = list(_faults(row, _Cells(row, places)))
        faults += found
        if not found:
            entries.append(_entry(row, _Cells(row, places)))
    faults += _doubled(entries, Column.EMAIL, lambda entry: entry.email)
    faults += _doubled(entries, Column.REFERENCE, lambda entry: entry.reference)
    return entries, sorted(faults, key=lambda fault: fault.row)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a row by what they hold."""

    row: Row
    places: Mapping[Column, int]

    def __getitem__(self, column: Column) -> str:
        place = self.places.get(column, len(self.row.cells))
        return self.row.cells[place] if place < len(self.row.cells) else ""

    @property
    def name(self) -> str:
        """The whole name, put together where it is in two columns."""
        return self[Column.NAME] or f"{self[Column.GIVEN_NAME]} {self[Column.FAMILY_NAME]}".strip()

    @property
    def cohorts(self) -> tuple[str, ...]:
        """The cohorts that are named, parted by semicolons."""
        return tuple(dict.fromkeys(name for part in self[Column.COHORT].split(";") if (name := part.strip())))


def _faults(row: Row, cells: _Cells) -> Iterator[RowFault]:
    def fault(column: Column, detail: str) -> RowFault:
        return RowFault(row.number, column, detail)

    if not cells.name:
        yield fault(Column.NAME, "There is no name. Enter one.")
    for column, text, most in (
        (Column.NAME, cells.name, LONGEST_NAME),
        (Column.REFERENCE, cells[Column.REFERENCE], LONGEST_REFERENCE),
        *((Column.COHORT, cohort, LONGEST_COHORT) for cohort in cells.cohorts),
    ):
        if len(text) > most:
            yield fault(column, f"This is longer than {most} characters. Shorten it.")
        if text and not _is(one_line, text):
            yield fault(column, "There are characters here that cannot be used. Type it anew.")
    if not cells[Column.EMAIL]:
        yield fault(Column.EMAIL, "There is no e-mail address. Enter one.")
    elif not _is(email_address, cells[Column.EMAIL]):
        yield fault(Column.EMAIL, "This is no e-mail address. Enter one, such as name@example.org, and nothing else.")
    if roles_in(cells[Column.ROLES]) is None:
        yield fault(Column.ROLES, "A role is not known. Use learner, assessor, IQA or centre administrator.")


def _is(kind: Callable[[str], str], text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


def _entry(row: Row, cells: _Cells) -> Entry:
    return Entry(
        row=row.number,
        name=cells.name,
        email=email_address(cells[Column.EMAIL]),
        roles=roles_in(cells[Column.ROLES]) or None,
        reference=cells[Column.REFERENCE],
        cohorts=cells.cohorts,
    )


def _doubled(entries: Sequence[Entry], column: Column, value: Callable[[Entry], str]) -> Iterator[RowFault]:
    first: dict[str, int] = {}
    for entry in entries:
        if (key := value(entry)) and first.setdefault(key, entry.row) != entry.row:
            yield RowFault(entry.row, column, f"Row {first[key]} has the same. Remove one of the two, or correct it.")
