"""The readers' front door: bytes, a file or pasted text in, a `Document` out."""

from __future__ import annotations

from pathlib import Path

from nlp.documents import Document
from nlp.errors import DocumentTooLarge
from nlp.readers.cleaning import clean, join_surrogates
from nlp.readers.formats import Format, Signature, check_suffix, signature, suffix_of
from nlp.readers.limits import Limits
from nlp.readers.parsers import parser_of
from nlp.readers.sandbox import Sandbox


def read_bytes(
    data: bytes, name: str | None = None, *, limits: Limits | None = None, sandbox: Sandbox | None = None
) -> Document:
    """Read a document in any of `SUPPORTED_SUFFIXES`.

    The format is told by the content; ``name`` (a file name, if there is one) must agree with it. ``sandbox``, with
    limits of its own, saves starting a process for each of many files. Raises a `nlp.errors.DocumentError`.
    """
    limits = sandbox.limits if sandbox else limits or Limits()
    check_size(len(data), limits)
    suffix = suffix_of(name)
    if signature(data) is Signature.TEXT and suffix != Format.MARKDOWN:
        check_suffix(Format.TEXT, suffix)
        return _read_plain(data, limits)
    if sandbox:
        return Document.from_paragraphs(sandbox.parse(data, suffix))
    with Sandbox(limits) as own:
        return Document.from_paragraphs(own.parse(data, suffix))


def read_file(path: Path, *, limits: Limits | None = None, sandbox: Sandbox | None = None) -> Document:
    """Read a document from disk; see `read_bytes`. A path that cannot be opened raises `OSError`."""
    bound = (sandbox.limits if sandbox else limits or Limits()).file_bytes
    with path.open("rb") as file:
        data = file.read(bound + 1)
    return read_bytes(data, path.name, limits=limits, sandbox=sandbox)


def read_text(text: str, *, limits: Limits | None = None) -> Document:
    """Read pasted text: paragraphs at blank lines, list items and log entries on their own, wrapped lines joined."""
    limits = limits or Limits()
    check_size(len(text), limits)
    return _read_plain(join_surrogates(text).replace("\0", "").encode(), limits)


def _read_plain(data: bytes, limits: Limits) -> Document:
    return Document.from_paragraphs(clean(parser_of(Format.TEXT)(data, limits), limits))


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file over the limit (`DocumentTooLarge`)."""
    if size > limits.file_bytes:
        megabytes = limits.file_bytes // (1024 * 1024)
        raise DocumentTooLarge(
            f"The file is larger than {megabytes} MB. Save it without pictures, or hand in the account on its own."
        )
