"""Two drafts side by side: what changed in the points, what became of the next steps, what is new in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.schema import Unit
from nlp.comparison.results import (
    Comparison,
    ConstraintChange,
    ElementChange,
    FlagChange,
    MarkingPointChange,
    Quoted,
    SentenceChange,
)
from nlp.results import Extent
from service.reports.characters import presentable
from service.reports.context import QUOTE_LENGTH, codes
from service.wording import sentence_case, shorten

QUOTES_SHOWN = 2
_FLAGS = ("new", "unchanged", "uncertain", "resolved")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that changed, or did not."""

    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class TextRow:
    """What became of a sentence: as it stood before and as it stands now, either empty where there was or is none."""

    kind: str
    before: tuple[Piece, ...]
    now: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that came or went, and the words that did it."""

    label: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A marking point in both drafts; ``gained`` and ``lost``: its elements whose evidence changed for sure."""

    code: str
    label: str
    change: MarkingPointChange
    gained: tuple[Found, ...]
    lost: tuple[Found, ...]


@dataclass(frozen=True)
class Compared:
    """A comparison beside its unit."""

    comparison: Comparison
    unit: Unit

    @cached_property
    def points(self) -> tuple[PointRow, ...]:
        """Every marking point, in the unit's order; none where the qualification does not let a learner see them."""
        points = {point.id: point for point in self.unit.marking_points}
        short = dict(zip(points, codes(list(points)), strict=True))
        return tuple(
            PointRow(
                short[change.id],
                points[change.id].label,
                change,
                tuple(self._elements(change.elements, "gained")),
                tuple(self._elements(change.elements, "lost")),
            )
            for change in self.comparison.marking_points
        )

    @cached_property
    def constraints(self) -> tuple[tuple[ConstraintChange, Found], ...]:
        """Constraints that are now taken account of, or no longer."""
        found = self.comparison.constraints
        return tuple(
            (each, self._found(each.id, each.sentences)) for each in found if each.change in ("gained", "lost")
        )

    @cached_property
    def flags(self) -> tuple[FlagChange, ...]:
        """What to look at again, new things first, then what is settled."""
        return tuple(sorted(self.comparison.flags, key=lambda flag: _FLAGS.index(flag.change)))

    @cached_property
    def rows(self) -> tuple[TextRow, ...]:
        """What changed in the text, in the order of the later draft."""
        return tuple(_row(change) for change in self.comparison.text.changes)

    @cached_property
    def stand_ins(self) -> tuple[str, ...]:
        """What stands in the place of private details in the quotations, each once."""
        changes = self.comparison.text.changes
        quoted = (one for change in changes for one in (*change.first, *change.second))
        return tuple(dict.fromkeys(item.text for one in quoted for item in one.stand_ins))

    @property
    def same(self) -> int:
        """How many sentences stayed as they were."""
        return self.comparison.text.counts.get("same", 0)

    def quotes(self, sentences: Sequence[Quoted]) -> tuple[str, ...]:
        """The learner's words, shortened; a few sentences at most."""
        return tuple(shorten(presentable(sentence.text), QUOTE_LENGTH) for sentence in sentences[:QUOTES_SHOWN])

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {label.id: label.label for label in self.unit.labels}

    def _elements(self, changes: Sequence[ElementChange], wanted: str) -> Iterator[Found]:
        return (self._found(change.id, change.sentences) for change in changes if change.change == wanted)

    def _found(self, identifier: str, sentences: Sequence[Quoted]) -> Found:
        return Found(sentence_case(self._labels[identifier]), self.quotes(sentences))


def _row(change: SentenceChange) -> TextRow:
    both = bool(change.first and change.second) and change.kind != "moved"
    return TextRow(
        change.kind,
        tuple(_line(change.first, change.removed if both else ())),
        tuple(_line(change.second, change.inserted if both else ())),
    )


def _line(sentences: Sequence[Quoted], places: Sequence[Extent]) -> Iterator[Piece]:
    """The sentences on one line, cut where words at ``places`` begin and end."""
    for number, sentence in enumerate(sentences):
        if number:
            yield Piece(" ", changed=False)
        reached = 0
        for place in places:
            start, end = sentence.within(place)
            start = max(start, reached)
            if start < end:
                yield from _pieces(sentence.text[reached:start], changed=False)
                yield from _pieces(sentence.text[start:end], changed=True)
                reached = end
        yield from _pieces(sentence.text[reached:], changed=False)


def _pieces(words: str, *, changed: bool) -> Iterator[Piece]:
    if words:
        yield Piece("".join(" " if character.isspace() else character for character in words), changed)
