"""Matching without trained heads: how near a sentence lies to the examples of a label that was never trained.

A sentence is described by what the trained heads say of it, its *traits*: whether it plans, gives a figure or reads a
cue. A new unit's own texts are described so too, and a ridge regression (Hoerl and Kennard, 1970) from their traits
tells the examples of a label from the examples of the others and from all counter-examples. This is much weaker than
trained heads (docs/similarity.md), and results say ``similarity``.

Stages are the same in every unit that reflects after Gibbs, so the trained stage head answers for them where the unit
names the same stages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from criteria_bank.schema import Constraint, Element, Label, Mistake, Unit
from nlp.classifier.artefacts import Manifest, SimilarityFit
from nlp.classifier.base import Passage, Prediction, Probabilities
from nlp.classifier.calibration import Calibration
from nlp.classifier.logits import Logits, Scorer
from nlp.results import Matching

RIDGE = 0.5  # penalty a text; from 0.15 to 1.5 it hardly matters
LEAST_SPREAD = 1e-6
FAR = 4.0  # standard deviations from which being nearer yet says little more; found with the curve's calibration

Floats = NDArray[np.float64]


class SimilarityClassifier:
    """A `SentenceClassifier` for a unit that the heads do not answer for."""

    matching: Matching = "similarity"

    def __init__(self, manifest: Manifest, unit: Unit, scorer: Scorer, calibration: Calibration) -> None:
        self.name = f"{manifest.name} {manifest.version}"
        self._scorer = scorer
        self._calibration = calibration
        self._fit = manifest.similarity
        self._stages = [manifest.stages.index(s.id) if s.id in manifest.stages else None for s in unit.stages]
        self._matcher = fit_matcher(read_examples(unit, scorer))
        self._ends = np.cumsum([len(unit.elements), len(unit.constraints)])

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return map(self._predict_one, self._scorer.score_all(passages))

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        """See `nlp.classifier.base.SentenceClassifier`."""
        return self._predict_one(self._scorer.score_some(passage, indices))

    def _predict_one(self, logits: Logits) -> Prediction:
        labels = probabilities(self._fit, self._matcher.nearness(traits(logits)))
        elements, constraints, mistakes = np.split(labels, self._ends, axis=1)
        return Prediction(self._stage_probabilities(logits), elements, constraints, mistakes)

    def _stage_probabilities(self, logits: Logits) -> Probabilities:
        trained = self._calibration.stages(logits)
        known = [trained[:, index] if index is not None else np.zeros(len(trained)) for index in self._stages]
        columns = np.stack(known, axis=1) + 1e-9
        return np.asarray(columns / columns.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class ExampleTexts:
    """A unit's examples and counter-examples: their ``traits`` (texts, traits), and which label each is an example of.

    ``shows`` (texts, labels): 1 for an example of the label, else 0; columns follow the unit's order.
    """

    traits: Floats
    shows: Floats


@dataclass(frozen=True)
class Matcher:
    """``centre`` (traits,) and ``weights`` (traits, labels) of the regression."""

    centre: Floats
    weights: Floats

    def nearness(self, sentences: Floats) -> Floats:
        """How near sentences of these traits lie to each label, shape (sentences, labels), from -1 to 1.

        0 is as near as the unit's own texts lie on average, and their spread is the measure, so that labels compare.
        It levels off: however near a sentence lies, similarity alone never makes sure.
        """
        near: Floats = np.tanh((sentences - self.centre) @ self.weights / FAR)
        return near


def read_examples(unit: Unit, scorer: Scorer) -> ExampleTexts:
    """Score each text alone, as its own passage: an example has no neighbours."""
    texts: list[tuple[str, int | None]] = []
    for column, label in enumerate(unit.labels):
        texts += [(text, column) for text in examples(label)]
        texts += [(text, None) for text in counter_examples(label)]
    shows = np.zeros((len(texts), len(unit.labels)))
    for row, (_, shown) in enumerate(texts):
        if shown is not None:
            shows[row, shown] = 1.0
    scored = map(traits, scorer.score_all(Passage((text,), (0,)) for text, _ in texts))
    return ExampleTexts(np.concatenate(list(scored)), shows)


def fit_matcher(texts: ExampleTexts, unknown: Collection[int] = ()) -> Matcher:
    """The ridge regression of each label on the traits; it makes no use of those whose numbers are ``unknown``."""
    centre = texts.traits.mean(axis=0)
    spread = np.maximum(texts.traits.std(axis=0), LEAST_SPREAD)
    scaled = (texts.traits - centre) / spread
    scaled[:, sorted(unknown)] = 0.0
    count, width = scaled.shape
    gram = scaled.T @ scaled + RIDGE * count * np.eye(width)
    weights = np.linalg.solve(gram, scaled.T @ (texts.shows - texts.shows.mean(axis=0)))
    deviations = np.maximum((scaled @ weights).std(axis=0), LEAST_SPREAD)
    return Matcher(centre, weights / deviations / spread[:, None])


def traits(logits: Logits) -> Floats:
    """The trained heads' raw scores side by side, shape (sentences, stages + labels)."""
    return np.hstack([logits.stages, logits.labels]).astype(np.float64)


def probabilities(fit: SimilarityFit, nearness: Floats) -> Probabilities:
    """The probability that a sentence this near to a label carries it, of the same shape."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(fit.slope * nearness + fit.offset, -60.0, 60.0))))


def examples(label: Label) -> tuple[str, ...]:
    """Sentences that show the label."""
    return label.examples if isinstance(label, Element | Constraint | Mistake) else ()


def counter_examples(label: Label) -> tuple[str, ...]:
    """Sentences that look as if they showed it, and do not."""
    return label.counter_examples if isinstance(label, Element) else ()
