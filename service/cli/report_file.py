"""``tallymark check --report FILE``: the report as a web page or a PDF, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from service.reports.view import ReportView


def _html(view: ReportView) -> bytes:
    from service.reports.html import render_html

    return render_html(view)


def _pdf(view: ReportView) -> bytes:
    from service.reports.pdf import render_pdf

    return render_pdf(view)


FORMATS: Mapping[str, Callable[[ReportView], bytes]] = {".html": _html, ".htm": _html, ".pdf": _pdf}


class ReportFile:
    """Where a report goes; checked before the analysis, so that nobody waits for one that cannot be written.

    Raises typer.BadParameter where the name's ending is not one of `FORMATS`, the folder is not there, or the file is
    the document itself.
    """

    def __init__(self, path: Path, source: Path | None) -> None:
        self.path = path
        if path.suffix.lower() not in FORMATS:
            raise typer.BadParameter(f"'--report' makes .html and .pdf files. Give '{path}' one of these endings.")
        if path.is_dir():
            raise typer.BadParameter(f"'{path}' is a folder. Give '--report' the name of a file.")
        if not path.absolute().parent.is_dir():
            raise typer.BadParameter(f"There is no folder '{path.parent}' for '--report'. Make it first.")
        if source is not None and path.exists() and path.samefile(source):
            raise typer.BadParameter("'--report' would overwrite the document itself. Choose another name.")

    def write(self, view: ReportView) -> None:
        """Write the report in the format that its name tells; raises OSError or a ReportError."""
        write_whole(self.path, FORMATS[self.path.suffix.lower()](view))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there complete, or as it was before; raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.", suffix=".tmp")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        # What mkstemp makes is for its owner only; a report is a file like any other.
        unfinished.chmod(0o666 & ~_mask())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
