"""Words that are not a writer's own, so that sharing them means nothing: the unit's wording, headings, questions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from criteria_bank.schema import Unit
from nlp.language.speaker import speakers
from nlp.overlap.words import Words, words_of

LONGEST_PHRASE = 6
"""Words in a row of the unit's that are taken for its wording. Shorter ones are its own only as a whole label."""
SHORTEST_PHRASE = 3
LONGEST_HEADING = 8
"""Words of a paragraph without a full stop that is taken for a heading; notes as short as that tell nothing."""

_NOT_WORDING = frozenset({"id", "examples", "counter_examples", "words", "version"})
_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
_SENTENCE = re.compile(r"\S(?:[^.?!]|[.?!](?!\s))*[.?!]*")
_STOPS = tuple(".,;!?…")


def wording_of(unit: Unit) -> Iterator[str]:
    """Everything that the unit says to people, but for the examples that are written in learners' voices."""
    yield from _strings(unit.model_dump())


class Ignored:
    """What is left out of comparisons: the phrases of ``wordings``, headings, and what an assessor says."""

    def __init__(self, wordings: Iterable[str] = ()) -> None:
        self._phrases: set[tuple[str, ...]] = set()
        for wording in wordings:
            words = words_of(wording).words
            length = min(LONGEST_PHRASE, len(words))
            if length >= SHORTEST_PHRASE:
                self._phrases.update(words[start : start + length] for start in range(len(words) - length + 1))

    def of(self, text: str, words: Words) -> list[bool]:
        """For each of the ``words`` of ``text`` whether it is left out."""
        ignored = [False] * len(words.words)
        for start in range(len(ignored)):
            for length in range(SHORTEST_PHRASE, LONGEST_PHRASE + 1):
                if words.words[start : start + length] in self._phrases:
                    ignored[start : start + length] = [True] * len(words.words[start : start + length])
        stretches = [*_headings(text), *_assessors_turns(text)]
        for first, last in stretches:
            start, end = bisect_left(words.starts, first), bisect_left(words.starts, last)
            ignored[start:end] = [True] * (end - start)
        return ignored


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in _NOT_WORDING:
                yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)


def _headings(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        words = len(paragraph[0].split())
        if words <= LONGEST_HEADING and not paragraph[0].rstrip().endswith(_STOPS):
            yield paragraph.span()


def _assessors_turns(text: str) -> Iterator[tuple[int, int]]:
    """What an assessor says in a discussion: learners of one assessor answer the same questions."""
    found: list[re.Match[str]] = []
    paragraphs: list[int] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        sentences = list(_SENTENCE.finditer(text, paragraph.start(), paragraph.end()))
        found += sentences
        paragraphs += [number] * len(sentences)
    said = speakers([match[0].strip() for match in found], paragraphs)
    yield from (match.span() for match, speaker in zip(found, said, strict=True) if speaker == "assessor")
