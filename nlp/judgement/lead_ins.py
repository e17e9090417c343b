"""A line that leads up to a list is no evidence; what it says belongs to what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.base import Prediction, Probabilities
from nlp.language.sentences import Sentence


def leads_in(sentence: str) -> bool:
    """Whether it only announces what comes next."""
    return sentence.endswith(":")


def without_lead_ins(text: str, sentences: Sequence[Sentence], prediction: Prediction) -> Prediction:
    """The prediction with the labels of lines that lead up to something on what they lead up to. Stages stay.

    “From July I will:” makes a plan of the item after it, which may not sound like one by itself.
    """
    leading = np.array([leads_in(text[item.span.start : item.span.end]) for item in sentences], dtype=bool)
    if not leading.any():
        return prediction
    return replace(
        prediction,
        elements=_handed_on(prediction.elements, leading),
        constraints=_handed_on(prediction.constraints, leading),
        mistakes=_handed_on(prediction.mistakes, leading),
    )


def _handed_on(labels: Probabilities, leading: NDArray[np.bool_]) -> Probabilities:
    """The labels, shape (sentences, labels), with each leading row's on the next one, where that one lacks them."""
    handed = labels.copy()
    for index in np.flatnonzero(leading):
        if index + 1 < len(handed):
            handed[index + 1] = np.maximum(handed[index], handed[index + 1])
        handed[index] = 0.0
    return handed
