"""What a file is, judged by its content; its name is only a check."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import PurePath

from nlp.errors import DocumentEmpty, DocumentEncrypted, UnsupportedFormat

ADVICE = "Save it as a Word document (.docx) or as a PDF, and hand that in."


class Format(StrEnum):
    """The formats that are read; the value is the suffix of their file names."""

    DOCX = ".docx"
    ODT = ".odt"
    RTF = ".rtf"
    PDF = ".pdf"
    MARKDOWN = ".md"
    TEXT = ".txt"

    @property
    def description(self) -> str:
        """What a person would call it, with its article."""
        return _DESCRIPTIONS[self]


class Signature(StrEnum):
    """What the first bytes tell. A ZIP container is opened by the confined process only."""

    ZIP = "zip"
    PDF = "pdf"
    RTF = "rtf"
    TEXT = "text"


SUPPORTED_SUFFIXES = tuple(format_.value for format_ in Format)
PARSED_SUFFIXES = tuple(format_.value for format_ in Format if format_ is not Format.TEXT)
"""Those of formats that need a parser, and with it a process of its own."""

_DESCRIPTIONS = {
    Format.DOCX: "a Word document",
    Format.ODT: "an OpenDocument text",
    Format.RTF: "an RTF document",
    Format.PDF: "a PDF",
    Format.MARKDOWN: "a Markdown text",
    Format.TEXT: "plain text",
}

_REFUSED = (
    (0, b"\x89PNG\r\n\x1a\n", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF8", "a picture"),
    (0, b"II*\x00", "a picture"),
    (0, b"MM\x00*", "a picture"),
    (8, b"WEBP", "a picture"),
    (4, b"ftypheic", "a picture"),
    (4, b"ftyp", "a recording"),
    (8, b"WAVE", "a recording"),
    (0, b"ID3", "a recording"),
    (0, b"Rar!\x1a", "an archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive"),
    (0, b"\x1f\x8b", "an archive"),
    (257, b"ustar", "an archive"),
)
_REFUSED_MARKUP = ((b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<?xml", "an XML file"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD_BYTES = 1024


def signature(data: bytes) -> Signature:
    """Tell the kind of ``data`` by its first bytes.

    Raises `DocumentEmpty` when there is nothing, `DocumentEncrypted` for a password-protected Office file and
    `UnsupportedFormat` for content that we know and do not read.
    """
    head = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise DocumentEmpty("The file is empty. Check that the right file was chosen, and that it was saved.")
    if head.startswith(b"PK"):
        return Signature.ZIP
    if head.startswith(b"%PDF-"):
        return Signature.PDF
    if head.startswith(b"{\\rtf"):
        return Signature.RTF
    _refuse_known(data, head)
    return Signature.TEXT


def _refuse_known(data: bytes, head: bytes) -> None:
    if data.startswith(_OLE):
        if _OLE_ENCRYPTED in data:
            raise DocumentEncrypted(
                "The document is protected by a password. Remove the password and hand it in again."
            )
        raise UnsupportedFormat(f"This is a file of an older Office program (such as .doc). {ADVICE}")
    for offset, magic, kind in _REFUSED:
        if data.startswith(magic, offset):
            raise UnsupportedFormat(f"This is {kind}, not a document. {ADVICE}")
    for opening, kind in _REFUSED_MARKUP:
        if head.lower().startswith(opening):
            raise UnsupportedFormat(f"This is {kind}, which is not read. {ADVICE}")


def zip_format(names: Collection[str], mimetype: str) -> Format:
    """Tell a .docx and an .odt from other ZIP containers by the members' names and what ``mimetype`` declares."""
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return Format.ODT
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    raise UnsupportedFormat(f"This is {_zip_kind(names, mimetype)}, which is not read. {ADVICE}")


def _zip_kind(names: Collection[str], mimetype: str) -> str:
    if any(name.endswith(".iwa") or name.startswith("Index.zip") for name in names):
        return "a file of Apple Pages, Numbers or Keynote"
    if "spreadsheet" in mimetype or any(name.startswith("xl/") for name in names):
        return "a spreadsheet"
    if "presentation" in mimetype or any(name.startswith("ppt/") for name in names):
        return "a presentation"
    if "epub" in mimetype:
        return "an electronic book"
    return "an archive of several files"


def suffix_of(name: str | None) -> str:
    """The suffix of a file name in lower case, or an empty string; ``v1.2`` and the like are not suffixes."""
    suffix = PurePath(name or "").suffix.lower()
    return suffix if suffix[1:2].isalpha() else ""


def check_suffix(found: Format, suffix: str) -> None:
    """Refuse a file whose name says one thing and whose content is another (`UnsupportedFormat`)."""
    if suffix in ("", found.value):
        return
    if suffix not in SUPPORTED_SUFFIXES and found is Format.TEXT:
        raise UnsupportedFormat(f"Files of this kind are not read. {ADVICE}")
    if found is Format.TEXT:
        raise UnsupportedFormat(
            f"The file's name ends in {suffix}, and nothing of that kind is inside it: it may be damaged. Open it and "
            f"save it again in that format; or, if it is plain text, rename it to end in {found.value}."
        )
    raise UnsupportedFormat(
        f"The file's name does not end like its content: inside it is {found.description}. "
        f"Rename it to end in {found.value}, or open it and save it again in the format that its name says."
    )
