"""The words of a text as texts are compared: without case, punctuation, apostrophes and kinds of quotation mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=[^\W_]))*")
_DROPPED = str.maketrans("", "", "'’\N{MODIFIER LETTER APOSTROPHE} ")


@dataclass(frozen=True, slots=True)
class Words:
    """Normalised words in order, and where each one starts and ends in the text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words_of(text: str) -> Words:
    """All words of ``text``."""
    matches = list(_WORD.finditer(text))
    return Words(
        tuple(normalised(match[0]) for match in matches),
        tuple(match.start() for match in matches),
        tuple(match.end() for match in matches),
    )


def normalised(word: str) -> str:
    """``word`` as it is compared: ``Don’t``, ``don't`` and ``DONT`` are one word."""
    if word.isascii():
        return word.lower().replace("'", "")
    return unicodedata.normalize("NFKC", word).casefold().translate(_DROPPED)


def shingles_of(words: Sequence[str], ignored: Sequence[bool], length: int) -> list[tuple[str, ...] | None]:
    """For each place the ``length`` words from there on; None where they would hold an ignored word or run out."""
    shingles: list[tuple[str, ...] | None] = []
    unbroken = 0
    for start in range(len(words) - 1, -1, -1):
        unbroken = 0 if ignored[start] else unbroken + 1
        shingles.append(tuple(words[start : start + length]) if unbroken >= length else None)
    return shingles[::-1]
