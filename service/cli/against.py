"""Comparing the words of a document with those of others, for assessors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.terminal import tell
from service.cli.wording import count

if TYPE_CHECKING:
    from criteria_bank.schema import Unit
    from nlp.documents import Document
    from nlp.results import Overlap
    from service.audience import Reader

AgainstOption = Annotated[
    Path | None,
    typer.Option(
        "--against", metavar="FOLDER", help="For an assessor: say which passages stand in the texts of FOLDER too."
    ),
]


def check_against(folder: Path | None, read_by: Reader) -> None:
    """Raise typer.BadParameter where ``folder`` cannot be compared with, or not for this reader."""
    if folder is None:
        return
    if read_by.audience != "assessor":
        raise typer.BadParameter("'--against' names other people's texts: add '--for assessor'.")
    if not folder.is_dir():
        raise typer.BadParameter(f"There is no folder '{folder}' for '--against'. Check its name.")


def overlaps_with(folder: Path, unit: Unit, document: Document, source: Path | None) -> tuple[Overlap, ...]:
    """Passages of ``document`` that texts in ``folder`` have too; the file ``source``, its own, is left out.

    Files that cannot be read are counted on standard error.
    """
    from nlp.errors import DocumentError
    from nlp.overlap.ignoring import wording_of
    from nlp.overlap.index import Overlaps
    from nlp.readers import Sandbox
    from service.cli.sources import find_sources, read_found

    index = Overlaps(wording_of(unit))
    unread = 0
    with Sandbox() as sandbox:
        for other in find_sources(folder, source).sources:
            try:
                index.add(other.name, read_found(other.path, sandbox).text)
            except (DocumentError, OSError):
                unread += 1
    if unread:
        tell(f"{count(unread, 'file')} in '{folder}' could not be read and not compared with.")
    return index.find(document.text)
