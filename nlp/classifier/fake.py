"""A classifier for tests and demonstrations of the parts around the model: instant, offline, repeatable.

Its probabilities mean nothing. They are drawn from a hash of each sentence, so that the same sentence always gets
the same labels whatever stands around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from criteria_bank.schema import Unit
from nlp.classifier.base import Passage, Prediction, Probabilities
from nlp.results import Matching


class FakeClassifier:
    """Deterministic noise in the shape of a prediction for ``unit``."""

    name = "fake"
    matching: Matching = "trained"

    def __init__(self, unit: Unit) -> None:
        self._sizes = (len(unit.stages), len(unit.elements), len(unit.constraints), len(unit.mistakes))

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return (self._predict_one(passage.sentences) for passage in passages)

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return self._predict_one([passage.sentences[index] for index in indices])

    def _predict_one(self, sentences: Sequence[str]) -> Prediction:
        stages, elements, constraints, mistakes = (
            np.array([_noise(sentence, kind, size) for sentence in sentences]).reshape(-1, size)
            for kind, size in enumerate(self._sizes)
        )
        return Prediction(stages / stages.sum(axis=1, keepdims=True), elements**4, constraints**4, mistakes**6)


def _noise(sentence: str, kind: int, size: int) -> Probabilities:
    seed = int.from_bytes(hashlib.sha256(f"{kind}:{sentence}".encode()).digest()[:8], "big")
    return np.random.default_rng(seed).random(size)
