"""Tables as XLSX. The file comes from outside: what it unpacks to is limited before anything is parsed."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from service.judging.reading.csv_file import Known
from service.judging.reading.errors import ReadingError, TableUnreadable
from service.judging.reading.grid import Grid, Row
from service.judging.reading.words import said

if TYPE_CHECKING:
    from openpyxl import Workbook

_MEGABYTE = 1024 * 1024
MOST_UNPACKED = 1024 * _MEGABYTE
_WORKBOOK = "xl/workbook.xml"
_LOOKED_AT = 25


def read_xlsx(data: bytes, known: Known, wanted: str | None) -> Grid:
    """The rows of a sheet: the ``wanted`` one, or the one most of whose headings are known; formulas as last shown.

    Raises:
        TableUnreadable: it is no workbook, a damaged one, or there is no such sheet.
    """
    _inspect(data)
    try:
        with warnings.catch_warnings(action="ignore"):
            return _grid(data, known, wanted)
    except ReadingError:
        raise
    except Exception:  # noqa: BLE001  # the library raises whatever its parts raise on a damaged file
        raise TableUnreadable(said("errors", "damaged")) from None


def _inspect(data: bytes) -> None:
    """Refuse what is no workbook, and what unpacks to too much (the reader stops at the size that is declared)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise TableUnreadable(said("errors", "damaged")) from None
    if _WORKBOOK not in {member.filename for member in members}:
        raise TableUnreadable(said("errors", "no_workbook"))
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise TableUnreadable(said("errors", "too_large", most=MOST_UNPACKED // _MEGABYTE))


def _grid(data: bytes, known: Known, wanted: str | None) -> Grid:
    from openpyxl import load_workbook  # noqa: PLC0415 - most files are CSV

    workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = _sheet(workbook, known, wanted)
        others = [other.title for other in workbook.worksheets if other.title != sheet.title]
        notes = (said("notes", "sheet", sheet=sheet.title, others=", ".join(others)),) if others else ()
        return Grid([row for row in _rows(sheet) if any(map(str.strip, row.cells))], notes)
    finally:
        workbook.close()


def _sheet(workbook: Workbook, known: Known, wanted: str | None) -> Any:  # noqa: ANN401 - its read-only sheets are untyped
    sheets = workbook.worksheets
    if wanted is None:
        return max(sheets, key=lambda sheet: max((known(row.cells) for row in _rows(sheet, _LOOKED_AT)), default=0))
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() == wanted.strip().casefold()]
    if not named:
        raise TableUnreadable(said("errors", "no_sheet", sheets=", ".join(sheet.title for sheet in sheets)))
    return named[0]


def _rows(sheet: Any, most: int | None = None) -> Iterator[Row]:  # noqa: ANN401
    # Its size as it declares it may be a lie.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_row=most, values_only=True), start=1):
        yield Row(number, [_text(value) for value in _trimmed(row)])


def _trimmed(row: Sequence[object]) -> Sequence[object]:
    """A row up to its last cell that holds anything: sheets go on far to the right."""
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row[:width]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
