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
        self._prototypes = [self._embed(describing_texts(label)) for label in unit.labels]
        self._ends = np.cumsum([len(unit.elements), len(unit.constraints)])

    def predict(self, passages: Sequence[Passage]) -> list[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return [self._predict_one(passage) for passage in passages]

    def _predict_one(self, passage: Passage) -> Prediction:
        vectors = self._embed(passage.sentences)
        near = np.stack([nearness(vectors, prototype) for prototype in self._prototypes], axis=1)
        labels = 1.0 / (1.0 + np.exp(-self._fit.slope * (near - self._fit.midpoint)))
        elements, constraints, mistakes = np.split(labels, self._ends, axis=1)
        return Prediction(self._stage_probabilities(passage), elements, constraints, mistakes)

    def _embed(self, sentences: Sequence[str]) -> Vectors:
        return unit_vectors(self._scorer.embed(sentences))

    def _stage_probabilities(self, passage: Passage) -> Probabilities:
        trained = self._calibration.stages(self._scorer.score(passage))
        known = [trained[:, index] if index is not None else np.zeros(len(trained)) for index in self._stages]
        columns = np.stack(known, axis=1) + 1e-9
        return np.asarray(columns / columns.sum(axis=1, keepdims=True))


def describing_texts(label: Label) -> tuple[str, ...]:
    """The texts that say what a label means: its description and its examples."""
    examples = label.examples if isinstance(label, Element | Constraint | Mistake) else ()
    return (label.description, *examples)


def unit_vectors(vectors: NDArray[np.float32]) -> Vectors:
    """Rows scaled to length 1."""
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


def nearness(vectors: Vectors, prototype: Vectors) -> Vectors:
    """Mean of the best two cosines of each sentence to a label's texts, shape (sentences,)."""
    cosines = np.sort(vectors @ prototype.T, axis=1)
    best: Vectors = cosines[:, -2:].mean(axis=1)
    return best
