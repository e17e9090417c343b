"""Lists of words."""

from __future__ import annotations

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, which white space parts."""
    return frozenset(text.split())


def key_of(word: str) -> str:
    """``word`` as lists of words hold it: in lower case, with a straight apostrophe."""
    return word.lower().replace(APOSTROPHE, "'")
