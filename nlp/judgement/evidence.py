"""Which sentences count as evidence of what.

Every later judgement reads the same `Observations`: the probabilities of the learner's own sentences, with the
sentences that cannot be evidence (an assessor's question) at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from criteria_bank.schema import Unit
from nlp.classifier.base import Prediction, Probabilities
from nlp.judgement.rules import JudgementRules, LabelThresholds
from nlp.language.sentences import Sentence
from nlp.results import Evidence, Label

MAX_EVIDENCE = 5
STRONGEST = 15  # about an account's length: a text does not hold more for being longer


@dataclass(frozen=True)
class Observations:
    """One document's sentences with their probabilities.

    Shapes: ``stages`` (sentences, stages); ``labels`` maps each element, constraint and mistake id to its
    probabilities (sentences,).
    """

    sentences: tuple[Sentence, ...]
    stages: Probabilities
    labels: dict[str, Probabilities]
    reflective: Probabilities
    content: Probabilities

    def strongest(self, label: str) -> float:
        """Highest probability of the label anywhere in the document; 0 where there is no sentence."""
        return self._strongest[label]

    def somewhere(self, label: str) -> float:
        """Probability that at least one sentence carries the label: noisy-or (Pearl, 1988) of the `STRONGEST` ones.

        Several unsure sentences make the label likely where one does not.
        """
        return self._somewhere[label]

    @cached_property
    def characters(self) -> int:
        """The length of all sentences together."""
        return sum(sentence.span.end - sentence.span.start for sentence in self.sentences)

    @cached_property
    def _strongest(self) -> dict[str, float]:
        """By label; points, constraints, flags and checks ask for it, each for many of them."""
        return dict(zip(self.labels, self._by_label.max(axis=0, initial=0.0).tolist(), strict=True))

    @cached_property
    def _somewhere(self) -> dict[str, float]:
        strongest = np.sort(self._by_label, axis=0)[-STRONGEST:]
        return dict(zip(self.labels, (1.0 - np.prod(1.0 - strongest, axis=0)).tolist(), strict=True))

    @cached_property
    def _by_label(self) -> Probabilities:
        """Shape (sentences, labels)."""
        return np.stack(list(self.labels.values()), axis=1)

    def of_labels(self, ids: Sequence[str]) -> Probabilities:
        """Probabilities of some labels, shape (sentences, labels)."""
        columns = {name: column for column, name in enumerate(self.labels)}
        return self._by_label[:, [columns[name] for name in ids]]

    def found(self, label: str, thresholds: LabelThresholds) -> bool:
        """Whether the account holds the label: a sentence carries it, or several that come near make it likely."""
        strongest = self.strongest(label)
        return strongest >= thresholds.present or (
            strongest >= thresholds.weak and self.somewhere(label) >= thresholds.somewhere
        )

    def best_evidence(self, label: str, thresholds: LabelThresholds) -> tuple[Evidence, ...]:
        """The sentences that carry the label, or else those that are weak evidence of it; see `evidence`."""
        return self.evidence(label, thresholds.present) or self.evidence(label, thresholds.weak)

    def evidence(self, label: str, threshold: float) -> tuple[Evidence, ...]:
        """The sentences at or above the threshold, most probable first, at most `MAX_EVIDENCE`."""
        values = self.labels[label]
        best = np.argsort(-values, kind="stable")[:MAX_EVIDENCE]
        return tuple(self._cite(int(index), float(values[index])) for index in best if values[index] >= threshold)

    def _cite(self, index: int, probability: float) -> Evidence:
        span = self.sentences[index].span
        return Evidence(start=span.start, end=span.end, probability=round(probability, 4))


def observe(unit: Unit, sentences: Sequence[Sentence], prediction: Prediction) -> Observations:
    """Gather a prediction by label; an assessor's words are never the learner's evidence, nor her reflection."""
    own = np.array([sentence.speaker == "learner" for sentence in sentences], dtype=float)
    columns = np.hstack([prediction.elements, prediction.constraints, prediction.mistakes]) * own[:, None]
    labels = {label.id: columns[:, index] for index, label in enumerate(unit.labels)}
    is_content = np.array([stage.content for stage in unit.stages], dtype=float)
    is_reflective = np.array([stage.reflective for stage in unit.stages], dtype=float)
    stages = np.where(own[:, None] > 0, prediction.stages, _without_content(is_content))
    return Observations(tuple(sentences), stages, labels, stages @ is_reflective, stages @ is_content)


def _without_content(is_content: Probabilities) -> Probabilities:
    """Certainty that a sentence is of the first stage without content (all even where a unit has none)."""
    if is_content.all():
        return np.full(len(is_content), 1.0 / len(is_content))
    certain: Probabilities = np.eye(len(is_content))[int(np.argmin(is_content))]
    return certain


def present_labels(
    observations: Observations, ids: Sequence[str], rules: JudgementRules
) -> tuple[tuple[Label, ...], ...]:
    """For each sentence the labels of one kind that it carries, most probable first."""
    carried: list[list[Label]] = [[] for _ in observations.sentences]
    bounds = np.array([rules.labels[name].present for name in ids])
    probabilities = observations.of_labels(ids)
    for index, column in np.argwhere(probabilities >= bounds).tolist():
        carried[index].append(Label(id=ids[column], probability=round(float(probabilities[index, column]), 4)))
    return tuple(tuple(sorted(labels, key=lambda label: -label.probability)) for labels in carried)
