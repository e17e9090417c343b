"""Accounts as a test puts them: sentences, who says them, and what a model makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from criteria_bank.schema import Unit
from nlp.classifier.base import Prediction
from nlp.documents import Span
from nlp.judgement.evidence import Observations, observe
from nlp.language.sentences import Grammar, Sentence, Speaker

GRAMMAR = Grammar(person="other", tense="none", modal=False, negated=False, hypothetical=False)


@dataclass(frozen=True)
class Said:
    """One sentence: the stage that the model is sure of, and the probabilities of its labels (else 0)."""

    labels: Mapping[str, float] = field(default_factory=dict)
    stage: str = "description"
    text: str = "I did my work."
    speaker: Speaker = "learner"


def text_of(said: Sequence[Said]) -> str:
    return " ".join(item.text for item in said)


def sentences_of(said: Sequence[Said]) -> tuple[Sentence, ...]:
    sentences, start = [], 0
    for item in said:
        sentences.append(Sentence(Span(start, start + len(item.text)), 0, item.speaker, GRAMMAR))
        start += len(item.text) + 1
    return tuple(sentences)


def prediction_of(unit: Unit, said: Sequence[Said]) -> Prediction:
    stages = [stage.id for stage in unit.stages]
    rows = np.array([[item.labels.get(label.id, 0.0) for label in unit.labels] for item in said])
    rows = rows.reshape(len(said), len(unit.labels))
    elements, constraints, mistakes = np.split(
        rows, np.cumsum([len(unit.elements), len(unit.constraints)]).tolist(), axis=1
    )
    sure = np.eye(len(stages))[[stages.index(item.stage) for item in said]].reshape(len(said), len(stages))
    return Prediction(sure, elements, constraints, mistakes)


def observed(unit: Unit, *said: Said) -> Observations:
    return observe(unit, sentences_of(said), prediction_of(unit, said))
