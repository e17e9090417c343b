"""The learner's own Word document with a result in its margin."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from criteria_bank.schema import Unit
from nlp.annotation.comments import comments
from nlp.documents import Document
from nlp.errors import DocumentChanged
from nlp.readers import Limits, Sandbox, read_bytes
from nlp.results import AnalysisResult
from nlp.writers import annotate, require_word_document
from nlp.writers.anchors import CHANGED


def annotated_docx(
    data: bytes,
    result: AnalysisResult,
    unit: Unit,
    limits: Limits | None = None,
    *,
    written: datetime | None = None,
    read: Document | None = None,
    sandbox: Sandbox | None = None,
) -> bytes:
    """``data``, the Word document that ``result`` is about, with `comments` on it.

    ``written``: the date that the comments bear; without it, none. ``read``: what the document was read as, where that
    was done. ``sandbox`` (with limits of its own) saves starting a process. Raises a `nlp.errors.DocumentError`;
    `DocumentChanged` where the document's text is not the result's.
    """
    require_word_document(data)
    if sandbox is None:
        with Sandbox(limits) as own:
            return annotated_docx(data, result, unit, written=written, read=read, sandbox=own)
    if (read or read_bytes(data, sandbox=sandbox)).text != result.text.content:
        raise DocumentChanged(CHANGED)
    dated = [replace(comment, date=written) for comment in comments(result, unit)]
    return annotate(data, dated, sandbox=sandbox)
