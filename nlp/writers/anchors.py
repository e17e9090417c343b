"""From offsets of the text that was read to the nodes of the document that its characters came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from nlp.documents import PARAGRAPH_BREAK
from nlp.errors import DocumentChanged
from nlp.readers.cleaning import plain, stretches
from nlp.readers.docx_pieces import Paragraph, text_of

CHANGED = "The document is not the one that was analysed. Analyse it again, and use that result."


# ASCII that the next character leaves alone, at once for speed; else character by character.
_PLAIN_OR_ONE = re.compile("[ -~]+(?=[ -~])|.", re.DOTALL)


class Place(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the text that a node stands for."""

    node: etree._Element
    start: int
    end: int


class Anchors:
    """Where each character of a document's text stands; made of the paragraphs as the reader's walk found them."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._lines = [line for paragraph in paragraphs for line in _lines(paragraph)]
        lengths = (len(line.text) + len(PARAGRAPH_BREAK) for line in self._lines)
        self._starts = list(accumulate(lengths, initial=0))[:-1]
        self.text = PARAGRAPH_BREAK.join(line.text for line in self._lines)

    def check(self, start: int, end: int) -> None:
        """Refuse what does not lie in this text (`DocumentChanged`)."""
        if not 0 <= start <= end <= len(self.text):
            raise DocumentChanged(CHANGED)

    def places(self, start: int, end: int) -> list[Place]:
        """Where the characters of ``text[start:end]`` stand, in reading order.

        Nothing stands for the blank line between two paragraphs, nor for the tab between two cells.
        """
        return [
            place
            for line_start, line in self._between(start, end)
            for place in line.places(max(start - line_start, 0), min(end - line_start, len(line.text)))
        ]

    def _between(self, start: int, end: int) -> Iterator[tuple[int, _Line]]:
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._lines) and self._starts[index] < end:
            yield self._starts[index], self._lines[index]
            index += 1


@dataclass
class _Line:
    """One paragraph of the text: ``text`` is what `plain` makes of ``paragraph``, from its character ``start`` on."""

    paragraph: Paragraph
    start: int
    text: str

    def places(self, first: int, last: int) -> Iterator[Place]:
        """Where the characters ``first`` to ``last`` (exclusive) of ``text`` stand, and what was dropped among them."""
        if first >= last:
            return
        start, end = self._sources[self.start + first][0], self._sources[self.start + last - 1][1]
        for piece, piece_start in zip(self.paragraph, self._piece_starts, strict=True):
            begins, stops = max(start, piece_start), min(end, piece_start + len(piece.text))
            if piece.node is not None and begins < stops:
                shift = piece.start - piece_start
                yield Place(piece.node, begins + shift, stops + shift)

    @cached_property
    def _sources(self) -> list[tuple[int, int]]:
        return sources(text_of(self.paragraph))

    @cached_property
    def _piece_starts(self) -> list[int]:
        return list(accumulate((len(piece.text) for piece in self.paragraph), initial=0))[:-1]


def sources(raw: str) -> list[tuple[int, int]]:
    """For each character of ``plain(raw)``, the characters of ``raw`` that it was made of (start, end)."""
    found: list[tuple[int, int]] = []
    for start, end in _segments(raw):
        made = plain(raw[start:end])
        alike = _alike(made, raw[start:end])
        found += [(position, position + 1) for position in range(start, start + alike)]
        found += [(start + alike, end)] * (len(made) - alike)
    return found


def _alike(made: str, raw: str) -> int:
    """How many characters at the head of ``made`` are each that of ``raw`` at the same place."""
    if made == raw:
        return len(raw)
    pairs = zip(made, raw, strict=False)
    return next((index for index, (new, old) in enumerate(pairs) if new != plain(old)), min(len(made), len(raw)))


def _lines(paragraph: Paragraph) -> Iterator[_Line]:
    text = plain(text_of(paragraph))
    for start, end in stretches(text):
        yield _Line(paragraph, start, text[start:end])


def _segments(raw: str) -> Iterator[tuple[int, int]]:
    """Stretches of ``raw`` that `plain` treats independently of each other."""
    start = 0
    for match in _PLAIN_OR_ONE.finditer(raw):
        position = match.start()
        if position and not _melts(raw[position - 1], raw[position]):
            yield start, position
            start = position
    if raw:
        yield start, len(raw)


def _melts(before: str, character: str) -> bool:
    """Whether a character may become one with those before it.

    Every character that Unicode composes with one before it is a mark or a letter of the second or third Hangul kind;
    what is dropped may stand between the two.
    """
    if " " <= character <= "~":
        return False
    is_mark = unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
    is_half = "\ud800" <= character <= "\udfff" or (before, character) == ("\r", "\n")
    return is_mark or is_half or not plain(character)
