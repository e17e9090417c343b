"""A line that leads up to a list is no evidence; what follows it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlp.classifier.base import Prediction
from nlp.language.sentences import Sentence


def leads_in(sentence: str) -> bool:
    """Whether it only announces what comes next."""
    return sentence.endswith(":")


def without_lead_ins(text: str, sentences: Sequence[Sentence], prediction: Prediction) -> Prediction:
    """The prediction with no labels on lines that lead up to something. Stages stay as they are."""
    kept = np.array([not leads_in(text[item.span.start : item.span.end]) for item in sentences], dtype=float)[:, None]
    if kept.all():
        return prediction
    return replace(
        prediction,
        elements=prediction.elements * kept,
        constraints=prediction.constraints * kept,
        mistakes=prediction.mistakes * kept,
    )
