"""Matching without trained heads: how near a sentence lies to a label's description and examples.

For units that nobody has labelled accounts for. It is much weaker than trained heads, and results say ``similarity``.
Stages are the same in every unit that reflects after Gibbs, so the trained stage head answers for them where the unit
names the same stages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from criteria_bank.schema import Constraint, Element, Label, Mistake, Unit
from nlp.classifier.artefacts import Manifest
from nlp.classifier.base import Passage, Prediction, Probabilities
from nlp.classifier.calibration import Calibration
from nlp.classifier.logits import Scorer
from nlp.results import Matching

Vectors = NDArray[np.float64]


class SimilarityClassifier:
    """A `SentenceClassifier` over the encoder alone."""

    matching: Matching = "similarity"

    def __init__(self, manifest: Manifest, unit: Unit, scorer: Scorer, calibration: Calibration) -> None:
        self.name = f"{manifest.name} {manifest.version}"
        self._scorer = scorer
        self._calibration = calibration
        self._fit = manifest.similarity
        self._stages = [manifest.stages.index(s.id) if s.id in manifest.stages else None for s in unit.stages]
        self._prototypes = prototypes(unit, scorer)
        self._ends = np.cumsum([len(unit.elements), len(unit.constraints)])

    def predict(self, passages: Sequence[Passage]) -> list[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return [self._predict_one(passage) for passage in passages]

    def _predict_one(self, passage: Passage) -> Prediction:
        near = nearness_to_labels(self._scorer, passage.sentences, self._prototypes)
        labels = 1.0 / (1.0 + np.exp(-self._fit.slope * (near - self._fit.midpoint)))
        elements, constraints, mistakes = np.split(labels, self._ends, axis=1)
        return Prediction(self._stage_probabilities(passage), elements, constraints, mistakes)

    def _stage_probabilities(self, passage: Passage) -> Probabilities:
        trained = self._calibration.stages(self._scorer.score(passage))
        known = [trained[:, index] if index is not None else np.zeros(len(trained)) for index in self._stages]
        columns = np.stack(known, axis=1) + 1e-9
        return np.asarray(columns / columns.sum(axis=1, keepdims=True))


def prototypes(unit: Unit, scorer: Scorer) -> list[Vectors]:
    """For each of the unit's labels the vectors of its description and examples, shape (texts, width)."""
    return [unit_vectors(scorer.embed(describing_texts(label))) for label in unit.labels]


def nearness_to_labels(scorer: Scorer, sentences: Sequence[str], labels: Sequence[Vectors]) -> Vectors:
    """`nearness` of each sentence to each label's `prototypes`, shape (sentences, labels)."""
    vectors = unit_vectors(scorer.embed(sentences))
    return np.stack([nearness(vectors, texts) for texts in labels], axis=1)


def nearness(vectors: Vectors, texts: Vectors) -> Vectors:
    """Mean of the best two cosines of each sentence to a label's texts, shape (sentences,)."""
    cosines = np.sort(vectors @ texts.T, axis=1)
    best: Vectors = cosines[:, -2:].mean(axis=1)
    return best


def describing_texts(label: Label) -> tuple[str, ...]:
    """The texts that say what a label means: its description and its examples."""
    examples = label.examples if isinstance(label, Element | Constraint | Mistake) else ()
    return (label.description, *examples)


def unit_vectors(vectors: NDArray[np.float32]) -> Vectors:
    """Rows scaled to length 1."""
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled
