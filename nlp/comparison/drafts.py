"""Two results and which of their sentences belong together: what every part of a comparison reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.schema import Unit
from nlp.comparison.alignment import Pair
from nlp.comparison.results import Quoted
from nlp.comparison.stand_ins import StandIns, pseudonymised, stand_ins, without_strings
from nlp.results import AnalysisResult, Extent, Sentence

UNCHANGED = frozenset({"same", "moved"})

Indices = tuple[int, ...]


@dataclass(frozen=True)
class Draft:
    """One result beside the other.

    ``partners``: for each sentence the sentences of the other draft that belong to it; ``changed``: indices of the
    sentences that do not stand in the other draft as they are; ``own``: of those, the ones that say something that the
    other draft does not say there: without a partner, or longer than it by `ComparisonRules.own_words`; ``stand_ins``:
    what is shown in the place of personal data.
    """

    result: AnalysisResult
    partners: Mapping[int, Indices]
    changed: frozenset[int]
    own: frozenset[int]
    stand_ins: StandIns

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in reading order."""
        return self.result.text.sentences

    @cached_property
    def places(self) -> Mapping[tuple[int, int], int]:
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

    def mistaken(self, index: int, mistake: str) -> float:
        """How probable it is that the sentence shows the mistake; 0 where it is not said to."""
        return max((one.probability for one in self.sentences[index].mistakes if one.id == mistake), default=0.0)

    def quote(self, indices: Iterable[int]) -> tuple[Quoted, ...]:
        """The sentences to be shown: with stand-ins where they say who somebody is."""
        content = self.result.text.content
        return tuple(pseudonymised(content, self.sentences[index], self.stand_ins) for index in indices)

    def words(self, index: int) -> str:
        """The sentence as it stands in the draft; not to be shown."""
        one = self.sentences[index]
        return self.result.text.content[one.start : one.end]


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
        own_words = unit.comparison.own_words
        before, after = stand_ins(first, second)
        return cls(
            unit,
            _draft(first, second, pairs, own_words, before),
            _draft(second, first, [pair.mirrored() for pair in pairs], own_words, after),
            tuple(pairs),
        )

    def worded(self, message: str) -> str:
        """A message of either result, which may quote, without the personal data of either draft."""
        return without_strings(message, self._private_strings)

    @cached_property
    def _private_strings(self) -> list[tuple[str, str]]:
        return [
            (draft.result.text.content[item.start : item.end], item.text)
            for draft in (self.first, self.second)
            for item in draft.stand_ins
        ]

    def written_at(self, place: Extent) -> list[int]:
        """Sentences of the second draft's own where that sentence of the first was, or right beside it."""
        index = self.first.index(place)
        partners = () if index is None else self.first.partners[index]
        if not partners:
            return []
        return [number for number in range(partners[0] - 1, partners[-1] + 2) if number in self.second.own]


def _draft(
    result: AnalysisResult, other: AnalysisResult, pairs: Sequence[Pair], own_words: int, items: StandIns
) -> Draft:
    """The draft that stands first in each of the pairs."""
    changed = [pair for pair in pairs if pair.kind not in UNCHANGED]
    own = [
        pair
        for pair in changed
        if not pair.second or _words(result, pair.first) - _words(other, pair.second) >= own_words
    ]
    return Draft(
        result,
        partners={index: pair.second for pair in pairs for index in pair.first},
        changed=frozenset(index for pair in changed for index in pair.first),
        own=frozenset(index for pair in own for index in pair.first),
        stand_ins=items,
    )


def _words(result: AnalysisResult, indices: Sequence[int]) -> int:
    """How many words the sentences have."""
    sentences = [result.text.sentences[index] for index in indices]
    return sum(len(result.text.content[one.start : one.end].split()) for one in sentences)
