"""``tallymark audit``: whether a centre's assessors judge alike, from a spreadsheet of their decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.terminal import tell, write_json

FileOfDecisions = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="CSV or XLSX with a row for each decision; its headings name the columns."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FOLDER", help="Folder for the report, the figures and what was left out."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="NAME=HEADING", help='Which column holds what, as assessor="Marked by" or assessor=C.'
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="WORD=STATUS", help="What a word means: met, partial or not, as Ref=not."),
]
Sheet = Annotated[str | None, typer.Option(metavar="NAME", help="Which sheet of a workbook to read.")]
Dates = Annotated[
    str | None,
    typer.Option(metavar="ORDER", help="day-first or month-first, where dates do not tell; by default day-first."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop where a row cannot be used, rather than leave it out.")]
Pseudonyms = Annotated[
    bool, typer.Option("--pseudonyms", help="Let assessors go by letters, and say only here who is who.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Overwrite an earlier report in FOLDER.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the whole audit as JSON (docs/audit.md) and nothing else.")]


def audit(
    file: FileOfDecisions,
    *,
    out: Out = None,
    column: Columns = None,
    status: Statuses = None,
    sheet: Sheet = None,
    dates: Dates = None,
    strict: Strict = False,
    pseudonyms: Pseudonyms = False,
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Find out from a table of decisions whether assessors judge alike; needs no service and no database.

    Rows that cannot be used are told one by one and left out. Whether the audit log of an installation is intact is
    another question: 'tallymark admin audit verify'.
    """
    from service.cli.audit_choices import choices_of
    from service.cli.audit_folder import AuditFolder, about_file

    if not file.is_file():
        raise typer.BadParameter(f"There is no file '{file}'. Check its name and folder.")
    choices = choices_of(column or (), status or (), sheet, dates, strict=strict)
    folder = AuditFolder(out, replace=replace) if out else None

    from service.cli.audit_page import print_audit, tell_reading
    from service.judging.auditing import audit as audited
    from service.judging.reading.reading import read_decisions

    reading = read_decisions(file.read_bytes(), choices)
    tell_reading(reading, all_written=folder is not None)
    if pseudonyms:
        from service.cli.audit_letters import by_letters

        reading = by_letters(reading)
    found = audited(reading.table, reading.names)
    if folder:
        folder.write(found, reading, about_file(file.name, reading, pseudonyms=pseudonyms))
        tell(f"The report is in '{folder.path}': {', '.join(folder.written)}.")
    if as_json:
        write_json(found.model_dump_json())
    else:
        print_audit(found)
