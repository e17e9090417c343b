"""What feedback must raise about the whole account: logistic models over a few features of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p

import numpy as np

from criteria_bank.schema import Flag, Unit
from nlp.judgement.evidence import Observations
from nlp.judgement.exposure import exposes
from nlp.judgement.rules import FlagModel, JudgementRules
from nlp.judgement.told import Told
from nlp.results import ConstraintFinding, Depth, Evidence, FlagFinding, PersonalData

FEATURES = (
    "strongest",
    "second",
    "prominence",
    "owned_up",
    "other_mistakes",
    "elements",
    "overlooked",
    "unaddressed",
    "exposed",
    "mentioned",
)
MANY_MENTIONS = 8
SOON = 2


@dataclass(frozen=True)
class Whole:
    """What flags are raised from: the account's text, what was observed and told in it, and what was found so far."""

    text: str
    observations: Observations
    told: Told
    constraints: tuple[ConstraintFinding, ...]
    personal_data: tuple[PersonalData, ...]


def analyse_flags(unit: Unit, whole: Whole, depth: Depth, rules: JudgementRules) -> tuple[FlagFinding, ...]:
    """The flags that are raised, in the unit's order."""
    found = []
    for flag in unit.flags:
        if flag.depth is not None:
            raised = flag.depth == depth.label
        else:
            model = rules.flags[flag.id]
            raised = _can_be_shown(flag, whole) and probability(model, features(unit, flag, whole)) >= model.threshold
        if raised:
            evidence = _evidence(flag, whole.observations, rules)
            found.append(FlagFinding(id=flag.id, severity=flag.severity, message=flag.message, evidence=evidence))
    return tuple(found)


def features(unit: Unit, flag: Flag, whole: Whole) -> dict[str, float]:
    """Features of one flag, by the names of `FEATURES`, each in [0, 1].

    Of the flag's mistake: ``strongest`` and ``second`` over the sentences; ``prominence``: the strongest sentence's
    share of the account; ``owned_up``: how surely it is followed by what was learned. Of the account:
    ``other_mistakes`` and ``elements``, expected shares of the unit's that it shows. Of the flag's constraints:
    ``overlooked``, share of them that is; ``unaddressed``, how surely they are not taken account of; ``exposed`` and
    ``mentioned``, that weighted by whether there is strong personal data and by how often words that call for them
    occur.
    """
    seen = whole.observations
    own = seen.labels[flag.mistake] if flag.mistake else np.zeros(0)
    place = int(own.argmax()) if len(own) else 0
    watched = [item for item in unit.constraints if item.id in flag.constraints_overlooked]
    unaddressed = _mean([1.0 - seen.somewhere(item.id) for item in watched])
    words = tuple(word for item in watched for word in item.applies_with_words)
    mentions = min(MANY_MENTIONS, sum(1 for _ in whole.told.mentions(words)))
    return {
        "strongest": float(own[place]) if len(own) else 0.0,
        "second": float(np.sort(own)[-2]) if len(own) > 1 else 0.0,
        "prominence": _prominence(seen, place) if len(own) else 0.0,
        "owned_up": float(own[place]) * _lesson_after(unit, seen, place) if len(own) else 0.0,
        "other_mistakes": _mean([seen.somewhere(item.id) for item in unit.mistakes if item.id != flag.mistake]),
        "elements": _mean([seen.somewhere(item.id) for item in unit.elements]),
        "overlooked": _mean(
            [float(item.status == "overlooked") for item in whole.constraints if item.id in flag.constraints_overlooked]
        ),
        "unaddressed": unaddressed,
        "exposed": unaddressed * exposes(whole.personal_data),
        "mentioned": unaddressed * log1p(mentions) / log1p(MANY_MENTIONS),
    }


def probability(model: FlagModel, values: dict[str, float]) -> float:
    """Probability that a person would raise the flag."""
    score = model.intercept + sum(weight * values[name] for name, weight in model.weights.items())
    return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, score))))


def _can_be_shown(flag: Flag, whole: Whole) -> bool:
    """A flag about several constraints rests on one that was found overlooked, or it could name none.

    Of a single one the model knows better than the status (docs/research-log.md).
    """
    overlooked = {item.id for item in whole.constraints if item.status == "overlooked"}
    return len(flag.constraints_overlooked) <= 1 or not overlooked.isdisjoint(flag.constraints_overlooked)


def _evidence(flag: Flag, observations: Observations, rules: JudgementRules) -> tuple[Evidence, ...]:
    if flag.mistake is None:
        return ()
    return observations.best_evidence(flag.mistake, rules.labels[flag.mistake])


def _prominence(observations: Observations, index: int) -> float:
    """A sentence's share of the account, in characters."""
    span = observations.sentences[index].span
    return (span.end - span.start) / observations.characters


def _lesson_after(unit: Unit, observations: Observations, index: int) -> float:
    """How surely a sentence, or one soon after it in its paragraph, says what was learned."""
    lessons = [column for column, stage in enumerate(unit.stages) if stage.lesson]
    paragraph = observations.sentences[index].paragraph
    near = [
        row
        for row in range(index, min(index + SOON + 1, len(observations.sentences)))
        if observations.sentences[row].paragraph == paragraph
    ]
    return float(observations.stages[np.ix_(near, lessons)].sum(axis=1).max()) if lessons else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
