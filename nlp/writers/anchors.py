"""From offsets of the text that was read to the nodes of the document that its characters came from."""

from __future__ import annotations

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
        """Where the characters of ``text[start:end]`` stand, in reading order, one place a node.

        Nothing stands for the blank line between two paragraphs, nor for the tab between two cells.
        """
        found: list[Place] = []
        for line_start, line in self._between(start, end):
            for offset in range(max(start, line_start), min(end, line_start + len(line.text))):
                for place in line.place(offset - line_start):
                    _extend(found, place)
        return found

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

    def place(self, index: int) -> Iterator[Place]:
        """The places, mostly one, of the characters that became character ``index`` of ``text``."""
        start, end = self._sources[self.start + index]
        piece_index = bisect_right(self._piece_starts, start) - 1
        while start < end:
            piece, piece_start = self.paragraph[piece_index], self._piece_starts[piece_index]
            stop = min(end, piece_start + len(piece.text))
            if piece.node is not None and start < stop:
                shift = piece.start - piece_start
                yield Place(piece.node, start + shift, stop + shift)
            start = stop
            piece_index += 1

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
        same = next((i for i, (new, old) in enumerate(zip(made, raw[start:end], strict=False)) if new != old), None)
        if len(made) == end - start:
            found += [(position, position + 1) for position in range(start, end)]
        else:
            same = min(len(made), end - start) if same is None else same
            found += [(position, position + 1) for position in range(start, start + same)]
            found += [(start + same, end)] * (len(made) - same)
    return found


def _lines(paragraph: Paragraph) -> Iterator[_Line]:
    text = plain(text_of(paragraph))
    for start, end in stretches(text):
        yield _Line(paragraph, start, text[start:end])


def _segments(raw: str) -> Iterator[tuple[int, int]]:
    """Stretches of ``raw`` that `plain` treats independently of each other."""
    start = 0
    for position in range(1, len(raw)):
        if not _leans_on_the_one_before(raw[position]):
            yield start, position
            start = position
    if raw:
        yield start, len(raw)


def _leans_on_the_one_before(character: str) -> bool:
    """Whether it may melt into its predecessor: marks, formats, controls, halves of characters, Hangul's later letters.

    Every character that Unicode composes with one before it is a mark or a letter of the second or third Hangul kind.
    """
    if " " <= character <= "~":
        return False
    return unicodedata.category(character)[0] in "MC" or "\u1160" <= character <= "\u11ff"


def _extend(found: list[Place], place: Place) -> None:
    """Add a place, joined to the last one where it goes on or repeats it."""
    last = found[-1] if found else None
    if last is not None and last.node is place.node and place.start <= last.end:
        found[-1] = last._replace(end=max(last.end, place.end))
    else:
        found.append(place)
