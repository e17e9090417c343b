"""The heads on the encoder's states: plain arrays, so that they load without code and compare exactly.

The stage head reads the mean state of a sentence. The label head (elements, constraints, mistakes: yes or no each)
adds to that a value pooled by attention of its own, so that a label can rest on one clause of a long sentence
(label-wise attention; Mullenbach et al., 2018).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.encoder import States

Array = NDArray[np.float32]
ATTENTION_CLIP = 15.0


@dataclass(frozen=True)
class Heads:
    """Weights of both heads.

    Shapes, with width ``h``: ``stage_weight`` (h, stages), ``stage_bias`` (stages,), ``label_weight`` (h, labels),
    ``label_bias`` (labels,), ``query`` and ``value`` (h, labels).
    """

    stage_weight: Array
    stage_bias: Array
    label_weight: Array
    label_bias: Array
    query: Array
    value: Array

    def apply(self, states: States, starts: NDArray[np.int64]) -> tuple[Array, Array]:
        """Logits of the stages (sentences, stages) and labels (sentences, labels).

        ``states`` (word pieces, h) hold the sentences one after another; ``starts`` is where each begins, from 0.
        """
        counts = np.diff(np.append(starts, len(states)))[:, None]
        means = np.add.reduceat(states, starts, axis=0) / counts
        attention = np.exp(np.clip(states @ self.query, -ATTENTION_CLIP, ATTENTION_CLIP))
        pooled = np.add.reduceat(attention * (states @ self.value), starts, axis=0)
        pooled /= np.add.reduceat(attention, starts, axis=0)
        stages = means @ self.stage_weight + self.stage_bias
        labels = means @ self.label_weight + self.label_bias + pooled
        return stages.astype(np.float32), labels.astype(np.float32)

    def save(self, path: Path) -> None:
        """Write the arrays to a ``.npz``."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Read them back; no pickled object is accepted."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})
