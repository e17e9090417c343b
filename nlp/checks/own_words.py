"""The words that are the learner's own: no assessor's, no quoted speech, no wording of the unit pasted in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from criteria_bank.schema import Unit
from nlp.language.quotations import QUOTES, inside_quotation, quotation_pairs
from nlp.language.sentences import Sentence
from nlp.language.verbs import NEGATIONS
from nlp.language.words import key_of, word_set

LONGEST_NAME = 4
"""Words in quotation marks up to which they are a name or a term; more are somebody's words."""

RUN = 5
"""Words in a row that are taken from the unit's wording when they stand in it."""

PASTED_SHARE = 0.5
"""Share of a sentence's runs from which the sentence is the unit's wording."""

REACH_OF_NEGATION = 8
"""Words after a negation that it may deny."""

REACH_BACK = 4
"""Words before a negation that it may deny (``a SWOT was not used``)."""

_WORD = re.compile(r"\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|am|pm|%)?|\w+(?=n['’]t)|n['’]t|\w+(?:['’]\w+)*|[\"“”„«»‘’'`]")
MARKS = frozenset(",;:.!?")
_NEW_CLAUSE = word_set("but because so instead then i we until before though although however")
_USING = word_set("use used using do did done need needed apply applied have had think thought")


class Word(NamedTuple):
    """One word: as lists hold it, as the learner wrote it, its place in the text, the index of its sentence.

    ``set_off``: whether a punctuation mark follows it directly.
    """

    key: str
    written: str
    start: int
    end: int
    sentence: int
    set_off: bool


class Mention(NamedTuple):
    """A word or phrase of a list, from the word with the index ``first`` to that with ``last`` (inclusive)."""

    first: int
    last: int
    sentence: int


class Phrase(NamedTuple):
    """A word or phrase of a list, as its words are looked up; ``exact``: how it must be written (empty: any way)."""

    keys: tuple[str, ...]
    exact: str


@dataclass(frozen=True)
class OwnWords:
    """The learner's own words in reading order, and who is denied what."""

    words: tuple[Word, ...]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Indices of each word."""
        places = defaultdict(list)
        for index, word in enumerate(self.words):
            places[word.key].append(index)
        return dict(places)

    @cached_property
    def by_sentence(self) -> dict[int, list[int]]:
        """Indices of the words of each sentence that has any."""
        places = defaultdict(list)
        for index, word in enumerate(self.words):
            places[word.sentence].append(index)
        return dict(places)

    def mentions(self, phrases: tuple[str, ...]) -> list[Mention]:
        """Where phrases stand that are not denied in their sentence, in reading order."""
        found = self.occurrences(phrases)
        denied = {(mention.sentence, self._keys(mention)) for mention in found if self.is_denied(mention)}
        if not denied:
            return found
        return [mention for mention in found if (mention.sentence, self._keys(mention)) not in denied]

    def occurrences(self, phrases: tuple[str, ...]) -> list[Mention]:
        """Where phrases stand, denied or not, in reading order.

        Phrases in small letters are found in any case, phrases with capitals only as they are written.
        """
        by_opening = _by_opening(phrases)
        openings = by_opening.keys() & self.places.keys()
        found = [
            mention for opening in openings for phrase in by_opening[opening] for mention in self._occurrences(phrase)
        ]
        return sorted(found, key=lambda mention: (mention.first, -mention.last))

    def is_denied(self, mention: Mention) -> bool:
        """Whether a negation before the mention, or a "not used" after it, denies it."""
        before = self._same_sentence(mention, mention.first - REACH_OF_NEGATION, mention.first)
        for place in range(len(before) - 1, -1, -1):
            if _negates(before[place]):
                return True
            if before[place].key in _NEW_CLAUSE:
                return place > 0 and _negates(before[place - 1])  # nothing that I need to …
        after = self._same_sentence(mention, mention.last + 1, mention.last + 1 + REACH_BACK)
        return any(map(_negates, after)) and not _USING.isdisjoint(word.key for word in after)

    def _same_sentence(self, mention: Mention, start: int, end: int) -> list[Word]:
        return [word for word in self.words[max(0, start) : end] if word.sentence == mention.sentence]

    def written(self, mention: Mention) -> str:
        """The mention as the learner wrote it."""
        return " ".join(word.written for word in self.words[mention.first : mention.last + 1])

    def _keys(self, mention: Mention) -> tuple[str, ...]:
        return tuple(word.key for word in self.words[mention.first : mention.last + 1])

    def _occurrences(self, phrase: Phrase) -> Iterator[Mention]:
        length = len(phrase.keys)
        for index in self.places[phrase.keys[0]]:
            found = self.words[index : index + length]
            if tuple(word.key for word in found) != phrase.keys or found[0].sentence != found[-1].sentence:
                continue
            mention = Mention(index, index + length - 1, found[0].sentence)
            if not phrase.exact or self.written(mention) == phrase.exact:
                yield mention


class OwnWordsReader:
    """Finds the learner's own words in accounts about one unit."""

    def __init__(self, unit: Unit) -> None:
        self._wording = frozenset(run for text in _wording(unit) for run in _runs(_prepare(text).keys))

    def read(self, text: str, sentences: Sequence[Sentence]) -> OwnWords:
        """The own words of an account."""
        words: list[Word] = []
        for index, sentence in enumerate(sentences):
            if sentence.speaker == "learner":
                own = _unquoted(text, sentence.span.start, sentence.span.end, index)
                if not self._is_pasted([word.key for word in own]):
                    words += own
        return OwnWords(tuple(words))

    def _is_pasted(self, keys: Sequence[str]) -> bool:
        runs = list(_runs(keys))
        return bool(runs) and sum(run in self._wording for run in runs) >= PASTED_SHARE * len(runs)


