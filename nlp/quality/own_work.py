"""Whose work it is: I against we, against advice to others, and against an account in which nobody acts."""

from __future__ import annotations

from itertools import pairwise

from criteria_bank.quality import QualityRules
from nlp.documents import Span
from nlp.language.verbs import ADVERBS, BE_PAST, is_participle
from nlp.quality.noticed import Noticed
from nlp.quality.own_sentences import OwnSentence
from nlp.quality.specificity import FIRST_PERSON, is_advice


def notice_we(own: tuple[OwnSentence, ...], rules: QualityRules) -> tuple[Noticed, ...]:
    """Whether much of the evidence is what we did, with nothing beside it that says which part was the writer's."""
    evidence = sum(sentence.evidence for sentence in own)
    unclear = [sentence for place, sentence in enumerate(own) if sentence.evidence and _is_unclear(place, own)]
    if len(unclear) < max(rules.bounds.fewest_places.value, rules.bounds.we_share.value * evidence):
        return ()
    return (Noticed("we", places=_first(unclear, rules)),)


def notice_advice(own: tuple[OwnSentence, ...], rules: QualityRules) -> tuple[Noticed, ...]:
    """Whether much of the account says what you, or a good adviser, should do."""
    advice = [sentence for sentence in own if is_advice(sentence, rules)]
    bounds = rules.bounds
    if len(own) < bounds.fewest_sentences.value or len(advice) < bounds.fewest_places.value:
        return ()
    if len(advice) < bounds.advice_share.value * len(own):
        return ()
    return (Noticed("advice", places=_first(sorted(advice, key=lambda one: one.evidence), rules)),)


def notice_nobody(own: tuple[OwnSentence, ...], rules: QualityRules) -> tuple[Noticed, ...]:
    """Whether an account tells of what was done and hardly ever says who did it.

    Notes without a subject (``Rang her back``) count as I, as does any sentence with I, me or my in it.
    """
    bounds = rules.bounds
    told = [sentence for sentence in own if sentence.grammar.tense == "past"]
    if len(told) < bounds.fewest_sentences.value:
        return ()
    first = sum(_says_i(sentence) or sentence.grammar.person == "first_plural" for sentence in told)
    passive = [sentence for sentence in told if is_passive(sentence.words) and not _says_i(sentence)]
    if first >= bounds.first_person_share.value * len(told) or len(passive) < bounds.fewest_places.value:
        return ()
    return (Noticed("no_first_person", places=_first(sorted(passive, key=lambda one: not one.evidence), rules)),)


def is_passive(words: tuple[str, ...]) -> bool:
    """Whether something was done and no one is named who did it (``The refund was issued``; not ``… by Ann``)."""
    kept = [word for word in words if word not in ADVERBS]
    return any(one in BE_PAST and is_participle(two) for one, two in pairwise(kept)) and "by" not in kept


def _is_unclear(place: int, own: tuple[OwnSentence, ...]) -> bool:
    """Whether we did it, and neither the sentence there nor its neighbours in the paragraph say I or me.

    What we are or were (``We were strong on empathy``) is about the organisation, and nobody's part of it.
    """
    sentence = own[place]
    if sentence.grammar.person != "first_plural" or sentence.grammar.tense != "past" or _says_i(sentence):
        return False
    if any(pair in {("we", "were"), ("we", "had")} for pair in pairwise(sentence.words)):
        return False
    beside = own[max(0, place - 1) : place] + own[place + 1 : place + 2]
    return not any(_says_i(other) for other in beside if other.paragraph == sentence.paragraph)


def _says_i(sentence: OwnSentence) -> bool:
    return sentence.grammar.person == "first_singular" or not FIRST_PERSON.isdisjoint(sentence.words)


def _first(sentences: list[OwnSentence], rules: QualityRules) -> tuple[Span, ...]:
    return tuple(sentence.span for sentence in sentences[: rules.places])
