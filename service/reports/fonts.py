"""The typefaces that come with the program for PDFs, and what they can show.

A PDF must look the same on every machine, so nothing is taken from the system's fonts. A character that none of ours
has would stop the typesetting (an accessible PDF may not hold boxes): it is put into words or replaced beforehand.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

from service.reports.characters import presentable

FOLDER = Path(__file__).parent / "fonts"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BASIC_PLANE = (3, 1)  # platform Windows, encoding Unicode BMP: every OpenType font of ours has it
_SEGMENT_FORMAT = 4
_FIRST_EMOJI, _LAST_EMOJI = 0x1F300, 0x1FAFF
_FIRST_LETTER, _LAST_LETTER = 0x1F1E6, 0x1F1FF  # the letters that flags are spelt with
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_WHITE_SPACE = "\n\t"


def showable(text: str) -> str:
    """``text`` in characters that our fonts have: an emoji as its name in brackets, others as a replacement sign."""
    if text.isascii() and text.isprintable():
        return text
    covered = coverage()
    return "".join(
        character if character in _WHITE_SPACE or ord(character) in covered else _in_words(character)
        for character in presentable(text)
    )


@cache
def coverage() -> frozenset[int]:
    """The code points that a family of ours has in every weight."""
    families: dict[str, list[set[int]]] = {}
    for path in sorted(FOLDER.glob("*.ttf")):
        families.setdefault(path.stem.partition("-")[0], []).append(code_points(path.read_bytes()))
    return frozenset().union(*(set.intersection(*weights) for weights in families.values()))


def code_points(font: bytes) -> set[int]:
    """The code points up to U+FFFF that a TrueType font has glyphs for (OpenType specification, ``cmap``, format 4)."""
    table = _character_map(font)
    (double_count,) = struct.unpack_from(">H", table, 6)
    count = double_count // 2

    def array(start: int, kind: str) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}{kind}", table, start)

    ends, starts = array(14, "H"), array(16 + double_count, "H")
    deltas, offsets = array(16 + 2 * double_count, "h"), array(16 + 3 * double_count, "H")
    found: set[int] = set()
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(start, end + 1):
            glyph = code
            if offset:
                place = 16 + 3 * double_count + 2 * index + offset + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", table, place)
                delta = delta if glyph else 0  # noqa: PLW2901
            if (glyph + delta) % 0x10000 and code != 0xFFFF:  # noqa: PLR2004
                found.add(code)
    return found


def _character_map(font: bytes) -> bytes:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (encodings,) = struct.unpack_from(">H", font, start + 2)
    for index in range(encodings):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        table = font[start + offset :]
        if (platform, encoding) == _BASIC_PLANE and struct.unpack_from(">H", table)[0] == _SEGMENT_FORMAT:
            return table
    raise ValueError("a font without a Unicode character map")


def _in_words(character: str) -> str:
    code = ord(character)
    if unicodedata.category(character) in ("Cf", "Mn") or code in _SKIN_TONES:
        return ""  # a joiner, a variation or a skin tone: it only changes how its neighbour looks
    if _FIRST_LETTER <= code <= _LAST_LETTER:
        return chr(code - _FIRST_LETTER + ord("A"))
    if _FIRST_EMOJI <= code <= _LAST_EMOJI or unicodedata.category(character) == "So":
        name = unicodedata.name(character, "")
        return f"[{name.lower()}]" if name else _REPLACEMENT
    return unicodedata.normalize("NFKC", character) if _has_plain_form(character) else _REPLACEMENT


def _has_plain_form(character: str) -> bool:
    plain = unicodedata.normalize("NFKC", character)
    return plain != character and all(ord(one) in coverage() for one in plain)
