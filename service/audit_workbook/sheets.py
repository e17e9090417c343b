"""A result as tidy sheets: one row a thing, one column a fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import BaseModel

from service.audit_workbook.parts import Many, Path, parts_of
from service.audit_workbook.words import words
from service.judging.estimates import Estimate
from service.wording import sentence_case

Row: TypeAlias = dict[str, object]
FIGURES = "Figures"
_NUMBER, _OF = "number", "of"
_LONGEST_NAME = 31
_FIGURES_COLUMNS = ("figure", "value", "low", "high", "meaning")


@dataclass(slots=True)
class Sheet:
    """A sheet. ``meanings``: of its columns, in their order. Rows hold values by column."""

    name: str
    meanings: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row, meanings: Mapping[str, str]) -> None:
        """Add a row; columns that are new come last."""
        self.rows.append(row)
        for column in row:
            self.meanings.setdefault(column, meanings.get(column, ""))


def sheets_of(result: BaseModel) -> list[Sheet]:
    """All figures of a result: single ones on the first sheet, those of each list on one of its own."""
    figures = Sheet(FIGURES, {column: words().columns[column] for column in _FIGURES_COLUMNS})
    sheets = _Sheets()
    for part in parts_of(result):
        if isinstance(part, Many) and part.items:
            sheets.put(part, (), {})
            continue
        value = words().none if isinstance(part, Many) else part.value
        row = {"figure": _title(part.path), "meaning": part.meaning, **_cells("value", value)}
        figures.rows.append({_FIGURE_OF.get(column, column): cell for column, cell in row.items()})
    return [figures, *sheets.made.values()]


_FIGURE_OF = {"value, low": "low", "value, high": "high"}


class _Sheets:
    """The sheets of lists, by where the lists stand."""

    def __init__(self) -> None:
        self.made: dict[Path, Sheet] = {}

    def put(self, many: Many, above: Path, parent: Row) -> None:
        """Put every item of a list on its sheet; ``parent``: what the thing is called that the list belongs to."""
        path = (*above, *many.path)
        sheet = self.made.setdefault(path, Sheet(self._name(path)))
        for item in many.items:
            self._put_item(sheet, path, item, parent, many.meaning)

    def _put_item(self, sheet: Sheet, path: Path, item: object, parent: Row, meaning: str) -> None:
        row: Row = {**parent, _NUMBER: len(sheet.rows) + 1}
        meanings = {_NUMBER: words().columns[_NUMBER], **dict.fromkeys(parent, words().columns[_OF])}
        lists: list[Many] = []
        for part in parts_of(item, meaning=meaning):
            if isinstance(part, Many):
                lists.append(part)
                continue
            name = _title(part.path) or path[-1]
            cells = _cells(name, part.value)
            meanings |= {column: _told(part.meaning, column, name) for column in cells}
            row |= cells
        sheet.add(dict(sorted(row.items(), key=lambda cell: not _names_it(cell[0]))), meanings)
        for many in filter(lambda many: many.items, lists):
            self.put(many, path, _naming(row))

    def _name(self, path: Path) -> str:
        """What a sheet is called: as much of the path as a spreadsheet allows, and no two alike."""
        taken = {sheet.name.casefold() for sheet in self.made.values()} | {FIGURES.casefold()}
        for skipped in range(len(path)):
            name = sentence_case(_title((path[0], *path[skipped + 1 :]) if skipped else path))
            if len(name) <= _LONGEST_NAME and name.casefold() not in taken:
                return name
        return f"{path[-1].replace('_', ' ')[: _LONGEST_NAME - 4]} {len(taken)}"


def _cells(name: str, value: object) -> Row:
    """The cells of one figure: an estimate takes three, and says in words why there is none."""
    if not isinstance(value, Estimate):
        return {name: value}
    shown = value.value if value.value is not None else words().not_estimable.format(why=value.why_not or "")
    return {name: shown, f"{name}, low": value.low, f"{name}, high": value.high}


def _told(meaning: str, column: str, name: str) -> str:
    return meaning if column == name else words().columns[column.rpartition(", ")[2]]


def _naming(row: Row) -> Row:
    """What rows of a list within this one say of it: its number, and what it is called."""
    called = {key: value for key, value in row.items() if _names_it(key) and key not in (_NUMBER, _OF)}
    return {_OF: row[_NUMBER], **{f"{_OF} {key.removeprefix(f'{_OF} ')}": value for key, value in called.items()}}


def _names_it(column: str) -> bool:
    """Whether a row is known by what stands in this column."""
    return column in (_NUMBER, _OF) or column.rpartition(" ")[2] in words().naming


def _title(path: Sequence[str]) -> str:
    return " ".join(path).replace("_", " ")
