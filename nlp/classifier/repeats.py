"""Sentences that stand in a passage more than once are read once.

Text pasted twice would otherwise be its own context, and what it shows would change a little with each copy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.base import Passage

FEWEST_WORDS = 4
"""A shorter sentence may well recur ("Yes, I did.", "Monday"), and belongs where it stands: unless it recurs with what
stands before it."""


def said_once(passage: Passage) -> tuple[Passage, NDArray[np.intp]]:
    """The passage without repetitions and, for each of its sentences, the place of its words there."""
    kept: list[int] = []
    words_kept: list[tuple[str, ...]] = []
    seen: dict[tuple[str, ...], int] = {}
    places: list[int] = []
    for index, sentence in enumerate(passage.sentences):
        words = same_words(sentence)
        following = places[-1] + 1 if places else 0
        if following < len(kept) and words_kept[following] == words:
            place = following
        elif len(words) >= FEWEST_WORDS and words in seen:
            place = seen[words]
        else:
            place = seen[words] = len(kept)
            kept.append(index)
            words_kept.append(words)
        places.append(place)
    once = Passage(
        tuple(passage.sentences[index] for index in kept), tuple(passage.paragraphs[index] for index in kept)
    )
    return once, np.array(places, dtype=np.intp)


def same_words(sentence: str) -> tuple[str, ...]:
    """What two sentences share that are the same but for case and spacing."""
    return tuple(sentence.casefold().split())
