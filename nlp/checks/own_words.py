"""The words that are the learner's own: no assessor's, no quoted speech, no wording of the unit pasted in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from criteria_bank.checks import Check, TermsCheck, sought_by
from criteria_bank.schema import Unit
from nlp.checks.phrases import PhraseFinder, PhraseList, Place
from nlp.checks.words import Word, key_of_word, unquoted_words, written_words
from nlp.kept import Kept, digest_of
from nlp.language.sentences import Sentence

RUN = 5
"""Words in a row that are taken from the unit's wording when they stand in it."""

PASTED_SHARE = 0.5
"""Share of a sentence's runs from which the sentence is the unit's wording."""

MOST = 8192
"""Sentences, and phrases in them, of which is kept where the phrases stand: some two hundred bytes each."""


class Mention(NamedTuple):
    """A word or phrase of a list, from the word with the index ``first`` to that with ``last`` of a sentence."""

    first: int
    last: int
    sentence: int


@dataclass(frozen=True)
class OwnWords:
    """The learner's own words in one account, and where phrases of lists stand among them.

    ``places``: by the index of each of her sentences that holds any.
    """

    reader: OwnWordsReader
    text: str
    sentences: Sequence[Sentence]
    places: Mapping[int, Sequence[Place]]

    def of_sentence(self, index: int) -> tuple[Word, ...]:
        """The own words of a sentence."""
        if index not in self._read:
            sentence = self.sentences[index]
            is_own = sentence.speaker == "learner"
            self._read[index] = self.reader.words_of(*_with_what_follows(self.text, sentence)) if is_own else ()
        return self._read[index]

    def mentions(self, phrases: PhraseList) -> list[Mention]:
        """Where phrases stand that are not denied in their sentence, in reading order."""
        return [mention for mention, denied in self._of_list(phrases) if not denied]

    def occurrences(self, phrases: PhraseList) -> list[Mention]:
        """Where phrases stand, denied or not, in reading order."""
        return [mention for mention, _ in self._of_list(phrases)]

    def written(self, mention: Mention) -> str:
        """The mention as the learner wrote it."""
        words = self.of_sentence(mention.sentence)[mention.first : mention.last + 1]
        return " ".join(word.written for word in words)

    def _of_list(self, phrases: PhraseList) -> Sequence[tuple[Mention, bool]]:
        return self._by_list.get(self.reader.lists[phrases], ())

    @cached_property
    def _by_list(self) -> dict[int, list[tuple[Mention, bool]]]:
        by_list = defaultdict(list)
        for index, places in self.places.items():
            for place in places:
                by_list[place.phrases].append((Mention(place.first, place.last, index), place.denied))
        return dict(by_list)

    @cached_property
    def _read(self) -> dict[int, tuple[Word, ...]]:
        return {}


class OwnWordsReader:
    """Finds the learner's own words, and the phrases of ``lists`` in them, in accounts about one unit."""

    def __init__(self, unit: Unit, lists: Sequence[PhraseList], most: int = MOST) -> None:
        self.lists = {phrases: number for number, phrases in enumerate(dict.fromkeys(lists))}
        self._finder = PhraseFinder(list(self.lists))
        self._wording = frozenset(run for text in _wording(unit) for run in _runs(_keys(text)))
        self._kept = Kept[tuple[Place, ...]](most)

    def read(self, text: str, sentences: Sequence[Sentence]) -> OwnWords:
        """The own words of an account."""
        places = {
            index: found
            for index, sentence in enumerate(sentences)
            if sentence.speaker == "learner" and (found := self._find(*_with_what_follows(text, sentence)))
        }
        return OwnWords(self, text, sentences, places)

    def words_of(self, sentence: str, following: str) -> tuple[Word, ...]:
        """The own words of a sentence of the learner's; see `unquoted_words`."""
        words = unquoted_words(sentence, following)
        return () if self._is_pasted([word.key for word in words]) else words

    def _find(self, sentence: str, following: str) -> tuple[Place, ...]:
        key = digest_of(sentence, following)
        places = self._kept.get(key)
        if places is None:
            places = self._finder.find(self.words_of(sentence, following))
            self._kept.put(key, places, 1 + len(places))
        return places

    def _is_pasted(self, keys: Sequence[str]) -> bool:
        runs = list(_runs(keys))
        return bool(runs) and sum(run in self._wording for run in runs) >= PASTED_SHARE * len(runs)


def phrase_lists(checks: Sequence[Check]) -> list[PhraseList]:
    """All lists of phrases that checks look for."""
    terms = [check.terms for check in checks if isinstance(check, TermsCheck)]
    return [*terms, *(sought.words for check in checks for _, sought in sought_by(check) if sought.words)]


def _with_what_follows(text: str, sentence: Sentence) -> tuple[str, str]:
    """The words of a sentence, and the character behind it."""
    start, end = sentence.span.start, sentence.span.end
    return text[start:end], text[end : end + 1]


def _keys(text: str) -> list[str]:
    return list(map(key_of_word, written_words(text)))


def _runs(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[start:] for start in range(RUN)), strict=False)


def _wording(unit: Unit) -> Iterator[str]:
    """What the specification says: learners paste it above or into their accounts."""
    yield from (point.text for point in unit.marking_points)
    yield from (statement.text for statement in (*unit.learning_outcomes, *unit.guidance))
    yield from (mistake.text for mistake in unit.common_mistakes)
    yield from (text for belief in unit.misconceptions for text in (belief.misconception, belief.correction))
    yield from (term.definition for term in unit.glossary)
