"""Sentences that say how things are in general, against those about one person, time or thing that happened.

A sentence is general only where something marks it as general and nothing marks it as specific. Marks of the specific
win, and most of them are words that second-language writers do not leave out (she, Mrs, Tuesday, 40), so that a missing
article or a wrong tense makes nothing general.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from criteria_bank.quality import Condition, QualityRules
from nlp.language.abbreviations import MONTHS, TITLES, WEEKDAYS
from nlp.language.verbs import is_past
from nlp.language.words import word_set
from nlp.quality.noticed import Noticed
from nlp.quality.own_sentences import OwnSentence

OBLIGATION = word_set("should must ought shall")
NEED_TO = word_set("need needs have has")
UNIVERSAL = word_set("always never every everyone everybody all any anyone anybody nobody each whatever whenever")
FIRST_PERSON = word_set("i me my mine myself i'm i've i'd i'll")
ONE_PERSON = word_set("he she him her hers his himself herself he's she's he'd she'd")
ANAPHORIC = word_set("this that these those it they there which so such he she the my our his her their")
"""A sentence that opens with one of these is about something named before it, and no claim by itself."""

TIMES = (
    WEEKDAYS
    | (MONTHS - {"mar"})
    | word_set(
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
        "october november december yesterday ago tonight morning afternoon evening easter christmas ramadan eid diwali "
        "o'clock once eventually later"
    )
)
OPINION = word_set("think believe feel know agree understand say")
_OPENING_REACH = 4
_FEWEST_WORDS = 4

_CITATION = re.compile(r"\([^()]*\b(?:19|20)\d\d\b[^()]*\)")
_ITEM = re.compile(r"\A\s*(?:[-*•]\s*)?(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[a-z][.)])\s+")
_FIGURE = re.compile(r"[£$€%]|(?<![\w.])\d")
_QUOTATION = re.compile(r"[\"“«‘]([^\"“”«»‘’]+)[\"”»’]")
_NAME = re.compile(r"(?<=[\w,;] )(?!I\b)[A-Z][a-z]+\b")


def notice_specificity(own: tuple[OwnSentence, ...], rules: QualityRules, terms: frozenset[str]) -> tuple[Noticed, ...]:
    """Whether hardly a sentence is specific, or else whether many claim things in general.

    ``terms``: words in small letters that the unit's models and theories are called by, whose capitals name nobody.
    The places are sentences that are no evidence: claims first, and among these advice last.
    """
    bounds = rules.bounds
    if len(own) < bounds.fewest_sentences.value:
        return ()
    specific = [is_specific(sentence, terms) for sentence in own]
    general = [one for one in own if not one.evidence and is_general(one, rules, terms)]
    idle = [one for one, told in zip(own, specific, strict=True) if not told and _is_idle(one)]
    if sum(specific) < bounds.specific_share.value * len(own):
        shown = dict.fromkeys([*_claims_first(general, rules), *idle])
        return (_noticed("unspecific", sum(specific) / len(own), shown, rules),)
    if len(general) >= max(bounds.fewest_places.value, bounds.general_share.value * len(own)):
        return (_noticed("general", len(general) / len(own), _claims_first(general, rules), rules),)
    return ()


def is_specific(sentence: OwnSentence, terms: frozenset[str]) -> bool:
    """Whether it has a person, a time, a figure or somebody's words in it, or tells what I or we did."""
    said = set(sentence.words)
    if said & TIMES or said & TITLES or (said & ONE_PERSON and not _either_sex(sentence.words)):
        return True
    if sentence.grammar.tense == "past" and sentence.grammar.person != "other" and not sentence.grammar.hypothetical:
        return True
    text = _CITATION.sub("", _ITEM.sub("", sentence.text, count=1))
    return bool(_FIGURE.search(text) or quotes_somebody(text)) or any(
        match[0].lower() not in terms for match in _NAME.finditer(text)
    )


def quotes_somebody(text: str) -> bool:
    """Whether two words or more stand in quotation marks: one may be a term."""
    return any(len(match[1].split()) > 1 for match in _QUOTATION.finditer(text))


