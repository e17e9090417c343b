"""Reader of plain text: encoding, mojibake, paragraphs."""

from __future__ import annotations

import codecs
import unicodedata

import charset_normalizer
import ftfy

from nlp.errors import DocumentTooLarge, UnsupportedFormat
from nlp.readers.cleaning import normalise_newlines
from nlp.readers.formats import ADVICE
from nlp.readers.limits import Limits
from nlp.readers.reflow import split_paragraphs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What learners' programs write; on a short text a free guess prefers exotic code pages.
_CODE_PAGES = ["cp1252", "mac_roman", "cp1250", "cp1254", "cp850"]
_BYTES_PER_CHARACTER = 4
_ASCII_SHARE_OF_UTF16 = 0.6
_CONTROL_SHARE_OF_TEXT = 0.02

# Only damage from a wrong encoding is mended; quotation marks, ligatures, widths and composition are the writer's.
_MENDING = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Paragraphs of a text in any likely encoding. Raises `UnsupportedFormat` when ``data`` is no text."""
    return split_paragraphs(decode(data, limits))


def decode(data: bytes, limits: Limits) -> str:
    """``data`` as text with newlines normalised and mojibake mended."""
    if len(data) > limits.characters * _BYTES_PER_CHARACTER:
        raise DocumentTooLarge(
            f"The text has more than {limits.words:,} words. Hand in the account on its own, or in parts."
        )
    text = _decode_bytes(data)
    # Mending goes line by line and is slow on very many; ASCII needs none.
    return normalise_newlines(text if text.isascii() else ftfy.fix_text(text, _MENDING))


def _decode_bytes(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    if b"\0" in data:
        return _decode_utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def _decode_utf16(data: bytes) -> str:
    """English text in UTF-16 has a zero in nearly every second byte; anything else with zeros is no text."""
    pairs = len(data) // 2
    for high_byte, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pairs and data[high_byte::2].count(0) >= _ASCII_SHARE_OF_UTF16 * pairs:
            text = data.decode(encoding, "replace")
            if _is_text(text):
                return text
    raise _no_text()


def _guess(data: bytes) -> str:
    best = charset_normalizer.from_bytes(data, cp_isolation=_CODE_PAGES).best()
    if best is None or not _is_text(text := str(best)):
        raise _no_text()
    return text


def _is_text(text: str) -> bool:
    controls = sum(unicodedata.category(character) == "Cc" and not character.isspace() for character in text)
    return controls <= _CONTROL_SHARE_OF_TEXT * len(text)


def _no_text() -> UnsupportedFormat:
    return UnsupportedFormat(f"This is not a document that can be read as text. {ADVICE}")
