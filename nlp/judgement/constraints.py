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
    evidenced = any(
        observations.strongest(element) >= rules.labels[element].present for element in constraint.applies_with_elements
    )
    own = (sentence.span for sentence in observations.sentences if sentence.speaker == "learner")
    return evidenced or any(mentions(constraint.applies_with_words, text[span.start : span.end]) for span in own)


def mentions(words: tuple[str, ...], text: str) -> bool:
    """Whether one of the words or phrases stands in the text, as whole words, in any case."""
    return bool(words) and _pattern(words).search(text) is not None


def _analyse(constraint: Constraint, text: str, observations: Observations, rules: JudgementRules) -> ConstraintFinding:
    evidence = observations.evidence(constraint.id, rules.labels[constraint.id].present)
    if evidence:
        return ConstraintFinding(id=constraint.id, status="addressed", evidence=evidence)
    overlooked = applies(constraint, text, observations, rules)
    return ConstraintFinding(id=constraint.id, status="overlooked" if overlooked else "not_applicable", evidence=())


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
