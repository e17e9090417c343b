"""A result beside its unit: what the parts of a report look up in either, and how they point into the account."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult, Evidence, Extent, FlagFinding
from service.audience import Audience
from service.reports.characters import presentable
from service.unit_entries import UnitEntries
from service.wording import shorten

QUOTE_LENGTH = 180
_LEADING_LETTERS = re.compile(r"^[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the account: the paragraph (from 1), and the anchor of the sentence."""

    paragraph: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Quote(Place):
    """The learner's words on one line, and where they stand."""

    words: str


@dataclass(frozen=True)
class Context(UnitEntries):
    """One result, the unit that it was made with, what the document was called, and who reads about it."""

    result: AnalysisResult
    unit: Unit
    name: str
    audience: Audience = "learner"

    @property
    def in_full(self) -> bool:
        """Whether long lists are given in full; a learner is told the first of them."""
        return self.audience == "assessor"

    @cached_property
    def flags_besides(self) -> list[tuple[int, FlagFinding]]:
        """The flags that the feedback's corrections do not go into, counted on from those."""
        corrections = self.result.feedback.corrections
        told = {correction.flag for correction in corrections}
        rest = (flag for flag in self.result.flags if flag.id not in told)
        return list(enumerate(rest, len(corrections) + 1))

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
        """What an element is called beside the text: ``3: how well it worked``."""
        return f"{self.codes[point_id]}: {self.elements[element_id].label}"

    def is_doubtful(self, evidence: Evidence) -> bool:
        """Whether it is too unsure to be told as a strength, and so to be called evidence without a "perhaps"."""
        return evidence.probability < self.unit.feedback.told_from

    def place(self, extent: Extent) -> Place:
        """Where ``extent`` begins."""
        paragraph = max(1, bisect_right(self._paragraph_starts, extent.start))
        sentence = max(1, bisect_right(self._sentence_starts, extent.start))
        return Place(paragraph, anchor(sentence))

    def quote(self, extent: Extent, length: int = QUOTE_LENGTH) -> Quote:
        """The learner's words at ``extent``, shortened between words."""
        words = presentable(self.result.text.content[extent.start : extent.end])
        place = self.place(extent)
        return Quote(place.paragraph, place.anchor, shorten(words, length))

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
