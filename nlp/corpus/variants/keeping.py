"""Rewrites after which a sentence is still evidence of the same: other English, the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from nlp.corpus.variants.keyboard import lower_case, no_punctuation, typos
from nlp.corpus.variants.second_language import second_language
from nlp.corpus.variants.speech import dialect, dictated, spoken_numbers
from nlp.corpus.variants.wording import digits, has_words, negations

Rewrite = Callable[[str, Random], str]


def kept(rewrite: Rewrite) -> Rewrite:
    """``rewrite``, but a text in which it would add or lose a negation, a digit or all words stays as it is."""

    def checked(text: str, random: Random) -> str:
        rewritten = rewrite(text, random)
        same = negations(rewritten) == negations(text) and digits(rewritten) == digits(text)
        return rewritten if same and has_words(rewritten) else text

    return checked


_dictated = kept(dictated)


def _dictated_with_numbers(text: str, random: Random) -> str:
    return spoken_numbers(_dictated(text, random), random)


KEEPING: Mapping[str, Rewrite] = MappingProxyType(
    {
        "typos": kept(typos),
        "no_punctuation": kept(no_punctuation),
        "lower_case": kept(lower_case),
        "second_language": kept(second_language),
        "dialect": kept(dialect),
        "dictated": _dictated_with_numbers,
    }
)
"""Every rewrite by its name. All keep negations, up to an apostrophe, and digits, but for numbers that are dictated."""
