"""A few of the learner's own words, short enough to recognise the place by."""

from __future__ import annotations

import re

from nlp.results import Extent

FEWEST_WORDS = 8
MOST_WORDS = 12
LONG_QUOTE = 24
CHARACTERS_PER_WORD = 8
ELLIPSIS = "…"
_WORD = re.compile(r"\S+")
LIST_MARKS = "-–—•·*▪◦ \t"
PAUSES = ",;:.!?–—"


def quote(text: str, place: Extent, most_words: int = MOST_WORDS) -> str | None:
    """The first words of the sentence at ``place``, with an ellipsis where it goes on.

    Up to ``most_words`` words; a longer sentence is cut at the last pause from word `FEWEST_WORDS` on, if there is one.
    None where there is no word, or the first is too long to quote. Without the ellipsis it stands in the text as it is.
    """
    ends = [match.end() for match in _WORD.finditer(text, place.start, place.end)]
    kept = _cut(text, [end for end in ends if end - place.start <= CHARACTERS_PER_WORD * most_words], most_words)
    if not kept:
        return None
    words = text[place.start : kept[-1]].strip().lstrip(LIST_MARKS).rstrip(",;:.–—- ")
    if not words:
        return None
    return words if len(kept) == len(ends) else f"{words} {ELLIPSIS}"


def _cut(text: str, ends: list[int], most_words: int) -> list[int]:
    if len(ends) <= most_words:
        return ends
    pauses = [count for count in range(FEWEST_WORDS, most_words + 1) if text[ends[count - 1] - 1] in PAUSES]
    return ends[: max(pauses, default=most_words)]
