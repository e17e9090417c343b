"""The words of a sentence as lists hold them, without what it quotes."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.language.quotations import QUOTES, inside_quotation, quotation_pairs
from nlp.language.words import key_of

LONGEST_NAME = 4
"""Words in quotation marks up to which they are a name or a term; more are somebody's words."""

_WORD = re.compile(r"\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|am|pm|%)?|\w+(?=n['’]t)|n['’]t|\w+(?:['’]\w+)*|[\"“”„«»‘’'`]")
_MARKS = frozenset(",;:.!?")


class Word(NamedTuple):
    """One word: as lists hold it, and as the learner wrote it.

    ``set_off``: whether a punctuation mark follows it directly.
    """

    key: str
    written: str
    set_off: bool


def unquoted_words(sentence: str, following: str) -> tuple[Word, ...]:
    """The words of a sentence without what stands in quotation marks, unless that is short enough for a name.

    ``following``: the character behind the sentence; empty where the text ends.
    """
    found = list(_WORD.finditer(sentence))
    written = [match[0] for match in found]
    behind = [sentence[match.end() : match.end() + 1] or following for match in found]
    words = (Word(key_of_word(word), word, mark in _MARKS) for word, mark in zip(written, behind, strict=True))
    if QUOTES.isdisjoint(written):
        return tuple(words)
    pairs = quotation_pairs(written, [mark.isspace() for mark in behind])
    speech = {closing: opening for closing, opening in pairs.items() if closing - opening - 1 > LONGEST_NAME}
    quoted = inside_quotation(speech, len(found))
    return tuple(word for word, inside in zip(words, quoted, strict=True) if not inside and word.written not in QUOTES)


def written_words(phrase: str) -> list[str]:
    """The words of a phrase."""
    return _WORD.findall(phrase)


def key_of_word(word: str) -> str:
    """A word as lists hold it, without the s of a possessive (``Kano's``)."""
    return word.lower() if word.isalpha() else key_of(word).removesuffix("'s")
