"""Which column holds what, by its heading; the words for columns and roles are data (headings.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from service.errors import RosterUnreadable
from service.people.roster.table import Row, Table
from service.storage.tables.people import Role

_DATA = Path(__file__).with_name("headings.yaml")
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_NO_LETTER = re.compile(r"[\W_]+")
_BETWEEN_ROLES = re.compile(r"[,;/&+|]|\band\b")


class Column(StrEnum):
    """What a column of a roster can hold."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    EMAIL = "email"
    ROLES = "roles"
    REFERENCE = "reference"
    COHORT = "cohort"


def known_columns(header: Sequence[str]) -> Mapping[int, Column]:
    """The columns whose headings are known, by their place, 0 for the first."""
    words = _words()[0]
    return {place: words[key] for place, heading in enumerate(header) if (key := _key(heading)) in words}


def places_of(header: Row) -> Mapping[Column, int]:
    """Where each column stands, 0 for the first.

    Raises:
        RosterUnreadable: one that is needed is missing, or one is there twice.
    """
    known = known_columns(header.cells)
    places = {column: place for place, column in known.items()}
    if len(places) < len(known):
        doubled = next(column for column in places if list(known.values()).count(column) > 1)
        raise RosterUnreadable(f"Two columns hold the {_spoken(doubled)}. Keep one, or rename the other.")
    if Column.EMAIL not in places:
        raise RosterUnreadable(f"No column holds the e-mail address. Name it 'email' in row {header.number}.")
    if Column.NAME not in places and not {Column.GIVEN_NAME, Column.FAMILY_NAME} <= set(places):
        raise RosterUnreadable(f"No column holds the name. Name it 'name' in row {header.number}.")
    return places


def unused_columns(table: Table) -> list[str]:
    """The letters of columns that hold something and whose heading is not known."""
    known = known_columns(table.header.cells)
    filled = {place for row in (table.header, *table.rows) for place, cell in enumerate(row.cells) if cell}
    return [_letter(place) for place in sorted(filled - set(known))]


def _letter(place: int) -> str:
    """What a spreadsheet calls a column: A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def roles_in(cell: str) -> frozenset[Role] | None:
    """The roles that a cell names; None where one of them is not known."""
    words = _words()[1]
    named = [key for part in _BETWEEN_ROLES.split(cell.casefold()) if (key := _key(part))]
    return frozenset(words[key] for key in named) if all(key in words for key in named) else None


def _key(heading: str) -> str:
    words = " ".join(_NO_LETTER.sub(" ", _IN_BRACKETS.sub(" ", heading)).casefold().split())
    return words.replace("e mail", "email")


def _spoken(column: Column) -> str:
    return column.value.replace("_", " ")


@cache
def _words() -> tuple[Mapping[str, Column], Mapping[str, Role]]:
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    columns = {word: Column(column) for column, words in data["columns"].items() for word in words}
    return columns, {word: Role(role) for role, words in data["roles"].items() for word in words}
