"""What every rewrite needs to know about a text: its words, its negations, its digits, and how it opens."""

from __future__ import annotations

import re

from nlp.language.verbs import NEGATIONS
from nlp.language.words import APOSTROPHE, key_of, word_set

APOSTROPHES = f"'{APOSTROPHE}"
WORD = re.compile(rf"(?<![\w@/.])[^\W\d_]+(?:[{APOSTROPHES}-][^\W\d_]+)*(?![\w@/]|\.\w)")
"""A word of letters, with the apostrophes and hyphens inside it; no part of an address, a number or a code."""

_LEAD = re.compile(r"\s*(?:[-*•–]\s+|\d+[.)]\s+)?(?:[^\W\d_][\w.]{0,19}(?: \w{1,12})?:\s+)?")
_TOKEN = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_AUXILIARIES = word_set(
    "ai are ca could dare did does do had has have is might must need ought sha should was were wo would"
)
_CONTRACTED = frozenset(f"{auxiliary}nt" for auxiliary in _AUXILIARIES)
_NEGATIONS = frozenset(word.replace("'", "") for word in NEGATIONS)


def is_negation(word: str) -> bool:
    """Whether ``word`` negates: not, never, nobody, without …, or a contraction such as didn't or didnt."""
    key = key_of(word)
    bare = key.replace("'", "")
    return bare in _NEGATIONS or bare in _CONTRACTED or key.endswith("n't")


def negations(text: str) -> tuple[str, ...]:
    """The negations of ``text`` in their order, in lower case and without apostrophes."""
    words = _TOKEN.findall(text)
    return tuple(key_of(word).replace("'", "") for word in words if is_negation(word))


def digits(text: str) -> str:
    """All digits of ``text``, in their order."""
    return "".join(filter(str.isdigit, text))


def has_words(text: str) -> bool:
    """Whether anything in ``text`` is a letter or a digit."""
    return any(map(str.isalnum, text))


def split_lead(text: str) -> tuple[str, str]:
    """``text`` parted into what stands before its words (a bullet, a number, ``Assessor:``) and the rest."""
    lead = _LEAD.match(text)
    end = lead.end() if lead else 0
    return text[:end], text[end:]


def in_case_of(model: str, word: str) -> str:
    """``word``, with a capital where ``model`` begins with one."""
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
