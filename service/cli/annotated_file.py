"""``tallymark check account.docx --annotate FILE``: the learner's own Word file with comments in its margin."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cli.report_file import write_whole

if TYPE_CHECKING:
    from criteria_bank.schema import Unit
    from nlp.results import AnalysisResult

SUFFIX = ".docx"


class AnnotatedFile:
    """Where a document with comments goes; checked before the analysis.

    Raises typer.BadParameter where ``source`` is no Word document, or ``path`` cannot take one.
    """

    def __init__(self, path: Path, source: Path | None) -> None:
        if source is None or source.suffix.lower() != SUFFIX:
            raise typer.BadParameter(
                f"'--annotate' gives back a Word document ({SUFFIX}) with comments, and the account is not one. "
                f"Save it as {SUFFIX}, or use '--report'."
            )
        self.path, self._source = path, source
        if path.suffix.lower() != SUFFIX:
            raise typer.BadParameter(f"'--annotate' makes a Word document. Give '{path}' the ending {SUFFIX}.")
        if path.is_dir():
            raise typer.BadParameter(f"'{path}' is a folder. Give '--annotate' the name of a file.")
        if not path.absolute().parent.is_dir():
            raise typer.BadParameter(f"There is no folder '{path.parent}' for '--annotate'. Make it first.")
        if path.exists() and source.exists() and path.samefile(source):
            raise typer.BadParameter("'--annotate' would overwrite the document itself. Choose another name.")

    def write(self, result: AnalysisResult, unit: Unit) -> None:
        """Write the document with the result in its margin; raises OSError or a `nlp.errors.DocumentError`."""
        from nlp.annotation import annotated_docx

        content = annotated_docx(self._source.read_bytes(), result, unit, written=datetime.now(UTC))
        write_whole(self.path, content)
