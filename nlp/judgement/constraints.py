"""Which constraints the account calls for, and whether the writer took account of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from criteria_bank.schema import Constraint, Unit
from nlp.documents import Span
from nlp.judgement.evidence import MAX_EVIDENCE, Observations
from nlp.judgement.exposure import exposes
from nlp.judgement.rules import JudgementRules
from nlp.results import ConstraintFinding, Extent, PersonalData

MORE_LIKELY_THAN_NOT = 0.5


def analyse_constraints(
    unit: Unit,
    text: str,
    observations: Observations,
    rules: JudgementRules,
    personal_data: Sequence[PersonalData],
) -> tuple[ConstraintFinding, ...]:
    """Every constraint of the unit: addressed, overlooked, or not applicable where nothing calls for it."""
    exposed = exposes(personal_data)
    return tuple(_analyse(constraint, text, observations, rules, exposed=exposed) for constraint in unit.constraints)


def own_words(text: str, observations: Observations) -> str:
    """The learner's own sentences, one a line, without headings and the like."""
    return "\n".join(text[span.start : span.end] for span in _telling(observations))


def count_mentions(words: tuple[str, ...], text: str) -> int:
    """How often the words or phrases stand in the text, as whole words, in any case."""
    return sum(1 for _ in _pattern(words).finditer(text)) if words else 0


def _analyse(
    constraint: Constraint, text: str, observations: Observations, rules: JudgementRules, *, exposed: bool
) -> ConstraintFinding:
    thresholds = rules.labels[constraint.id]
    because = tuple(islice(dict.fromkeys(_causes(constraint, text, observations, rules)), MAX_EVIDENCE))
    is_sure = not exposed or observations.strongest(constraint.id) >= constraint.sure_where_exposed
    if is_sure and observations.found(constraint.id, thresholds):
        evidence = observations.best_evidence(constraint.id, thresholds)
        return ConstraintFinding(id=constraint.id, status="addressed", evidence=evidence, because=because)
    always = not constraint.applies_with_elements and not constraint.applies_with_words
    return ConstraintFinding(
        id=constraint.id, status="overlooked" if always or because else "not_applicable", evidence=(), because=because
    )


def _causes(constraint: Constraint, text: str, observations: Observations, rules: JudgementRules) -> Iterator[Extent]:
    """What makes the constraint apply: each word of its list at its first place, then sentences for its elements."""
    yield from _first_mentions(constraint.applies_with_words, text, observations)
    for element in constraint.applies_with_elements:
        thresholds = rules.labels[element]
        if observations.found(element, thresholds):
            for item in observations.best_evidence(element, thresholds):
                yield Extent(start=item.start, end=item.end)


def _first_mentions(words: tuple[str, ...], text: str, observations: Observations) -> Iterator[Extent]:
    """The first place of each of the words in the learner's own sentences, in reading order."""
    if not words:
        return
    pattern, seen = _pattern(words), set[str]()
    for span in _telling(observations):
        for match in pattern.finditer(text[span.start : span.end]):
            if (word := match[0].casefold()) not in seen:
                seen.add(word)
                start = span.start + match.start()
                yield Extent(start=start, end=start + len(match[0]))


def _telling(observations: Observations) -> Iterator[Span]:
    """Where the learner's own sentences with content stand."""
    for sentence, content in zip(observations.sentences, observations.content, strict=True):
        if sentence.speaker == "learner" and content >= MORE_LIKELY_THAN_NOT:
            yield sentence.span


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    initials = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(rf"(?<!\w)(?=[{initials}])(?:{alternatives})(?!\w)", re.IGNORECASE)
