"""Where the phrases of lists stand in a sentence, and whether it denies them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.checks.words import Word, key_of_word, written_words
from nlp.language.verbs import NEGATIONS
from nlp.language.words import word_set

REACH_OF_NEGATION = 8
"""Words after a negation that it may deny."""

REACH_BACK = 4
"""Words before a negation that it may deny (``a SWOT was not used``)."""

_NEW_CLAUSE = word_set("but because so instead then i we until before though although however")
_USING = word_set("use used using do did done need needed apply applied have had think thought")

PhraseList = tuple[str, ...]
"""Phrases in small letters are found in any case, phrases with capitals only as they are written."""


class Place(NamedTuple):
    """Where a phrase stands in its sentence: the indices of its first word and its last (inclusive).

    ``phrases``: the number of its list. ``denied``: the sentence denies these words, there or where they stand again.
    """

    phrases: int
    first: int
    last: int
    denied: bool


class _Phrase(NamedTuple):
    """A phrase of a list, as its words are looked up; ``exact``: how it must be written (empty: any way)."""

    phrases: int
    keys: tuple[str, ...]
    exact: str

    def stands_at(self, words: Sequence[Word], first: int) -> bool:
        """Whether it stands from the word at ``first`` on."""
        found = words[first : first + len(self.keys)]
        if tuple(word.key for word in found) != self.keys:
            return False
        return not self.exact or " ".join(word.written for word in found) == self.exact


class PhraseFinder:
    """Finds the phrases of some lists in sentences."""

    def __init__(self, lists: Sequence[PhraseList]) -> None:
        self._by_opening: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for number, phrases in enumerate(lists):
            for phrase in phrases:
                written = written_words(phrase)
                exact = " ".join(written) if phrase != phrase.lower() else ""
                keys = tuple(map(key_of_word, written))
                self._by_opening[keys[0]].append(_Phrase(number, keys, exact))

    def find(self, words: Sequence[Word]) -> tuple[Place, ...]:
        """Where phrases stand in the ``words`` of a sentence: in reading order, at one place the longer first."""
        found = sorted(self._find(words), key=lambda place: (place.first, -place.last))
        denied = {_said(words, place) for place in found if is_denied(words, place.first, place.last)}
        return tuple(place._replace(denied=True) if _said(words, place) in denied else place for place in found)

    def _find(self, words: Sequence[Word]) -> Iterator[Place]:
        for first, word in enumerate(words):
            for phrase in self._by_opening.get(word.key, ()):
                if phrase.stands_at(words, first):
                    yield Place(phrase.phrases, first, first + len(phrase.keys) - 1, denied=False)


def is_denied(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a negation before the words from ``first`` to ``last``, or a "not used" after them, denies them."""
    before = words[max(0, first - REACH_OF_NEGATION) : first]
    for place in range(len(before) - 1, -1, -1):
        if _negates(before[place]):
            return True
        if before[place].key in _NEW_CLAUSE:
            return place > 0 and _negates(before[place - 1])  # nothing that I need to …
    after = words[last + 1 : last + 1 + REACH_BACK]
    return any(map(_negates, after)) and not _USING.isdisjoint(word.key for word in after)


def _said(words: Sequence[Word], place: Place) -> tuple[int, tuple[str, ...]]:
    """The list of a place, and its words."""
    return place.phrases, tuple(word.key for word in words[place.first : place.last + 1])


def _negates(word: Word) -> bool:
    """Whether the word denies what follows it; ``no`` as an answer does not (``I said no, GDPR``)."""
    return word.key in NEGATIONS and not word.set_off
