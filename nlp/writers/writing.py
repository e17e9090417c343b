"""The writers' front door: a Word file and what to do with it in, the changed file out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

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


class Replacing(Protocol):
    """``text`` is to stand in the place of the characters ``start`` to ``end``; a ``kind`` may say what stood there."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""

    @property
    def text(self) -> str:
        """What is to stand there."""


def replace(
    data: bytes, replacements: Sequence[Replacing], *, limits: Limits | None = None, sandbox: Sandbox | None = None
) -> bytes:
    """A Word document with other words in the place of some, which are then nowhere in the file.

    Offsets are those of the text as `nlp.readers` reads it. The same strings are taken out of what is not read as well:
    deleted text, comments, headers and footers, alternative texts, links, properties; of names (``kind`` is
    ``full_name`` or ``titled_surname``) also the surname and the first name by themselves. So are the authors of the
    document, its changes and its comments. Raises a `nlp.errors.DocumentError`: `UnsupportedFormat` where the file
    holds what cannot be searched, `DocumentChanged` where a replacement lies outside of the text.
    """
    plain = [
        {"start": one.start, "end": one.end, "text": one.text, "kind": getattr(one, "kind", "")} for one in replacements
    ]
    return _run("nlp.writers.replacing:replace", data, {"replacements": plain}, limits, sandbox)


def _plain(comment: Comment) -> dict[str, Any]:
    return {
        "start": comment.start,
        "end": comment.end,
        "text": comment.text,
        "author": comment.author,
        "initials": comment.initials,
        "date": comment.date and comment.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def require_word_document(data: bytes) -> None:
    """Raise `UnsupportedFormat` for what cannot be a .docx, before anybody works on it."""
    if signature(data) is not Signature.ZIP:
        raise UnsupportedFormat(NO_WORD_DOCUMENT)


def _run(job: str, data: bytes, arguments: Mapping[str, Any], limits: Limits | None, sandbox: Sandbox | None) -> bytes:
    check_size(len(data), sandbox.limits if sandbox else limits or Limits())
    require_word_document(data)
    if sandbox:
        return sandbox.run(job, data, arguments)
    with Sandbox(limits) as own:
        return own.run(job, data, arguments)