def _unquoted(text: str, start: int, end: int, sentence: int) -> list[Word]:
    """The words of one sentence without what stands in quotation marks, unless that is short enough for a name."""
    found = list(_WORD.finditer(text, start, end))
    marks = [match[0] for match in found]
    kept = found
    if not QUOTES.isdisjoint(marks):
        spaces = [text[match.end() : match.end() + 1].isspace() for match in found]
        pairs = quotation_pairs(marks, spaces)
        speech = {closing: opening for closing, opening in pairs.items() if closing - opening - 1 > LONGEST_NAME}
        quoted = inside_quotation(speech, len(found))
        kept = [match for match, inside in zip(found, quoted, strict=True) if not inside and match[0] not in QUOTES]
    return [
        Word(
            _key(written := match[0]),
            written,
            match.start(),
            end := match.end(),
            sentence,
            text[end : end + 1] in MARKS,
        )
        for match in kept
    ]


def _key(word: str) -> str:
    """A word as lists hold it, without the s of a possessive (``Kano's``)."""
    return word.lower() if word.isalpha() else key_of(word).removesuffix("'s")


def _negates(word: Word) -> bool:
    """Whether the word denies what follows it; ``no`` as an answer does not (``I said no, GDPR``)."""
    return word.key in NEGATIONS and not word.set_off


@lru_cache(maxsize=64)
def _by_opening(phrases: tuple[str, ...]) -> dict[str, list[Phrase]]:
    """The phrases by the word that they begin with."""
    by_opening = defaultdict(list)
    for phrase in map(_prepare, phrases):
        by_opening[phrase.keys[0]].append(phrase)
    return dict(by_opening)


def _prepare(phrase: str) -> Phrase:
    written = _WORD.findall(phrase)
    return Phrase(tuple(map(_key, written)), " ".join(written) if phrase != phrase.lower() else "")


def _runs(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[start:] for start in range(RUN)), strict=False)


def _wording(unit: Unit) -> Iterator[str]:
    """What the specification says: learners paste it above or into their accounts."""
    yield from (point.text for point in unit.marking_points)
    yield from (statement.text for statement in (*unit.learning_outcomes, *unit.guidance))
    yield from (mistake.text for mistake in unit.common_mistakes)
    yield from (text for belief in unit.misconceptions for text in (belief.misconception, belief.correction))
    yield from (term.definition for term in unit.glossary)
