"""What the documents of a draft are called, and of what kind they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

from nlp.readers.formats import Format

LONGEST = 255
UNKNOWN = "application/octet-stream"
PLAIN = "text/plain"
_SEPARATORS = re.compile(r"[\\/]")
MEDIA_TYPES: Mapping[str, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.RTF: "application/rtf",
    Format.PDF: "application/pdf",
    Format.MARKDOWN: "text/markdown",
    Format.TEXT: PLAIN,
}


def plain_name(sent: str | None) -> str | None:
    """The name of a file without folders and what is not printed, short enough to keep; None where nothing is left."""
    name = _SEPARATORS.split(sent or "")[-1]
    printed = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    stem, suffix = PurePosixPath(printed).stem, PurePosixPath(printed).suffix
    return f"{stem[: LONGEST - len(suffix)]}{suffix}"[:LONGEST].strip() or None


def media_type_of(name: str | None) -> str:
    """What a file of this name holds; the readers have found its content to be of that kind."""
    return MEDIA_TYPES.get(suffix_of(name), UNKNOWN)


def suffix_of(name: str | None) -> str:
    """The ending of a file name, in lower case: ``.docx``."""
    return PurePosixPath(name or "").suffix.lower()
