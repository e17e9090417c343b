"""Which of the program's own sentences stand for which labelled sentence (docs/evaluation.md, "Matching")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.documents import Span

COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Places of the own sentences that stand for one labelled sentence.

    ``closest`` overlaps it most (the earlier of equals) and gives its stage; ``carried`` give their labels: each covers
    at least half of it, or lies at least half within it.
    """

    closest: int
    carried: tuple[int, ...]


def match_sentences(labelled: Sequence[Span], own: Sequence[Span]) -> list[Match]:
    """One match per labelled sentence.

    Spans are of one text and non-empty; the own sentences leave out nothing but white space, as
    `nlp.language.pipeline.read_sentences` promises, so that each labelled sentence meets at least one.
    """
    return [_match(span, own) for span in labelled]


def _match(span: Span, own: Sequence[Span]) -> Match:
    overlaps = {place: overlap for place, other in enumerate(own) if (overlap := _overlap(span, other)) > 0}
    closest = max(overlaps, key=lambda place: overlaps[place])
    carried = [
        place for place, overlap in overlaps.items() if overlap >= COVERED * min(_length(span), _length(own[place]))
    ]
    return Match(closest, tuple(carried))


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _length(span: Span) -> int:
    return span.end - span.start
