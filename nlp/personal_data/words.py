"""The words of a text as the search for names sees them."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple
from unicodedata import combining, normalize

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDING = re.compile(r"(?:['’](?:s|m|d|t|ve|re|ll)){1,3}$", re.IGNORECASE)
# Letters that Unicode does not take apart into a letter and an accent; and the two apostrophes.
_UNDIVIDED = str.maketrans({"’": "'", "ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss"})
_GAP = re.compile(r"\.?[ \u00a0]{1,2}")


class Word(NamedTuple):
    """A word without its possessive or contracted ending: its place in the text, itself, and `folded`."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capitalised(self) -> bool:
        """It begins with a capital and is not written in capitals throughout."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())


def folded(word: str) -> str:
    """Lower case, without accents, with straight apostrophes, so that "Siân" is found under "sian"."""
    if word.isascii():
        return word.lower()
    return "".join(char for char in normalize("NFKD", word.lower().translate(_UNDIVIDED)) if not combining(char))


def split_words(text: str) -> list[Word]:
    """All words, in order: runs of letters, joined by apostrophes and hyphens."""
    words = []
    for match in _WORD.finditer(text):
        start, word = match.start(), match[0]
        if not word.isalpha():
            word = _ENDING.sub("", word)
        words.append(Word(start, start + len(word), word, folded(word)))
    return words


def adjacent(text: str, before: Word, after: Word, abbreviations: Container[str] = ()) -> bool:
    """Whether nothing but a space stands between them, or the full stop of an initial or abbreviation."""
    gap = text[before.end : after.start]
    may_end_in_stop = len(before.text) == 1 or before.lower in abbreviations
    return _GAP.fullmatch(gap) is not None and (gap[0] != "." or may_end_in_stop)
