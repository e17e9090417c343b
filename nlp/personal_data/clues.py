"""What a stretch of text between blank lines shows of personal data by itself.

Nothing that the rules look at reaches across a blank line, so that this follows from the stretch alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp.documents import Span
from nlp.personal_data.candidates import Candidate, without_overlaps
from nlp.personal_data.matching import find_shapes
from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.names import NameClue, NameFinder
from nlp.personal_data.titled_surnames import TitleClue, TitledSurnameFinder
from nlp.personal_data.words import split_words

_BLANK_LINES = re.compile(r"\n\n+")


class Clues(NamedTuple):
    """Strings of a fixed shape, what may be a name, and the surnames after titles: places, and no words.

    All places count from where the stretch begins.
    """

    shapes: tuple[Candidate, ...]
    names: tuple[NameClue, ...]
    titles: tuple[TitleClue, ...]
    after_titles: tuple[Span, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return sum(map(len, self))


def find_clues(stretch: str) -> Clues:
    """Everything that the rules find in a stretch."""
    words, rules = split_words(stretch), name_rules()
    names = NameFinder(stretch, words, rules)
    return Clues(
        shapes=tuple(without_overlaps(find_shapes(stretch))),
        names=tuple(names.find()),
        titles=tuple(TitledSurnameFinder(stretch, words, rules).find()),
        after_titles=tuple(Span(word.start, word.end) for word in names.after_titles()),
    )


def stretches(text: str) -> Iterator[Span]:
    """All of a text, parted behind its blank lines."""
    ends = [match.end() for match in _BLANK_LINES.finditer(text)]
    return (Span(start, end) for start, end in pairwise([0, *ends, len(text)]) if start < end)
