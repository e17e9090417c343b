"""Rosters as spreadsheet programs write them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

HEADER = ("Name", "Email", "Role", "Reference", "Cohort")


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def csv_of(*lines: str, delimiter: str = ",", header: Sequence[str] = HEADER) -> bytes:
    return "\r\n".join([delimiter.join(header), *lines, ""]).encode()
