"""The account itself, cut wherever a mark, a sentence or a paragraph begins or ends.

Nothing is lost or added: the gaps and the segments together are the text, character by character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from unicodedata import bidirectional

from nlp.results import Extent
from service.reports.context import Context, anchor
from service.reports.marks import KINDS, Mark, MarkKind, marks
from service.reports.paragraph_forms import CELL_END, ParagraphForm, paragraph_forms

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
    """A paragraph, and what stood between it and the one before (white space).

    A row of a table has a cell for each of its columns, with the tab that ends it; any other paragraph has one cell.
    """

    form: ParagraphForm
    gap: str
    cells: tuple[tuple[Segment, ...], ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All its segments, in order."""
        return tuple(segment for cell in self.cells for segment in cell)

    @property
    def right_to_left(self) -> bool:
        """Whether its first letter is of a right-to-left script (Unicode, UAX 9, rule P2)."""
        letters = (bidirectional(letter) for segment in self.segments for letter in segment.text)
        return next((kind for kind in letters if kind in _STRONG), "L") in _RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Block:
    """What is laid out together: the rows of a table, or a single paragraph."""

    form: ParagraphForm
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The whole text: its blocks, and what stands behind the last one. ``kinds``: those of all its marks."""

    blocks: tuple[Block, ...]
    tail: str
    kinds: tuple[MarkKind, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All its paragraphs, in order."""
        return tuple(paragraph for block in self.blocks for paragraph in block.paragraphs)


def account(context: Context, found: Sequence[Mark] | None = None) -> Account:
    """The account with its marks, in time linear in its length and their number.

    ``found``: what to mark instead of everything that the result tells; each within the text and not empty.
    """
    text = context.result.text
    found = marks(context) if found is None else tuple(dict.fromkeys(found))
    forms = paragraph_forms(context)
    anchors = {sentence.start: anchor(number) for number, sentence in enumerate(text.sentences, 1)}
    bounds = {
        edge for part in (found, text.sentences, text.paragraphs) for each in part for edge in (each.start, each.end)
    }
    for form, paragraph in zip(forms, text.paragraphs, strict=True):
        if form == "row":
            bounds.update(_cell_ends(text.content, paragraph))
    everything = _segments(text.content, sorted(bounds | {0, len(text.content)}), found, anchors)
    kinds = {mark.kind for mark in found}
    paragraphs, tail = _paragraphs(everything, text.paragraphs, forms)
    return Account(tuple(_blocks(paragraphs)), tail, tuple(kind for kind in KINDS if kind in kinds))


def _cell_ends(text: str, row: Extent) -> Iterator[int]:
    return (place + 1 for place in range(row.start, row.end) if text[place] == CELL_END)


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


def _paragraphs(
    segments: Iterable[Segment], extents: Sequence[Extent], forms: Sequence[ParagraphForm]
) -> tuple[list[Paragraph], str]:
    paragraphs: list[Paragraph] = []
    gap, inside = "", list[Segment]()
    remaining = iter(zip(extents, forms, strict=True))
    extent, form = next(remaining, (None, None))
    for segment in segments:
        if extent is None or form is None or segment.start < extent.start:
            gap += segment.text
            continue
        inside.append(segment)
        if segment.start + len(segment.text) == extent.end:
            cells = tuple(_cells(inside)) if form == "row" else (tuple(inside),)
            paragraphs.append(Paragraph(form, gap, cells))
            gap, inside = "", []
            extent, form = next(remaining, (None, None))
    return paragraphs, gap


def _cells(row: Iterable[Segment]) -> Iterator[tuple[Segment, ...]]:
    cell: list[Segment] = []
    for segment in row:
        cell.append(segment)
        if segment.text.endswith(CELL_END):
            yield tuple(cell)
            cell = []
    yield tuple(cell)


def _blocks(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    for form, group in groupby(paragraphs, key=lambda paragraph: paragraph.form):
        if form == "row":
            yield Block(form, tuple(group))
        else:
            yield from (Block(form, (paragraph,)) for paragraph in group)
