"""The learner's own sentences with content, and where words of lists stand in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from nlp.judgement.evidence import Observations

MORE_LIKELY_THAN_NOT = 0.5

_WORD = re.compile(r"\w+")
_ANY = ""
"""The key of words that may stand for any other."""


class Mention(NamedTuple):
    """A place of a word or phrase: where it starts in the text, and how it is written there."""

    start: int
    written: str


@dataclass(frozen=True)
class Told:
    """``sentences``: where each starts, and its words; headings and an assessor's are not among them."""

    sentences: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, text: str, observations: Observations) -> Told:
        """Those of an account."""
        return cls(
            tuple(
                (sentence.span.start, text[sentence.span.start : sentence.span.end])
                for sentence, content in zip(observations.sentences, observations.content.tolist(), strict=True)
                if sentence.speaker == "learner" and content >= MORE_LIKELY_THAN_NOT
            )
        )

    def mentions(self, words: tuple[str, ...]) -> Iterator[Mention]:
        """Where the words or phrases stand as whole words, in any case, in reading order and without overlap."""
        sought = _sought(words)
        places = sorted(
            (number, offset - before)
            for key, before in sought.openings
            for number, offset in self._places.get(key, ())
            if offset >= before
        )
        behind = 0, 0
        for number, offset in places:
            start, said = self.sentences[number]
            if (number, offset) >= behind and (found := sought.pattern.match(said, offset)):
                behind = number, found.end()
                yield Mention(start + offset, found[0])

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int]]]:
        """By its `_key`, the sentence of each word and where in it the word begins."""
        places = defaultdict(list)
        for number, (_, said) in enumerate(self.sentences):
            for match in _WORD.finditer(said):
                places[_key(match[0])].append((number, match.start()))
        return dict(places)


class _Sought(NamedTuple):
    """Words and phrases as they are looked for.

    ``openings``: the keys that a place may have, and how many characters of the phrase stand before it. Only there does
    the ``pattern`` need to be tried, which would take long to try everywhere.
    """

    pattern: re.Pattern[str]
    openings: frozenset[tuple[str, int]]


@lru_cache(maxsize=64)
def _sought(words: tuple[str, ...]) -> _Sought:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
    first = [match for match in map(_WORD.search, words) if match]
    openings = {(key, match.start()) for match in first for key in (_key(match[0]), _ANY)}
    return _Sought(pattern, frozenset(openings))


def _key(word: str) -> str:
    """A word in small letters. Other letters than those of English can be several in another case: they share one."""
    return word.lower() if word.isascii() else _ANY
