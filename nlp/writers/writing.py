"""The writers' front door: a Word file and what to do with it in, the changed file out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nlp.errors import UnsupportedFormat
from nlp.readers import Limits, Sandbox
from nlp.readers.formats import Signature, signature
from nlp.readers.reading import check_size
from nlp.writers.comment import Comment

NO_WORD_DOCUMENT = "Only a Word document (.docx) can be given back changed. Save it as .docx, and use that."


def annotate(
    data: bytes, comments: Sequence[Comment], *, limits: Limits | None = None, sandbox: Sandbox | None = None
) -> bytes:
    """A Word document with comments at the words that they are about, and otherwise as it was.

    Parts of the file that hold neither text nor comments stay the same byte for byte; the same input makes the same
    file. ``sandbox``, with limits of its own, saves starting a process for each of many files. Raises a
    `nlp.errors.DocumentError`: `UnsupportedFormat` for anything but a .docx without macros, `DocumentChanged` where a
    comment lies outside of the text.
    """
    return _run(
        "nlp.writers.annotating:annotate", data, {"comments": [_plain(one) for one in comments]}, limits, sandbox
    )


def _plain(comment: Comment) -> dict[str, Any]:
    return {
        "start": comment.start,
        "end": comment.end,
        "text": comment.text,
        "author": comment.author,
        "initials": comment.initials,
        "date": comment.date and comment.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _run(job: str, data: bytes, arguments: Mapping[str, Any], limits: Limits | None, sandbox: Sandbox | None) -> bytes:
    check_size(len(data), sandbox.limits if sandbox else limits or Limits())
    if signature(data) is not Signature.ZIP:
        raise UnsupportedFormat(NO_WORD_DOCUMENT)
    if sandbox:
        return sandbox.run(job, data, arguments)
    with Sandbox(limits) as own:
        return own.run(job, data, arguments)
