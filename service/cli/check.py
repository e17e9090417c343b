"""``tallymark check``: lay a file, standard input or a folder of files against a unit."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.against import AgainstOption, check_against, overlaps_with
from service.cli.loading import (
    Audience,
    AudienceOption,
    QualificationOption,
    UnitOption,
    installed_analyser,
    reader,
)
from service.cli.terminal import tell, write_json

if TYPE_CHECKING:
    from nlp.documents import Document
    from service.audience import Reader
    from service.cli.annotated_file import AnnotatedFile
    from service.cli.report_file import ReportFile

STANDARD_INPUT = "-"


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
    read_by, day = reader(qualification, audience), as_of and as_of.date()
    check_against(against, read_by)
    if source != STANDARD_INPUT and Path(source).is_dir():
        if report is not None or annotate is not None or against is not None:
            raise typer.BadParameter("'--report', '--annotate' and '--against' are for a single document.")
        _check_directory(Path(source), unit, read_by, out, day, as_json=as_json)
        return
    if out is not None:
        raise typer.BadParameter("'--out' is for folders. Use '--json > FILE' for a single document.")
    _check_one(source, unit, read_by, day, against, report=report, annotate=annotate, as_json=as_json)


def _check_one(
    source: str,
    unit: str | None,
    read_by: Reader,
    as_of: date | None,
    against: Path | None,
    *,
    report: Path | None,
    annotate: Path | None,
    as_json: bool,
) -> None:
    name, path = ("Standard input", None) if source == STANDARD_INPUT else (Path(source).name, Path(source))
    report_file = _report_file(report, path)
    annotated_file = _annotated_file(annotate, path)
    document = read_source(source)
    analyser = read_by.bind(installed_analyser(unit))
    result = read_by.seen(analyser.analyse(document, as_of=as_of))
    if against is not None:
        result = result.model_copy(update={"overlaps": overlaps_with(against, analyser.unit, document, path)})
    if report_file is not None:
        from service.reports.view import view_of

        report_file.write(view_of(result, analyser.unit, name, read_by.audience))
        tell(f"The report is in '{report_file.path}'.")
    if annotated_file is not None:
        annotated_file.write(result, analyser.unit)
        tell(f"The document with comments is '{annotated_file.path}'.")
    if as_json:
        write_json(result.model_dump_json())
    elif report_file is None and annotated_file is None:
        from service.cli.report import print_report

        print_report(result, analyser.unit, name, in_full=read_by.audience == "assessor")


def _report_file(report: Path | None, source: Path | None) -> ReportFile | None:
    if report is None:
        return None
    from service.cli.report_file import ReportFile

    return ReportFile(report, source)


def _annotated_file(annotate: Path | None, source: Path | None) -> AnnotatedFile | None:
    if annotate is None:
        return None
    from service.cli.annotated_file import AnnotatedFile

    return AnnotatedFile(annotate, source)


def read_source(source: str) -> Document:
    """Read a document, or standard input; raises typer.BadParameter where there is none, and what the readers raise."""
    from nlp.readers import read_file

    if source == STANDARD_INPUT:
        return _read_standard_input()
    path = Path(source)
    if not path.exists():
        raise typer.BadParameter(f"There is no file or folder '{source}'. Check its name and folder.")
    return read_file(path)


def _read_standard_input() -> Document:
    from nlp.readers import Limits, read_bytes

    if sys.stdin.isatty():
        tell("Paste or type the account; end with Ctrl-D on a line of its own (Windows: Ctrl-Z, Enter).")
    return read_bytes(sys.stdin.buffer.read(Limits().file_bytes + 1))


def _check_directory(
    folder: Path, unit: str | None, read_by: Reader, out: Path | None, as_of: date | None, *, as_json: bool
) -> None:
    if out is None or as_json:
        raise typer.BadParameter("A folder's results go to a file: give '--out results.jsonl', and leave out '--json'.")
    from service.cli.check_directory import DirectoryCheck

    raise typer.Exit(DirectoryCheck(folder, installed_analyser(unit), read_by, out, as_of).run())
