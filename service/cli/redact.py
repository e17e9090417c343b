"""``tallymark redact``: a copy of a document without what identifies customers and other third parties."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.check import STANDARD_INPUT, read_source
from service.cli.terminal import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT_SUFFIXES = (".txt", ".md")

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A document, or '-' for standard input.")]
Out = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", help="Where the copy goes; FILE ends in .txt or .md.")
]


def redact(source: Source, *, out: Out) -> None:
    """Write a copy of an account in which nobody else is named: "Mrs A", "[telephone number 1]".

    Reads .docx, .odt, .rtf, .pdf, .md and .txt. The same person has the same pseudonym throughout; nothing leads back.
    """
    path = None if source == STANDARD_INPUT else Path(source)
    _check_out(out, path)
    if path is not None and path.is_dir():
        raise typer.BadParameter(f"'{path}' is a folder. Give one document.")
    from service.cli.report_file import write_whole
    from service.redactions.copies import copy_text

    copy = copy_text(read_source(source))
    write_whole(out, f"{copy.text}\n".encode())
    _tell(copy.replaced, out)


def _check_out(out: Path, source: Path | None) -> None:
    if out.suffix.lower() not in TEXT_SUFFIXES:
        raise typer.BadParameter(f"'--out' makes a text. Give '{out}' the ending {' or '.join(TEXT_SUFFIXES)}.")
    if out.is_dir():
        raise typer.BadParameter(f"'{out}' is a folder. Give '--out' the name of a file.")
    if not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"There is no folder '{out.parent}' for '--out'. Make it first.")
    if source is not None and out.exists() and source.exists() and out.samefile(source):
        raise typer.BadParameter("'--out' would overwrite the document itself. Choose another name.")


def _tell(replaced: Mapping[str, int], out: Path) -> None:
    """Say what was replaced, by kind; never the strings."""
    from nlp.personal_data.redaction_rules import redaction_rules
    from service.redactions.copies import CAUTION

    kinds = ", ".join(redaction_rules().counted(kind, number) for kind, number in replaced.items())
    tell(f"Replaced: {kinds}." if kinds else "Nothing was found to replace.")
    tell(f"The copy is in '{out}'.")
    tell(CAUTION)
