"""Which constraints the account calls for, and whether the writer took account of them."""

from __future__ import annotations

import re
from functools import lru_cache

from criteria_bank.schema import Constraint, Unit
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import JudgementRules
from nlp.results import ConstraintFinding


def analyse_constraints(
    unit: Unit, text: str, observations: Observations, rules: JudgementRules
) -> tuple[ConstraintFinding, ...]:
    """Every constraint of the unit: addressed, overlooked, or not applicable where nothing calls for it."""
    return tuple(_analyse(constraint, text, observations, rules) for constraint in unit.constraints)


def applies(constraint: Constraint, text: str, observations: Observations, rules: JudgementRules) -> bool:
    """Whether the learner's own sentences call for the constraint, by the unit's own rule."""
    if not constraint.applies_with_elements and not constraint.applies_with_words:
        return True
    evidenced = any(observations.found(element, rules.labels[element]) for element in constraint.applies_with_elements)
    return evidenced or count_mentions(constraint.applies_with_words, own_words(text, observations)) > 0


def own_words(text: str, observations: Observations) -> str:
    """The learner's own sentences, one a line."""
    spans = [sentence.span for sentence in observations.sentences if sentence.speaker == "learner"]
    return "\n".join(text[span.start : span.end] for span in spans)


def count_mentions(words: tuple[str, ...], text: str) -> int:
    """How often the words or phrases stand in the text, as whole words, in any case."""
    return sum(1 for _ in _pattern(words).finditer(text)) if words else 0


def _analyse(constraint: Constraint, text: str, observations: Observations, rules: JudgementRules) -> ConstraintFinding:
    thresholds = rules.labels[constraint.id]
    if observations.found(constraint.id, thresholds):
        evidence = observations.best_evidence(constraint.id, thresholds)
        return ConstraintFinding(id=constraint.id, status="addressed", evidence=evidence)
    overlooked = applies(constraint, text, observations, rules)
    return ConstraintFinding(id=constraint.id, status="overlooked" if overlooked else "not_applicable", evidence=())


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
