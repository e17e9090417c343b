"""Whether a sentence holds a modal verb or a negation, and whether it speaks of what would or might be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.language import verbs
from nlp.language.words import word_set

MODALS = word_set("would could should might must ought couldnae couldna wouldnae wouldna woulda coulda shoulda")
CONTRACTED_WOULD = frozenset({"'d", "d"})
PROPOSING = frozenset({"instead", "future", "next", "ideally"})
"""With one of these, ``could`` proposes: ``we could ring them next time``."""

_MODAL = MODALS | CONTRACTED_WOULD | {"may"}
_ALWAYS = frozenset({"woulda", "coulda", "shoulda", "wish", "might"})
_OPEN = verbs.FUTURE_AUXILIARIES | {"can", "should", "may"}
_INVERTED = frozenset({("should",), ("had",), ("were",)})
_NEGATIVES = frozenset({"n't", "nt", "not"})
_TELLING = MODALS | CONTRACTED_WOULD | verbs.FUTURE_AUXILIARIES | {"can", "may", "wish"}


def has_modal(words: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether ``words`` hold would, could, should, might, may or must; ``keys``: the same in lower case.

    May with a capital is a month.
    """
    return not _MODAL.isdisjoint(keys) and any(
        key in MODALS
        or (key == "may" and _is_modal_may(words, index))
        or (key in CONTRACTED_WOULD and _is_would(keys, index))
        for index, key in enumerate(keys)
    )


def is_negated(words: Sequence[str]) -> bool:
    """Whether ``words`` (lower case) hold a negation; two of them do not cancel (``never did nothing``)."""
    return not verbs.NEGATIONS.isdisjoint(words) and any(
        _negates(words, index) for index, word in enumerate(words) if word in verbs.NEGATIONS
    )


def is_hypothetical(words: Sequence[str]) -> bool:
    """Whether ``words`` (lower case, without quotations) speak of what would or might be, not of what is or was.

    Would-have and an if-clause with a modal or future count; a reported ``would`` (``she said she would``), a habit
    (``every Friday he would``), a refusal (``he wouldn't sit down``) and ability (``I could hear``) do not.
    """
    if is_counterfactual_opening(words):
        return True
    if _TELLING.isdisjoint(words):
        return False
    sentence = _Sentence.of(words)
    return any(_is_hypothetical_at(sentence, index) for index, word in enumerate(words) if word in _TELLING)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Facts about the whole sentence that the rule for each modal verb asks for.

    ``reported_from``: index of the first verb of saying or thinking, or the length where there is none.
    """

    words: Sequence[str]
    conditional: bool
    reported_from: int
    habitual: bool
    proposing: bool

    @classmethod
    def of(cls, words: Sequence[str]) -> _Sentence:
        past = any(verbs.is_past(word) or word in verbs.PAST_AUXILIARIES for word in words)
        return cls(
            words,
            conditional=_has_condition(words),
            reported_from=next((i for i, word in enumerate(words) if word in verbs.REPORTING), len(words)),
            habitual=not verbs.HABIT.isdisjoint(words),
            proposing=not past or not PROPOSING.isdisjoint(words),
        )


def _negates(words: Sequence[str], index: int) -> bool:
    word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
    if word == "not":
        return following != "only"
    if word == "no":
        return following not in {".", "doubt", "matter"}
    return True


def _is_modal_may(words: Sequence[str], index: int) -> bool:
    """Whether the may at ``index`` is no month: in lower case, or before a subject (``May I …``)."""
    following = words[index + 1].lower() if index + 1 < len(words) else ""
    return words[index] == "may" or (index == 0 and following in verbs.SUBJECTS)


def _is_would(words: Sequence[str], index: int) -> bool:
    """Whether the 'd at ``index`` is would rather than had: a base form follows."""
    if not index or words[index - 1] not in verbs.SUBJECTS:
        return False
    following = verbs.after_adverbs(words, index + 1)
    return (
        bool(following)
        and not verbs.is_participle(following)
        and following not in verbs.DETERMINERS | {"better", "had"}
    )


def _has_condition(words: Sequence[str]) -> bool:
    """Whether there is an ``if`` or ``unless`` that does not mean whether."""
    return any(
        word in {"if", "unless"}
        and (
            not index
            or (
                words[index - 1] not in verbs.WHETHER
                and words[index - 1] not in {"as", "even", "me", "her", "him", "them"}
            )
        )
        for index, word in enumerate(words)
    )


def is_counterfactual_opening(words: Sequence[str]) -> bool:
    """Whether ``words`` begin like ``Had I known, …`` or ``Should a customer complain, …`` and are no question."""
    subjects = verbs.SUBJECTS if words[:1] != ["should"] else verbs.SUBJECTS | verbs.DETERMINERS
    return tuple(words[:1]) in _INVERTED and not subjects.isdisjoint(words[1:2]) and "?" not in words


def _is_hypothetical_at(sentence: _Sentence, index: int) -> bool:
    words, word = sentence.words, sentence.words[index]
    following = verbs.after_adverbs(words, index + 1)
    would = word == "would" or (word in CONTRACTED_WOULD and _is_would(words, index))
    if word in _ALWAYS or ((would or word in {"could", "should"}) and verbs.is_perfect(words, index + 1)):
        return True
    if not would and word != "could":
        return word in _OPEN and (sentence.conditional or (word, following) == ("may", "be"))
    if sentence.conditional or sentence.reported_from < index:
        return sentence.reported_from >= index
    negated = not _NEGATIVES.isdisjoint(words[index + 1 : index + 2])
    if would:
        refused = negated and words[max(0, index - 1)] not in {"i", "we"}
        return not (refused or sentence.habitual)
    return sentence.proposing and not negated and following not in verbs.PERCEPTION
