"""What feedback must raise about the whole account: logistic models over a few features of the evidence."""

from __future__ import annotations

from math import exp

import numpy as np

from criteria_bank.schema import Flag, Unit
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import FlagModel, JudgementRules
from nlp.results import ConstraintFinding, Depth, Evidence, FlagFinding

FEATURES = ("strongest", "second", "others_strongest", "addressed", "overlooked", "called_for", "narration")


def analyse_flags(
    unit: Unit,
    observations: Observations,
    depth: Depth,
    constraints: tuple[ConstraintFinding, ...],
    rules: JudgementRules,
) -> tuple[FlagFinding, ...]:
    """The flags that are raised, in the unit's order."""
    found = []
    for flag in unit.flags:
        if flag.depth is not None:
            raised = flag.depth == depth.label
        else:
            raised = _raised(rules.flags[flag.id], features(unit, flag, observations, depth, constraints))
        if raised:
            evidence = _evidence(flag, observations, rules)
            found.append(FlagFinding(id=flag.id, severity=flag.severity, message=flag.message, evidence=evidence))
    return tuple(found)


def features(
    unit: Unit,
    flag: Flag,
    observations: Observations,
    depth: Depth,
    constraints: tuple[ConstraintFinding, ...],
) -> dict[str, float]:
    """Features of one flag, by the names of `FEATURES`, each in [0, 1].

    ``strongest``, ``second``: of the flag's mistake over the sentences; ``others_strongest``: of any other mistake;
    ``addressed``: strongest evidence that one of the flag's constraints was addressed; ``overlooked``: share of them
    that is; ``called_for``: strongest evidence of an element that makes one of them apply; ``narration``: share of
    content that does not reflect.
    """
    mistakes = {mistake.id: observations.labels[mistake.id] for mistake in unit.mistakes}
    own = np.sort(mistakes[flag.mistake])[::-1] if flag.mistake else np.zeros(0)
    watched = [item for item in constraints if item.id in flag.constraints_overlooked]
    names = {item.id for item in watched}
    callers = [name for item in unit.constraints if item.id in names for name in item.applies_with_elements]
    return {
        "strongest": float(own[0]) if len(own) else 0.0,
        "second": float(own[1]) if len(own) > 1 else 0.0,
        "others_strongest": max((float(v.max(initial=0)) for k, v in mistakes.items() if k != flag.mistake), default=0),
        "addressed": max((observations.strongest(item.id) for item in watched), default=0.0),
        "overlooked": sum(item.status == "overlooked" for item in watched) / max(1, len(watched)),
        "called_for": max((observations.strongest(element) for element in callers), default=0.0),
        "narration": 1.0 - depth.reflective_share,
    }


def probability(model: FlagModel, values: dict[str, float]) -> float:
    """Probability that a person would raise the flag."""
    score = model.intercept + sum(weight * values[name] for name, weight in model.weights.items())
    return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, score))))


def _raised(model: FlagModel, values: dict[str, float]) -> bool:
    return probability(model, values) >= model.threshold


def _evidence(flag: Flag, observations: Observations, rules: JudgementRules) -> tuple[Evidence, ...]:
    if flag.mistake is None:
        return ()
    thresholds = rules.labels[flag.mistake]
    shown = observations.evidence(flag.mistake, thresholds.present)
    return shown or observations.evidence(flag.mistake, thresholds.weak)
