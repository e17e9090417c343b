"""Which line breaks of plain text end a paragraph, and which only wrap it."""

from __future__ import annotations

import re
from itertools import pairwise

# Bullets as programs write them: the dashes \u2013 and \u2014, and the private characters of symbol fonts, among them.
_BULLET = r"(?:[-*+•‣◦▪●·\u2013\u2014\ue000-\uf8ff]\s|o\t)"
_NUMBER = r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})[.)]\s"
LIST_MARKER = re.compile(rf"\s*(?:{_BULLET}|{_NUMBER})")
SENTENCE_END = re.compile(r"[.!?:;]['\")\]\u2019\u201d]*\Z")
_BULLETED = re.compile(rf"\s*{_BULLET}")

_BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
# A text wrapped by an e-mail program or an editor has lines of 60 to 100 characters; longer ones were never wrapped.
_LONGEST_WRAPPED_LINE = 120
_SHORTEST_WRAPPED_LINE = 40
_WIDTH_QUANTILE = 0.9
# Of the breaks inside blocks, the share that wrapping must explain before any line is joined.
_WRAPPED_SHARE = 0.6


def split_paragraphs(text: str) -> list[str]:
    """Paragraphs of ``text`` (line breaks are newlines): at blank lines, and at line breaks that somebody typed.

    A break was typed, not wrapped, when the next line's first word would still have fitted on the line before it, or
    when the next line opens a list item. An indented line under a list item continues it.
    """
    blocks = [[line.rstrip() for line in block.split("\n")] for block in _BLANK_LINE.split(text)]
    width = _wrapping_width(blocks)
    return [paragraph for block in blocks for paragraph in _join(block, width)]


def opens_item(line: str, paragraph: str) -> bool:
    """Whether ``line``, which follows ``paragraph``, opens a list item.

    A number in the middle of a sentence that another list item has not opened ("between 8 and / 1. I asked") does not.
    """
    if _BULLETED.match(line):
        return True
    is_expected = bool(SENTENCE_END.search(paragraph) or LIST_MARKER.match(paragraph))
    return is_expected and LIST_MARKER.match(line) is not None


def _wrapping_width(blocks: list[list[str]]) -> float:
    """The width at which the text was wrapped, in characters; infinite when it was not."""
    breaks = [pair for block in blocks for pair in pairwise(block) if not LIST_MARKER.match(pair[1])]
    lengths = sorted(len(first) for first, _ in breaks)
    if not lengths or lengths[-1] > _LONGEST_WRAPPED_LINE:
        return float("inf")
    width = lengths[int(_WIDTH_QUANTILE * (len(lengths) - 1))]
    forced = sum(_is_forced(first, second, width) for first, second in breaks)
    is_wrapped = width >= _SHORTEST_WRAPPED_LINE and forced >= _WRAPPED_SHARE * len(breaks)
    return width if is_wrapped else float("inf")


def _join(lines: list[str], width: float) -> list[str]:
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and _continues(joined[-1], previous, line, width):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line.strip())
        previous = line
    return joined


def _continues(paragraph: str, previous: str, line: str, width: float) -> bool:
    if opens_item(line, paragraph):
        return False
    is_hanging = line[:1].isspace() and bool(LIST_MARKER.match(paragraph))
    return is_hanging or _is_forced(previous, line, width)


def _is_forced(line: str, following: str, width: float) -> bool:
    first_word = following.split(maxsplit=1)[0] if following.strip() else ""
    return len(line) + 1 + len(first_word) > width
