"""What the pipeline asks of a classifier of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.results import Matching

Probabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one document in reading order, each with the number of its paragraph."""

    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """Calibrated probabilities for the sentences of one passage.

    Shapes: ``stages`` (sentences, stages), rows sum to 1; ``elements``, ``constraints``, ``mistakes``
    (sentences, labels), each column a yes/no question of its own. Columns follow the unit's order.
    """

    stages: Probabilities
    elements: Probabilities
    constraints: Probabilities
    mistakes: Probabilities

    def rows(self, indices: Sequence[int]) -> Prediction:
        """The sentences at ``indices`` alone, in that order."""
        wanted = np.array(indices, dtype=np.intp)
        return Prediction(self.stages[wanted], self.elements[wanted], self.constraints[wanted], self.mistakes[wanted])


class SentenceClassifier(Protocol):
    """Anything that can judge the sentences of a document; see `nlp.classifier.trained` and `.fake`."""

    @property
    def name(self) -> str:
        """Name and version of the model, as results record it."""

    @property
    def matching(self) -> Matching:
        """Whether labels come from trained heads or from similarity to the unit's examples."""

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        """One prediction per passage, in order; a passage's result does not depend on the others.

        Passages may be drawn ahead of the predictions that are asked for.
        """

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        """The rows of `predict` for the sentences at ``indices``, in that order, without the work for the others."""
