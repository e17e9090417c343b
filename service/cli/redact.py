"""``tallymark redact``: a copy of a document without what identifies customers and other third parties."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from service.cli.reading import STANDARD_INPUT, read_source
from service.cli.report_file import write_whole
from service.cli.terminal import tell

SUFFIXES = (".txt", ".md", ".docx")
WORD = ".docx"

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A document, or '-' for standard input.")]
Out = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE", help="The copy: FILE ends in .txt or .md; or .docx, of a .docx."),
]


def redact(source: Source, *, out: Out) -> None:
    r"""Write a copy of an account in which nobody else is named: "Mrs A", "\[telephone number 1]".

    Reads .docx, .odt, .rtf, .pdf, .md and .txt. The same person has the same pseudonym throughout; nothing leads back.
    """
    path = None if source == STANDARD_INPUT else Path(source)
    _check_source(path)
    _check_out(out, path)
    content, replaced = _word_copy(Path(source)) if _is_word(out) else _text_copy(source)
    write_whole(out, content)
    _tell(replaced, out)


def _check_source(path: Path | None) -> None:
    if path is not None and path.is_dir():
        raise typer.BadParameter(f"'{path}' is a folder. Give one document.")
    if path is not None and not path.exists():
        raise typer.BadParameter(f"There is no file '{path}'. Check its name and folder.")


def _check_out(out: Path, source: Path | None) -> None:
    if out.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"'--out' makes text and Word files. Give '{out}' one of {', '.join(SUFFIXES)}.")
    if _is_word(out) and (source is None or not _is_word(source)):
        raise typer.BadParameter(f"Only a Word document has a copy that is one. Give '{out}' the ending .txt or .md.")
    if out.is_dir():
        raise typer.BadParameter(f"'{out}' is a folder. Give '--out' the name of a file.")
    if not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"There is no folder '{out.parent}' for '--out'. Make it first.")
    if source is not None and out.exists() and out.samefile(source):
        raise typer.BadParameter("'--out' would overwrite the document itself. Choose another name.")


def _text_copy(source: str) -> tuple[bytes, Mapping[str, int]]:
    from service.redactions.copies import copy_text

    copy = copy_text(read_source(source))
    return f"{copy.text}\n".encode(), copy.replaced


def _word_copy(source: Path) -> tuple[bytes, Mapping[str, int]]:
    from nlp.readers import Limits
    from service.redactions.copies import copy_word

    limits = Limits()
    with source.open("rb") as file:
        copy = copy_word(file.read(limits.file_bytes + 1), source.name, limits)
    return copy.content, copy.replaced


def _tell(replaced: Mapping[str, int], out: Path) -> None:
    """Say what was replaced, by kind; never the strings."""
    from nlp.personal_data.redaction_rules import redaction_rules
    from service.redactions.copies import CAUTION, WORD_CAUTION

    kinds = ", ".join(redaction_rules().counted(kind, number) for kind, number in replaced.items())
    tell(f"Replaced: {kinds}." if kinds else "Nothing was found to replace.")
    tell(f"The copy is in '{out}'.")
    tell(f"{WORD_CAUTION} {CAUTION}" if _is_word(out) else CAUTION)


def _is_word(path: Path) -> bool:
    return path.suffix.lower() == WORD
