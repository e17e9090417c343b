"""How people type: slips of the fingers, no punctuation, no capitals."""

from __future__ import annotations

import re
from random import Random

from nlp.corpus.variants.data import variant_data
from nlp.corpus.variants.wording import APOSTROPHES, WORD, is_negation

SLIPS_PER_LETTER = 0.02
FEWEST_LETTERS = 3
"""Shorter words are left alone: a slip in one makes another word (``on``, ``no``)."""

_PUNCTUATION = re.compile(rf"[,;.]+(?!\w)|(?<=\w)[{APOSTROPHES}](?=[^\W\d_])")
_BLANKS = re.compile(r"  +")


def typos(text: str, random: Random) -> str:
    """``text`` with letters swapped, dropped, doubled or hit on the key beside.

    At most one slip a word, never in its first letter, nor in names, negations, addresses and anything with digits.
    """
    return WORD.sub(lambda match: _mistyped(match[0], random), text)


def _mistyped(word: str, random: Random) -> str:
    draw = random.random()
    if len(word) < FEWEST_LETTERS or draw > SLIPS_PER_LETTER * len(word) or not word.islower() or is_negation(word):
        return word
    place = random.randrange(1, len(word))
    if not word[place].isalpha():
        return word
    slipped = word[:place] + _slip(word[place:], random)
    return word if is_negation(slipped) else slipped


def _slip(letters: str, random: Random) -> str:
    """``letters`` with a slip in the first of them."""
    first, rest = letters[0], letters[1:]
    kind = random.randrange(4)
    if kind == 0:
        return rest
    if kind == 1 and rest[:1].isalpha():
        return rest[0] + first + rest[1:]
    if kind == 2:  # noqa: PLR2004 - kinds are only numbered to be drawn
        return first + letters
    return random.choice(variant_data().neighbouring_keys.get(first, first)) + rest


def no_punctuation(text: str, random: Random) -> str:  # noqa: ARG001 - it leaves nothing to chance
    """``text`` without commas, semicolons, full stops and apostrophes; figures, addresses and ``?`` stay."""
    return _BLANKS.sub(" ", _PUNCTUATION.sub("", text)).strip()


def lower_case(text: str, random: Random) -> str:  # noqa: ARG001 - it leaves nothing to chance
    """``text`` in lower case, but for names such as LAST, whose lower case is another word."""
    kept = variant_data().keep_capitals
    return WORD.sub(lambda match: match[0] if match[0] in kept else match[0].lower(), text)
