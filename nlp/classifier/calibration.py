"""From raw scores to probabilities that mean what they say.

Stages share one temperature (Guo et al., 2017). Each label has a slope and an offset (Platt, 1999), fitted with a pull
towards those of its kind, since rare labels have few positives. Fitted on out-of-fold scores only.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.base import Probabilities
from nlp.classifier.logits import Logits


@dataclass(frozen=True)
class Calibration:
    """``temperature`` (1,) for the stages; ``slope`` and ``offset`` (labels,) for the labels; slopes are > 0."""

    temperature: NDArray[np.float64]
    slope: NDArray[np.float64]
    offset: NDArray[np.float64]

    def stages(self, logits: Logits) -> Probabilities:
        """Probabilities (sentences, stages); rows sum to 1."""
        scaled = logits.stages.astype(np.float64) / self.temperature
        exponentials = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))

    def labels(self, logits: Logits) -> Probabilities:
        """Probabilities (sentences, labels)."""
        scores = logits.labels.astype(np.float64) * self.slope + self.offset
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -60.0, 60.0))))

    def save(self, path: Path) -> None:
        """Write the arrays to a ``.npz``."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read them back; no pickled object is accepted."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})
