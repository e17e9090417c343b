"""Rosters as XLSX. The file comes from outside: what it unpacks to is limited before anything is parsed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from nlp.errors import DocumentError
from nlp.readers.archive import Archive
from nlp.readers.limits import Limits
from service.errors import RosterUnreadable
from service.people.roster.table import MOST_COLUMNS, Table, table_of

_MEGABYTE = 1024 * 1024
_LIMITS = Limits(members=500, unpacked_bytes=40 * _MEGABYTE, part_bytes=20 * _MEGABYTE)
_WORKBOOK = "xl/workbook.xml"
_DECLARATION = b"<!DOCTYPE"
_DAMAGED = "The workbook cannot be read. Open it, save it anew as XLSX or CSV, and send that."


def read_xlsx(data: bytes) -> Table:
    """The table in the first sheet of a workbook; formulas give the values that were last shown.

    Raises:
        RosterUnreadable: it is no workbook, a damaged one, or one built to fill the memory.
    """
    _inspect(data)
    try:
        with warnings.catch_warnings(action="ignore"):
            return table_of(_rows(data))
    except RosterUnreadable:
        raise
    except Exception:  # noqa: BLE001  # the library raises whatever its parts raise on a damaged file
        raise RosterUnreadable(_DAMAGED) from None


def _inspect(data: bytes) -> None:
    """Refuse what unpacks to too much, and XML with declarations of its own, which no spreadsheet program writes."""
    try:
        archive = Archive(data, _LIMITS)
        if _WORKBOOK not in archive.names:
            raise RosterUnreadable("This is no XLSX workbook. Save the table as XLSX or CSV and send that.")
        parts = [name for name in archive.names if name.endswith((".xml", ".rels"))]
        declaring = any(_DECLARATION in archive.read(name).replace(b"\0", b"") for name in parts)
    except DocumentError:
        raise RosterUnreadable(_DAMAGED) from None
    if declaring:
        raise RosterUnreadable(_DAMAGED)


def _rows(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415  (most rosters are CSV)

    workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = workbook.worksheets[0]
        # Its size as it declares it may be a lie.
        sheet.reset_dimensions()
        # One column more than is allowed, so that too many are noticed.
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
            yield [_text(value) for value in row]
    finally:
        workbook.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
