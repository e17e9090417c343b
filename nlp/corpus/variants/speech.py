"""How people speak: British dialect and informal forms, and what dictation takes down."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from random import Random

from nlp.corpus.variants.data import variant_data
from nlp.corpus.variants.keyboard import no_punctuation
from nlp.corpus.variants.wording import WORD, has_words, in_case_of, is_negation, split_lead
from nlp.language.verbs import DETERMINERS
from nlp.language.words import key_of

DIALECT_FORMS = 0.6
"""Chance that a word or phrase with a form in dialect takes it."""
DROPPED_G = 0.4
FILLERS = 0.08
REPEATED_STARTS = 0.35
NUMBERS = 0.7
_SHORTEST_ING = len("doing")
_NUMBER = re.compile(r"(?<![\w.,:/£$€%+@#-])(?<![A-Z] )(?<!flat )(?<!room )(?<!unit )\b([1-9]\d?)(?= [a-z])")


def dialect(text: str, random: Random) -> str:
    """``text`` with some words in their spoken or regional form, and some -ing without its g."""
    phrases = variant_data().dialect.phrases

    def spoken(match: re.Match[str]) -> str:
        form = phrases[match[0].lower()]
        return in_case_of(match[0], form) if random.random() < DIALECT_FORMS else match[0]

    return WORD.sub(lambda match: _in_dialect(match[0], random), _phrases().sub(spoken, text))


def _in_dialect(word: str, random: Random) -> str:
    data = variant_data().dialect
    key = key_of(word)
    if key in data.words:
        return in_case_of(word, random.choice(data.words[key])) if random.random() < DIALECT_FORMS else word
    if key.endswith("ing") and len(key) >= _SHORTEST_ING and not (is_negation(key) or key in data.keep_g):
        return f"{word[:-1]}'" if random.random() < DROPPED_G else word
    return word


@cache
def _phrases() -> re.Pattern[str]:
    phrases = sorted(variant_data().dialect.phrases, key=len, reverse=True)
    nouns = "|".join(DETERMINERS)  # "going to the shop" is no "gonna"
    return re.compile(rf"\b(?i:{'|'.join(map(re.escape, phrases))})\b(?! (?:(?:{nouns})\b|[A-Z\d]))")


def dictated(text: str, random: Random) -> str:
    """``text`` as dictation takes it down: fillers, starts said twice, no punctuation."""
    lead, body = split_lead(text)
    if not has_words(body):
        return text
    words = no_punctuation(body, random).split(" ")
    start = _repeated(words, random) if random.random() < REPEATED_STARTS else []
    again = [_lowered(words[0]), *words[1:]] if start else words
    return lead + " ".join((*start, again[0], *(_after_filler(*pair, random) for pair in pairwise(again))))


def _after_filler(before: str, word: str, random: Random) -> str:
    """``word``, perhaps with a filler before it; names, figures and what a negation bears on are said in one go."""
    if random.random() >= FILLERS or not word.islower() or is_negation(before):
        return word
    return f"{random.choice(variant_data().fillers)} {word}"


def _repeated(words: list[str], random: Random) -> list[str]:
    """The first word or two, to be said again; none where they hold a name, a negation or a figure."""
    start = words[: random.choice((1, 2))]
    function_words = variant_data().function_words
    return start if all(word.lower() in function_words and not is_negation(word) for word in start) else []


def _lowered(word: str) -> str:
    return word if word == "I" else word.lower()


def spoken_numbers(text: str, random: Random) -> str:
    """``text`` with some whole numbers up to 99 as words, where they count something: no dates, prices or addresses."""
    return _NUMBER.sub(lambda match: _in_words(int(match[1])) if random.random() < NUMBERS else match[1], text)


def _in_words(number: int) -> str:
    data = variant_data()
    if number < len(data.small_numbers):
        return data.small_numbers[number]
    tens, units = divmod(number, 10)
    return data.tens[tens - 2] + (f" {data.small_numbers[units]}" if units else "")
