"""``tallymark audit --out FOLDER``: the files of an audit, each written whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cells import harmless
from service.cli.report_file import write_whole

if TYPE_CHECKING:
    from service.audit_reports.about import About
    from service.judging.auditing import Audit
    from service.judging.reading.results import Reading

LEFT_OUT = "rows-left-out.csv"
_Written = Callable[["Audit", "Reading", "About"], bytes]


def _html(audit: Audit, reading: Reading, about: About) -> bytes:
    from service.audit_reports.html import write_html

    del reading
    return write_html(audit, about).encode()


def _pdf(audit: Audit, reading: Reading, about: About) -> bytes:
    from service.audit_reports.pdf import write_pdf

    del reading
    return write_pdf(audit, about)


def _xlsx(audit: Audit, reading: Reading, about: About) -> bytes:
    from service.audit_workbook.workbook import audit_workbook

    told = {"File": about.centre, "Rows": reading.rows, "Rows left out": reading.rows_left_out}
    return audit_workbook(audit, told, reading.notes)


def _json(audit: Audit, reading: Reading, about: About) -> bytes:
    del reading, about
    return audit.model_dump_json(indent=2).encode() + b"\n"


FILES: Mapping[str, _Written] = {
    "report.html": _html,
    "report.pdf": _pdf,
    "figures.xlsx": _xlsx,
    "audit.json": _json,
}


def about_file(name: str, reading: Reading, *, pseudonyms: bool = False) -> About:
    """What the report of a file says of itself."""
    from nlp.config import program_version
    from service.audit_reports.about import About

    made_by, today = f"Tallymark {program_version()}", datetime.now(UTC).date()
    return About(name, today, program=made_by, left_out=reading.rows_left_out, pseudonyms=pseudonyms)


class AuditFolder:
    """Where an audit goes; checked before anything is read.

    Raises typer.BadParameter where it cannot be made, or holds an earlier audit that is not to be replaced.
    """

    def __init__(self, path: Path, *, replace: bool) -> None:
        self.path = path
        self.written: list[str] = []
        if path.exists() and not path.is_dir():
            raise typer.BadParameter(f"'{path}' is a file. Give '--out' the name of a folder.")
        if not path.absolute().parent.is_dir():
            raise typer.BadParameter(f"There is no folder '{path.parent}' for '--out'. Make it first.")
        earlier = [name for name in (*FILES, LEFT_OUT) if (path / name).exists()]
        if earlier and not replace:
            raise typer.BadParameter(
                f"'{path}' holds an earlier audit ({', '.join(earlier)}). Choose another folder, or say --replace."
            )

    def write(self, audit: Audit, reading: Reading, about: About) -> None:
        """Write every file; raises OSError or a ReportError."""
        self.path.mkdir(exist_ok=True)
        for name, written in FILES.items():
            write_whole(self.path / name, written(audit, reading, about))
            self.written.append(name)
        self._write_left_out(reading)

    def _write_left_out(self, reading: Reading) -> None:
        """The rows and cells that were not taken; of an earlier audit none may be left behind."""
        path = self.path / LEFT_OUT
        if not reading.left_out:
            path.unlink(missing_ok=True)
            return
        table = StringIO()
        writer = csv.writer(table)
        writer.writerow(("row", "column", "left_out", "what_to_do"))
        for one in reading.left_out:
            left_out = "row" if one.whole_row else "cell"
            writer.writerow(map(harmless, (one.row, one.heading, left_out, one.fault)))
        write_whole(path, table.getvalue().encode("utf-8-sig"))
        self.written.append(LEFT_OUT)