def is_general(sentence: OwnSentence, rules: QualityRules, terms: frozenset[str]) -> bool:
    """Whether it claims something of people, service and the like in general, and nothing in it is specific."""
    words = _without_opinion(sentence.words)
    if len(words) < _FEWEST_WORDS or sentence.asks or sentence.grammar.tense in {"past", "future"}:
        return False
    return FIRST_PERSON.isdisjoint(words) and not is_specific(sentence, terms) and _claims(words, sentence, rules)


def is_advice(sentence: OwnSentence, rules: QualityRules) -> bool:
    """Whether it says what you, one or a good adviser should do."""
    words = sentence.words
    if sentence.asks or sentence.grammar.person != "other" or set(words) & FIRST_PERSON:
        return False
    if sentence.grammar.tense == "past" and not sentence.grammar.hypothetical:
        return False
    you = any(word in {"you", "one"} for word in words[:_OPENING_REACH])
    duty = bool(OBLIGATION & set(words[:12])) or _needs_to(words)
    anybody = you or _is_about(words, rules.words.groups, rules.words.praise)
    return (you or words[0] not in ANAPHORIC) and (duty or (anybody and sentence.grammar.modal))


def _claims(words: tuple[str, ...], sentence: OwnSentence, rules: QualityRules) -> bool:
    lists, said, grammar = rules.words, set(words), sentence.grammar
    if said.intersection(lists.worth):
        return True
    if words[0].partition("'")[0] in ANAPHORIC | {"we"}:
        return False
    if _is_about(words, (*lists.groups, *lists.topics), lists.praise):
        return not any(is_past(word) for word in words[1:4])
    universal = grammar.tense == "present" and not UNIVERSAL.isdisjoint(words[:_OPENING_REACH])
    return universal or not OBLIGATION.isdisjoint(words) or _needs_to(words)


def _is_about(words: tuple[str, ...], subjects: tuple[str, ...], praise: tuple[str, ...]) -> bool:
    """Whether it opens with people or things in general: ``A good adviser …``, ``Trust …``; not ``The customer …``."""
    opening = list(words[:_OPENING_REACH])
    while opening and (
        opening[0] in praise or opening[0] in {"a", "an", "any", "every", "all", "most", "some", "many"}
    ):
        opening.pop(0)
    return bool(opening) and opening[0] in subjects


def _needs_to(words: tuple[str, ...]) -> bool:
    return any(word in NEED_TO and words[i + 1 : i + 2] == ("to",) for i, word in enumerate(words))


def _without_opinion(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind ``I think that`` or ``In my opinion,``: what is thought is a claim like any other."""
    if words[:1] == ("i",) and words[1:2] and words[1] in OPINION:
        return words[3:] if words[2:3] == ("that",) else words[2:]
    if words[:2] == ("in", "my") and words[2:3] and words[2] in {"opinion", "view"}:
        return words[4:] if words[3:4] == (",",) else words[3:]
    return words


def _either_sex(words: tuple[str, ...]) -> bool:
    """Whether the only persons are of the kind of ``he or she``, ``his or her``."""
    either = {i + step for i, word in enumerate(words) if word == "or" for step in (-1, 1)}
    return all(i in either for i, word in enumerate(words) if word in ONE_PERSON)


def _is_idle(sentence: OwnSentence) -> bool:
    """Whether an example of her own would help here: no evidence, no question, nothing about herself."""
    return not sentence.evidence and not sentence.asks and FIRST_PERSON.isdisjoint(sentence.words)


def _noticed(condition: Condition, share: float, shown: Iterable[OwnSentence], rules: QualityRules) -> Noticed:
    places = tuple(sentence.span for sentence in islice(shown, rules.places))
    return Noticed(condition, {"share": rules.share_in_words(share)}, places)


def _claims_first(sentences: Sequence[OwnSentence], rules: QualityRules) -> list[OwnSentence]:
    return sorted(sentences, key=lambda one: is_advice(one, rules))
