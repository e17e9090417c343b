"""Files of decisions, as programs write them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
from openpyxl import Workbook

from service.cells import harmless

HEADINGS = ("assessor", "submission", "marking_point", "status", "decided_on")
ROW = ("Ann", "S1", "MP1", "met", "2026-03-25")


def csv_of(*rows: Iterable[object], delimiter: str = ",") -> bytes:
    """These rows as CSV in UTF-8."""
    written = StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode()


def decisions(*rows: Mapping[str, object]) -> bytes:
    """CSV of decisions that are like `ROW` but for what is said of each."""
    headings = dict.fromkeys([*HEADINGS, *(name for row in rows for name in row)])
    usual = dict(zip(HEADINGS, ROW, strict=True))
    return csv_of(headings, *([{**usual, **row}.get(name, "") for name in headings] for row in rows))


def xlsx_of(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def tidy_csv(table: pd.DataFrame) -> bytes:
    """A table of decisions as CSV, guarded against formulas as the service's own export is."""
    written = StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(table.columns)
    writer.writerows([harmless(_plain(cell)) for cell in row] for row in table.itertuples(index=False))
    return written.getvalue().encode()


def tidy_xlsx(table: pd.DataFrame) -> bytes:
    """A table of decisions as a workbook whose dates are dates and whose numbers are numbers."""
    rows = [[_cell(cell) for cell in row] for row in table.itertuples(index=False)]
    return xlsx_of(("Decisions", [list(table.columns), *rows]))


def _plain(cell: object) -> object:
    if pd.isna(cell):  # type: ignore[call-overload]
        return None
    return cell.isoformat() if isinstance(cell, datetime) else cell


def _cell(cell: Any) -> Any:
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.to_pydatetime().replace(tzinfo=None)
    return bool(cell) if cell is True or cell is False else harmless(cell) if isinstance(cell, str) else cell
