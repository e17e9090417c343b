"""The account itself, cut wherever a mark, a sentence or a paragraph begins or ends.

Nothing is lost or added: the gaps and the segments together are the text, character by character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import bidirectional

from nlp.results import Extent
from service.reports.context import Context, anchor
from service.reports.marks import KINDS, Mark, MarkKind, marks

_RIGHT_TO_LEFT = {"R", "AL"}
_STRONG = {"L", *_RIGHT_TO_LEFT}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text under the same marks from end to end.

    ``marks`` cover it; ``opens`` of them begin with it, ``closes`` of them end with it. ``anchor`` is set where a
    sentence begins.
    """

    text: str
    start: int
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]
    anchor: str | None

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        """The kinds of its marks, each once, in the order of `KINDS`."""
        there = {mark.kind for mark in self.marks}
        return tuple(kind for kind in KINDS if kind in there)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's segments, and what stood between it and the one before (white space)."""

    gap: str
    segments: tuple[Segment, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether its first letter is of a right-to-left script (Unicode, UAX 9, rule P2)."""
        letters = (bidirectional(letter) for segment in self.segments for letter in segment.text)
        return next((kind for kind in letters if kind in _STRONG), "L") in _RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Account:
    """The whole text: the paragraphs, and what stands behind the last one. ``kinds``: those of all its marks."""

    paragraphs: tuple[Paragraph, ...]
    tail: str
    kinds: tuple[MarkKind, ...]


def account(context: Context) -> Account:
    """The account with its marks, in time linear in its length and their number."""
    text = context.result.text
    found = marks(context)
    anchors = {sentence.start: anchor(number) for number, sentence in enumerate(text.sentences, 1)}
    bounds = {
        edge for part in (found, text.sentences, text.paragraphs) for each in part for edge in (each.start, each.end)
    }
    everything = _segments(text.content, sorted(bounds | {0, len(text.content)}), found, anchors)
    kinds = {mark.kind for mark in found}
    paragraphs, tail = _paragraphs(everything, text.paragraphs)
    return Account(paragraphs, tail, tuple(kind for kind in KINDS if kind in kinds))


def _segments(text: str, bounds: Sequence[int], found: Iterable[Mark], anchors: dict[int, str]) -> Iterator[Segment]:
    starting, ending = defaultdict[int, list[Mark]](list), defaultdict[int, list[Mark]](list)
    for mark in found:
        starting[mark.start].append(mark)
        ending[mark.end].append(mark)
    covering: dict[Mark, None] = {}
    for start, end in pairwise(bounds):
        covering.update(dict.fromkeys(starting[start]))
        yield Segment(
            text[start:end], start, tuple(covering), tuple(starting[start]), tuple(ending[end]), anchors.get(start)
        )
        for mark in ending[end]:
            del covering[mark]


def _paragraphs(segments: Iterable[Segment], extents: Sequence[Extent]) -> tuple[tuple[Paragraph, ...], str]:
    paragraphs: list[Paragraph] = []
    gap, inside = "", []
    remaining = iter(extents)
    extent = next(remaining, None)
    for segment in segments:
        if extent is None or segment.start < extent.start:
            gap += segment.text
            continue
        inside.append(segment)
        if segment.start + len(segment.text) == extent.end:
            paragraphs.append(Paragraph(gap, tuple(inside)))
            gap, inside, extent = "", [], next(remaining, None)
    return tuple(paragraphs), gap
