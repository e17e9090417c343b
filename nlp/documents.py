"""What a reader makes of a file: one text and where its paragraphs lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: Unicode code points, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """Plain text with its paragraphs, in reading order.

    ``paragraphs`` are non-empty, do not overlap, and hold no leading or trailing white space;
    list items and table cells' rows are paragraphs of their own.
    """

    text: str
    paragraphs: tuple[Span, ...]

    @classmethod
    def from_paragraphs(cls, paragraphs: Sequence[str]) -> Document:
        """Join paragraphs (stripped; empty ones are left out) with a blank line and record where each one lies."""
        kept = [stripped for paragraph in paragraphs if (stripped := paragraph.strip())]
        spans: list[Span] = []
        position = 0
        for paragraph in kept:
            spans.append(Span(position, position + len(paragraph)))
            position += len(paragraph) + len(PARAGRAPH_BREAK)
        return cls(PARAGRAPH_BREAK.join(kept), tuple(spans))

    def paragraph_texts(self) -> list[str]:
        """The paragraphs' own words."""
        return [self.text[span.start : span.end] for span in self.paragraphs]
