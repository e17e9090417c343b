"""Two results and which of their sentences belong together: what every part of a comparison reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.schema import Unit
from nlp.comparison.alignment import Pair
from nlp.comparison.results import Quoted
from nlp.results import AnalysisResult, Extent, Sentence

UNCHANGED = frozenset({"same", "moved"})

Place = tuple[int, int]


@dataclass(frozen=True)
class Draft:
    """One result.

    ``changed``: indices of its sentences that do not stand in the other draft as they are; ``own``: of those, the ones
    that say something the other draft does not say there: without a partner, or longer than it by
    `ComparisonRules.own_words`.
    """

    result: AnalysisResult
    changed: frozenset[int]
    own: frozenset[int]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in reading order."""
        return self.result.text.sentences

    @cached_property
    def places(self) -> Mapping[Place, int]:
        """The index of the sentence at each place."""
        return {(sentence.start, sentence.end): index for index, sentence in enumerate(self.sentences)}

    def index(self, place: Extent) -> int | None:
        """The index of the sentence at that place, if there is one."""
        return self.places.get((place.start, place.end))

    def changed_among(self, places: Iterable[Extent]) -> list[int]:
        """Indices of those of the sentences that changed."""
        return [index for place in places if (index := self.index(place)) is not None and index in self.changed]

    def touched(self, places: Iterable[Extent]) -> bool:
        """Whether any of the places, whole sentences or not, lies in a sentence that changed."""
        changed = [self.sentences[index] for index in self.changed]
        return any(place.start < one.end and one.start < place.end for place in places for one in changed)

    def quote(self, indices: Iterable[int]) -> tuple[Quoted, ...]:
        """The sentences' own words."""
        content = self.result.text.content
        return tuple(
            Quoted(start=one.start, end=one.end, text=content[one.start : one.end])
            for one in (self.sentences[index] for index in indices)
        )


@dataclass(frozen=True)
class Drafts:
    """Two drafts of one account, laid against ``unit``; ``pairs`` align their sentences."""

    unit: Unit
    first: Draft
    second: Draft
    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, unit: Unit, first: AnalysisResult, second: AnalysisResult, pairs: Sequence[Pair]) -> Drafts:
        """The drafts with what changed in each."""
        changed = [pair for pair in pairs if pair.kind not in UNCHANGED]
        grown = {pair: _words(second, pair.second) - _words(first, pair.first) for pair in changed}
        least = unit.comparison.own_words
        return cls(
            unit,
            Draft(
                first,
                frozenset(index for pair in changed for index in pair.first),
                frozenset(
                    index for pair in changed for index in pair.first if not pair.second or -grown[pair] >= least
                ),
            ),
            Draft(
                second,
                frozenset(index for pair in changed for index in pair.second),
                frozenset(index for pair in changed for index in pair.second if not pair.first or grown[pair] >= least),
            ),
            tuple(pairs),
        )

    @cached_property
    def pair_of_first(self) -> Mapping[int, Pair]:
        """The pair of each sentence of the first draft."""
        return {index: pair for pair in self.pairs for index in pair.first}

    def written_at(self, place: Extent) -> list[int]:
        """Sentences of the second draft's own where that sentence of the first was, or right beside it."""
        index = self.first.index(place)
        pair = None if index is None else self.pair_of_first[index]
        if pair is None or not pair.second:
            return []
        around = range(pair.second[0] - 1, pair.second[-1] + 2)
        return [number for number in around if number in self.second.own]


def _words(result: AnalysisResult, indices: Sequence[int]) -> int:
    """How many words the sentences have."""
    sentences = [result.text.sentences[index] for index in indices]
    return sum(len(result.text.content[one.start : one.end].split()) for one in sentences)
