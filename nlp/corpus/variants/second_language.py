"""English as a second language: the slips that its learners' articles, endings, prepositions and auxiliaries show."""

from __future__ import annotations

import re
from random import Random

from nlp.corpus.variants.data import VariantData, variant_data
from nlp.corpus.variants.wording import WORD, in_case_of
from nlp.language.verbs import BE_PAST, BE_PRESENT, COMMON_PRESENT, DETERMINERS, THIRD_SINGULAR

ARTICLES = 0.35
"""Chance that an article is dropped; half as often an article is put where none belongs."""
ENDINGS = 0.3
PREPOSITIONS = 0.2
AUXILIARIES = 0.4
PLURALS = 0.5
"""Chances that each place for a slip shows one."""

_ARTICLES = frozenset({"a", "an", "the"})
_AUXILIARIES = (BE_PRESENT | BE_PAST) & frozenset({"am", "is", "are", "was", "were"})
_NO_VERBS = frozenset(
    {"always", "as", "does", "has", "is", "its", "perhaps", "sometimes", "this", "thus", "was", "yes"}
)
_SHORTEST_ING = len("doing")


def second_language(text: str, random: Random) -> str:
    """``text`` with some articles dropped or added, endings and auxiliaries left out, prepositions confused."""
    data = variant_data()
    matches = list(WORD.finditer(text))
    words = [match[0].lower() for match in matches]
    pieces: list[str] = []
    position = 0
    for index, match in enumerate(matches):
        pieces.append(text[position : match.start()])
        position = match.end()
        written = _written(words, index, match[0], data, random)
        pieces.append(written)
        if not written:  # the blank behind it goes as well
            position += len(text[position : position + 1]) - len(text[position : position + 1].lstrip())
    return in_case_of(text, "".join(pieces) + text[position:])


def _written(words: list[str], index: int, word: str, data: VariantData, random: Random) -> str:
    key = words[index]
    before = words[index - 1] if index else ""
    following = words[index + 1] if index + 1 < len(words) else ""
    draw = random.random()
    if key in _ARTICLES:
        return "" if draw < ARTICLES and following else word
    if key in _AUXILIARIES and following.endswith("ing") and len(following) >= _SHORTEST_ING:
        return "" if draw < AUXILIARIES else word
    if key in data.second_language.uncountable:
        return _noun(word, before, draw)
    if key in data.second_language.prepositions:
        return in_case_of(word, random.choice(data.second_language.prepositions[key])) if draw < PREPOSITIONS else word
    return _without_ending(word, key, before, data) if draw < ENDINGS else word


def _noun(word: str, before: str, draw: float) -> str:
    if draw < PLURALS:
        return f"{word}s"
    return f"the {word}" if draw < PLURALS + ARTICLES / 2 and before and before not in DETERMINERS else word


def _without_ending(word: str, key: str, before: str, data: VariantData) -> str:
    verb = data.verbs.by_past.get(key)
    if verb and key.endswith("ed") and word.islower():
        return verb.base
    is_third_person = key in COMMON_PRESENT or (before in THIRD_SINGULAR and before not in DETERMINERS)
    if is_third_person and word.islower() and re.fullmatch(r"[a-z]+[^s]s", key) and key not in _NO_VERBS:
        return _without_s(key)
    return word


def _without_s(verb: str) -> str:
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes", "goes", "does")) else verb[:-1]
