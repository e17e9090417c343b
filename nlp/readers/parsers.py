"""Which module reads which format. Modules are imported with the first file that needs them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from nlp.readers.archive import Archive
from nlp.readers.cleaning import clean
from nlp.readers.formats import SUPPORTED_SUFFIXES, Format, Signature, check_suffix, signature, zip_format
from nlp.readers.limits import Limits

Parser = Callable[[bytes, Limits], list[str]]

_MODULES = {
    Format.DOCX: "nlp.readers.docx",
    Format.ODT: "nlp.readers.odt",
    Format.RTF: "nlp.readers.rtf",
    Format.PDF: "nlp.readers.pdf",
    Format.MARKDOWN: "nlp.readers.markdown",
    Format.TEXT: "nlp.readers.plain_text",
}


def parser_of(format_: Format) -> Parser:
    """The function that turns bytes of ``format_`` into raw paragraphs."""
    return cast("Parser", import_module(_MODULES[format_]).paragraphs)


def preload(suffix: str) -> None:
    """Import the module that a file with this suffix will need; nothing for a suffix that is not supported."""
    if suffix in SUPPORTED_SUFFIXES:
        parser_of(Format(suffix))


def parse(data: bytes, suffix: str, limits: Limits) -> list[str]:
    """Clean paragraphs of a file in any supported format; raises the errors of `nlp.errors.DocumentError`.

    ``suffix`` is that of the file's name, in lower case, or empty when there is none.
    """
    found = _format_of(data, suffix, limits)
    check_suffix(found, suffix)
    return clean(parser_of(found)(data, limits), limits)


def _format_of(data: bytes, suffix: str, limits: Limits) -> Format:
    match signature(data):
        case Signature.PDF:
            return Format.PDF
        case Signature.RTF:
            return Format.RTF
        case Signature.ZIP:
            archive = Archive(data, limits)
            return zip_format(archive.names, archive.mimetype)
        case _:
            return Format.MARKDOWN if suffix == Format.MARKDOWN else Format.TEXT
