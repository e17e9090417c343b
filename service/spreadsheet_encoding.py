"""The text of a CSV file in whatever encoding a spreadsheet program wrote it."""

from __future__ import annotations

import codecs
import re

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# What Excel writes as plain "CSV", in Western Europe on Windows and on older Macs; the likelier first.
_OF_EXCEL = ("cp1252", "mac_roman")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_IN_NAMES = frozenset("’‘“”–—ªº")


class NoText(ValueError):
    """The bytes are no text: something other than CSV."""


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding where it had to be guessed.

    Names are too short for a statistical guess: charset-normalizer took "Siân" and "Müller" in the encoding of
    Windows for those of a Mac and of DOS. So the one is taken in which fewer letters stand where none can.

    Raises:
        NoText: it is none.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), _unmarked(data))
    try:
        text, guessed = data.decode(encoding).removeprefix("\ufeff"), None
    except UnicodeDecodeError:
        text, guessed = _guess(data)
    if _CONTROL.search(text):
        raise NoText
    return text, guessed


def _unmarked(data: bytes) -> str:
    """Headings are English: in UTF-16 every second byte of theirs is zero."""
    if data[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" else "utf-8"


def _guess(data: bytes) -> tuple[str, str]:
    read = {}
    for encoding in _OF_EXCEL:
        try:
            read[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not read:
        raise NoText
    likeliest = min(read, key=lambda encoding: _oddities(read[encoding]))
    return read[likeliest], likeliest


def _oddities(text: str) -> int:
    """How many characters beyond ASCII do not fit where they stand."""
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return sum(_is_odd(before, char, after) for before, char, after in around if not char.isascii())


def _is_odd(before: str, char: str, after: str) -> bool:
    if not char.isalpha():
        return char not in _IN_NAMES
    if char.isupper():
        return before.islower() or (before.isupper() and after.islower())
    return before.isupper() and after.isupper()
