"""A prediction for a text of which most was judged before: only what is new goes through the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from nlp.classifier.base import Passage, Prediction, Probabilities, SentenceClassifier


def predict_again(
    classifier: SentenceClassifier, passage: Passage, earlier: Prediction, kept: Mapping[int, int]
) -> Prediction:
    """The prediction for ``passage`` in which sentences that were judged before keep their ``earlier`` rows.

    Args:
        classifier: judges the other sentences, each as it would in the whole passage.
        passage: the text as it is now.
        earlier: what was predicted for the text as it was.
        kept: for sentences of the passage that did not change, their row in ``earlier``.

    """
    count = len(passage.sentences)
    changed = [index for index in range(count) if index not in kept]
    fresh = classifier.predict_some(passage, changed)

    def joined(before: Probabilities, now: Probabilities) -> Probabilities:
        rows: Probabilities = np.empty((count, now.shape[1]))
        rows[list(kept)] = before[list(kept.values())]
        rows[changed] = now
        return rows

    return Prediction(
        *(joined(getattr(earlier, field.name), getattr(fresh, field.name)) for field in fields(Prediction))
    )
