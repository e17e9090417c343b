"""A sentence that is said again is no second piece of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlp.classifier.base import Prediction, Probabilities
from nlp.classifier.repeats import same_words
from nlp.language.sentences import Sentence


def counted_once(text: str, sentences: Sequence[Sentence], prediction: Prediction) -> Prediction:
    """The prediction with the labels of repeated sentences at their first place alone.

    Case and spacing aside, the same words of the same speaker are the same sentence. The first place gets the highest
    probability that any of them has, so that repeating something never lowers it. Stages stay as they are.
    """
    firsts = _first_places(text, sentences)
    if len(set(firsts)) == len(firsts):
        return prediction
    return replace(
        prediction,
        elements=_gathered(prediction.elements, firsts),
        constraints=_gathered(prediction.constraints, firsts),
        mistakes=_gathered(prediction.mistakes, firsts),
    )


def _first_places(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence, where its words stand for the first time."""
    seen: dict[tuple[str, ...], int] = {}
    words = (same_words(text[sentence.span.start : sentence.span.end]) for sentence in sentences)
    return [
        seen.setdefault((sentence.speaker, *said), place)
        for place, (sentence, said) in enumerate(zip(sentences, words, strict=True))
    ]


def _gathered(labels: Probabilities, firsts: Sequence[int]) -> Probabilities:
    gathered: Probabilities = np.zeros_like(labels)
    np.maximum.at(gathered, np.array(firsts), labels)
    return gathered
