"""``tallymark check``: lay a file, standard input or a folder of files against a unit."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.against import AgainstOption, check_against
from service.cli.loading import (
    Audience,
    AudienceOption,
    QualificationOption,
    UnitOption,
    installed_analyser,
    reader,
)
from service.cli.reading import STANDARD_INPUT, prepared_sandbox

if TYPE_CHECKING:
    from service.audience import Reader


Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A document, a folder of documents, or '-' for standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON (docs/result.md) and nothing else.")]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="For a folder: the JSON Lines file for the results.")
]
ReportPath = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write the report to keep or print: FILE ends in .html or .pdf."),
]
AnnotatedPath = Annotated[
    Path | None,
    typer.Option("--annotate", metavar="FILE", help="For a .docx: write a copy with comments beside the words."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="Day to judge dates by, such as 2026-09-01."),
]


def check(
    source: Source,
    *,
    unit: UnitOption = None,
    qualification: QualificationOption = None,
    audience: AudienceOption = Audience.LEARNER,
    as_json: AsJson = False,
    out: Out = None,
    report: ReportPath = None,
    annotate: AnnotatedPath = None,
    as_of: AsOf = None,
    against: AgainstOption = None,
) -> None:
    """Lay an account against the marking points of a unit.

    Reads .docx, .odt, .rtf, .pdf, .md and .txt. A folder is checked with all folders in it, one line of results for
    each document; run the same command again to go on after an interruption.
    """
    with prepared_sandbox(source) as sandbox:
        read_by, day = reader(qualification, audience), as_of and as_of.date()
        check_against(against, read_by)
        if source != STANDARD_INPUT and Path(source).is_dir():
            if report is not None or annotate is not None or against is not None:
                raise typer.BadParameter("'--report', '--annotate' and '--against' are for a single document.")
            _check_directory(Path(source), unit, read_by, out, day, as_json=as_json)
            return
        if out is not None:
            raise typer.BadParameter("'--out' is for folders. Use '--json > FILE' for a single document.")
        from service.cli.check_document import DocumentCheck

        DocumentCheck(
            source=source,
            sandbox=sandbox,
            unit=unit,
            read_by=read_by,
            as_of=day,
            against=against,
            report=report,
            annotate=annotate,
            as_json=as_json,
        ).run()


def _check_directory(
    folder: Path, unit: str | None, read_by: Reader, out: Path | None, as_of: date | None, *, as_json: bool
) -> None:
    if out is None or as_json:
        raise typer.BadParameter("A folder's results go to a file: give '--out results.jsonl', and leave out '--json'.")
    from service.cli.check_directory import DirectoryCheck

    raise typer.Exit(DirectoryCheck(folder, installed_analyser(unit), read_by, out, as_of).run())
