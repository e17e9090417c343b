"""The workbook itself. Cells are guarded against formulas; numbers are numbers, moments are dates in UTC."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from importlib.metadata import version
from io import BytesIO
from math import ceil, isfinite
from typing import TYPE_CHECKING, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from pydantic import BaseModel

from service.audit_workbook.sheets import Sheet, sheets_of
from service.audit_workbook.words import words
from service.cells import harmless
from service.judging.estimating.estimation import estimation

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell: TypeAlias = str | float | datetime | None
ABOUT, COLUMNS = "About", "Columns"
_LIBRARIES = ("tallymark", "numpy", "pandas", "scipy")
_MOST_CHARACTERS = 32_767
_ON_LINES = Alignment(vertical="top", wrap_text=True)
_WIDTHS = range(9, 61)
_LOOKED_AT = 50
_MOST_STYLED = 2_000
_LINE = 13.5


def audit_workbook(result: BaseModel, about: Mapping[str, object] | None = None, notes: Sequence[str] = ()) -> bytes:
    """Every figure of a result as XLSX.

    ``about``: where the decisions come from, as is to be said on the first sheet; ``notes``: how they were read.
    """
    workbook = Workbook(write_only=True)
    sheets = sheets_of(result)
    for sheet in (_about(about or {}, notes), *sheets, _columns(sheets)):
        _write(workbook, sheet)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _about(about: Mapping[str, object], notes: Sequence[str]) -> Sheet:
    settings = estimation()
    told = {
        key: text.format(resamples=settings.resamples.count, seed=settings.seed) for key, text in words().notes.items()
    }
    made: dict[str, object] = {"Made": datetime.now(UTC).replace(microsecond=0), "Python": platform.python_version()}
    versions = {name: version(name) for name in _LIBRARIES}
    reading = {f"Read {number}": note for number, note in enumerate(notes, start=1)}
    everything: dict[str, object] = {**about, **made, **versions, **reading, **told}
    rows = [{"about": key[:1].upper() + key[1:], "what": what} for key, what in everything.items()]
    return Sheet(ABOUT, {"about": "", "what": ""}, rows)


def _columns(sheets: Sequence[Sheet]) -> Sheet:
    """What each column of each sheet holds."""
    rows: list[dict[str, object]] = [
        {"sheet": sheet.name, "column": column, "meaning": meaning, "unit": _unit(sheet, column)}
        for sheet in sheets
        for column, meaning in sheet.meanings.items()
    ]
    return Sheet(COLUMNS, dict.fromkeys(("sheet", "column", "meaning", "unit"), ""), rows)


def _unit(sheet: Sheet, column: str) -> str:
    named = words().units.get(column.partition(",")[0].rpartition(" ")[2])
    kinds = [type(row[column]) for row in sheet.rows[:_LOOKED_AT] if row.get(column) is not None]
    if named and any(issubclass(kind, float | int) for kind in kinds):
        return named
    kind = next((kind for kind in (datetime, bool, float, int) if any(issubclass(own, kind) for own in kinds)), str)
    return words().kinds[kind.__name__]


def _write(workbook: Workbook, sheet: Sheet) -> None:
    written = workbook.create_sheet(sheet.name)
    written.freeze_panes = "A2"
    written.page_setup.orientation, written.page_setup.fitToHeight = "landscape", 0
    written.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    headings = list(sheet.meanings)
    widths = [_width(sheet, heading) for heading in headings]
    for place, width in enumerate(widths, start=1):
        written.column_dimensions[get_column_letter(place)].width = width
    written.append([_bold(written, heading) for heading in headings])
    for number, row in enumerate(sheet.rows, start=2):
        cells = [_cell(row.get(heading)) for heading in headings]
        if len(sheet.rows) <= _MOST_STYLED:
            lines = max(ceil(len(cell) / width) for cell, width in zip(map(_words, cells), widths, strict=True))
            written.row_dimensions[number].height = _LINE * max(lines, 1)
            written.append([_styled(written, cell) for cell in cells])
        else:
            written.append(cells)
    if sheet.rows:
        written.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(sheet.rows) + 1}"


def _width(sheet: Sheet, heading: str) -> int:
    longest = max((len(_words(row.get(heading))) for row in sheet.rows[:_LOOKED_AT]), default=0)
    return min(max(longest, len(heading), _WIDTHS.start) + 2, _WIDTHS.stop - 1)


def _words(value: object) -> str:
    """A cell as it is shown: of a fraction only as many places as anybody reads."""
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _bold(sheet: WriteOnlyWorksheet, heading: str) -> object:
    cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.alignment = Font(bold=True), _ON_LINES
    return cell


def _styled(sheet: WriteOnlyWorksheet, value: Cell) -> object:
    """A fraction to three places, and long text on several lines; sheets of thousands of rows do without, for speed."""
    cell = WriteOnlyCell(sheet, value)
    cell.alignment = _ON_LINES
    if isinstance(value, float):
        cell.number_format = "0.000"
    return cell


def _cell(value: object) -> Cell:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:_MOST_CHARACTERS]
