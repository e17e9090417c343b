"""A result beside its unit: what the parts of a report look up in either, and how they point into the account."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.schema import Constraint, Element, MarkingPoint, Unit
from nlp.results import AnalysisResult, Extent
from service.reports.characters import presentable
from service.wording import shorten

QUOTE_LENGTH = 180
SHORT_LABEL_LENGTH = 24
_LEADING_LETTERS = re.compile(r"^[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """The learner's words on one line, the paragraph they stand in (from 1), and the anchor of their sentence."""

    words: str
    paragraph: int
    anchor: str


@dataclass(frozen=True)
class Context:
    """One result, the unit that it was made with, and what the document was called."""

    result: AnalysisResult
    unit: Unit
    name: str

    @cached_property
    def points(self) -> dict[str, MarkingPoint]:
        """The unit's marking points by id."""
        return {point.id: point for point in self.unit.marking_points}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """The unit's elements by id."""
        return {element.id: element for element in self.unit.elements}

    @cached_property
    def constraints(self) -> dict[str, Constraint]:
        """The unit's constraints by id."""
        return {constraint.id: constraint for constraint in self.unit.constraints}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Short names of the marking points, by id: ``MP3`` is 3."""
        return dict(zip(self.points, codes(list(self.points)), strict=True))

    @cached_property
    def cited(self) -> dict[str, str]:
        """What the unit says under the id of a tip, a common mistake or a misconception."""
        return {
            **{tip.id: tip.text for tip in self.unit.guidance},
            **{mistake.id: mistake.correction for mistake in self.unit.common_mistakes},
            **{misconception.id: misconception.correction for misconception in self.unit.misconceptions},
        }

    @cached_property
    def _flags_by_cited(self) -> dict[str, str]:
        unit = self.unit
        return {
            **{mistake.id: mistake.flag for mistake in unit.common_mistakes},
            **{misconception.id: misconception.flag for misconception in unit.misconceptions},
        }

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.result.text.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.result.text.paragraphs]

    def flags_behind(self, cited: Iterable[str]) -> set[str]:
        """The flags that raise the common mistakes and misconceptions of these ids."""
        return {self._flags_by_cited[identifier] for identifier in cited if identifier in self._flags_by_cited}

    def element_name(self, point_id: str, element_id: str) -> str:
        """What an element is called beside the text: ``3 technique``."""
        return f"{self.codes[point_id]} {short_label(self.elements[element_id])}"

    def quote(self, extent: Extent, length: int = QUOTE_LENGTH) -> Quote:
        """The learner's words at ``extent``, shortened between words."""
        words = presentable(self.result.text.content[extent.start : extent.end])
        paragraph = max(1, bisect_right(self._paragraph_starts, extent.start))
        sentence = max(1, bisect_right(self._sentence_starts, extent.start))
        return Quote(shorten(words, length), paragraph, anchor(sentence))

    def quotes(self, extents: Sequence[Extent], most: int) -> tuple[Quote, ...]:
        """The words at the first ``most`` of these places."""
        return tuple(self.quote(extent) for extent in extents[:most])


def anchor(sentence: int) -> str:
    """What a link to a sentence (counted from 1) leads to."""
    return f"s{sentence}"


def codes(ids: Sequence[str]) -> list[str]:
    """The ids without the letters that all of them begin with, where that tells them apart."""
    short = [_LEADING_LETTERS.sub("", identifier) for identifier in ids]
    letters = {identifier.removesuffix(rest) for identifier, rest in zip(ids, short, strict=True)}
    return short if all(short) and len(letters) == 1 else list(ids)


def short_label(element: Element) -> str:
    """The last part of the element's id where that is a word (``3.technique``), else the start of its label."""
    tail = element.id.rpartition(".")[2].replace("_", " ")
    return tail if tail.replace(" ", "").isalpha() else shorten(element.label, SHORT_LABEL_LENGTH)
