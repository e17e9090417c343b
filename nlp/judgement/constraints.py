"""Which constraints the account calls for, and whether the writer took account of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from criteria_bank.schema import Constraint, Unit
from nlp.judgement.evidence import MAX_EVIDENCE, Observations
from nlp.judgement.exposure import exposes
from nlp.judgement.rules import JudgementRules
from nlp.judgement.told import Told
from nlp.results import ConstraintFinding, Extent, PersonalData


def analyse_constraints(
    unit: Unit,
    told: Told,
    observations: Observations,
    rules: JudgementRules,
    personal_data: Sequence[PersonalData],
) -> tuple[ConstraintFinding, ...]:
    """Every constraint of the unit: addressed, overlooked, or not applicable where nothing calls for it."""
    exposed = exposes(personal_data)
    return tuple(_analyse(constraint, told, observations, rules, exposed=exposed) for constraint in unit.constraints)


def _analyse(
    constraint: Constraint, told: Told, observations: Observations, rules: JudgementRules, *, exposed: bool
) -> ConstraintFinding:
    thresholds = rules.labels[constraint.id]
    because = tuple(islice(dict.fromkeys(_causes(constraint, told, observations, rules)), MAX_EVIDENCE))
    is_sure = not exposed or observations.strongest(constraint.id) >= constraint.sure_where_exposed
    if is_sure and observations.found(constraint.id, thresholds):
        evidence = observations.best_evidence(constraint.id, thresholds)
        return ConstraintFinding(id=constraint.id, status="addressed", evidence=evidence, because=because)
    always = not constraint.applies_with_elements and not constraint.applies_with_words
    return ConstraintFinding(
        id=constraint.id, status="overlooked" if always or because else "not_applicable", evidence=(), because=because
    )


def _causes(constraint: Constraint, told: Told, observations: Observations, rules: JudgementRules) -> Iterator[Extent]:
    """What makes the constraint apply: each word of its list at its first place, then sentences for its elements."""
    yield from _first_mentions(constraint.applies_with_words, told)
    for element in constraint.applies_with_elements:
        thresholds = rules.labels[element]
        if observations.found(element, thresholds):
            for item in observations.best_evidence(element, thresholds):
                yield Extent(start=item.start, end=item.end)


def _first_mentions(words: tuple[str, ...], told: Told) -> Iterator[Extent]:
    """The first place of each of the words in the learner's own sentences, in reading order."""
    seen = set[str]()
    for mention in told.mentions(words):
        if (word := mention.written.casefold()) not in seen:
            seen.add(word)
            yield Extent(start=mention.start, end=mention.start + len(mention.written))
