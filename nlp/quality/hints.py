"""All hints about the quality of an account's evidence, in the unit's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from criteria_bank.quality import QualityRules
from criteria_bank.schema import Unit
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import JudgementRules
from nlp.quality.currency import notice_dates
from nlp.quality.noticed import Noticed
from nlp.quality.own_sentences import own_sentences
from nlp.quality.own_work import notice_advice, notice_nobody, notice_we
from nlp.quality.reliability import notice_hearsay
from nlp.quality.specificity import notice_specificity
from nlp.quality.sufficiency import notice_outcomes
from nlp.results import Extent, MarkingPointFinding, QualityHint

_WORD = re.compile(r"\w+")


def quality_hints(
    unit: Unit,
    text: str,
    observations: Observations,
    points: Sequence[MarkingPointFinding],
    rules: JudgementRules,
    *,
    as_of: date | None = None,
) -> tuple[QualityHint, ...]:
    """The hints that the unit words, in the order of VACSR; none where it has no block ``quality``.

    ``as_of``: the day against which dates are old or to come; without one neither is ever said.
    """
    if unit.quality is None:
        return ()
    quality = unit.quality
    own = own_sentences(unit, text, observations, rules, quality.event_elements)
    terms = _words_of(tuple(entry.term for entry in unit.glossary))
    noticed = (
        *notice_specificity(own, quality, terms),
        *notice_we(own, quality),
        *notice_advice(own, quality),
        *notice_nobody(own, quality),
        *notice_dates(text, own, quality, as_of),
        *notice_outcomes(unit, points, observations.sentences, quality),
        *notice_hearsay(own, quality),
    )
    return in_words(noticed, quality)


def in_words(noticed: Iterable[Noticed], rules: QualityRules) -> tuple[QualityHint, ...]:
    """The unit's message for each condition that holds; conditions without one stay unsaid."""
    hints = {hint.when: hint for hint in rules.hints}
    return tuple(
        QualityHint(
            id=hint.id,
            quality=hint.quality,
            message=_opened(hint.message.format(**one.names)),
            evidence=tuple(Extent(start=place.start, end=place.end) for place in one.places),
        )
        for one in noticed
        if (hint := hints.get(one.condition))
    )


@lru_cache(maxsize=16)
def _words_of(terms: tuple[str, ...]) -> frozenset[str]:
    """The words of the terms, in small letters."""
    return frozenset(word.lower() for term in terms for word in _WORD.findall(term))


def _opened(message: str) -> str:
    """The message with a capital, whatever name it begins with."""
    return message[:1].upper() + message[1:]
