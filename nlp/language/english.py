"""Whether a text is in English at all, by its commonest words."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")


def english_share(text: str) -> float:
    """Share of the words that are among spaCy's common English words, in [0, 1]; 0 where there are no words.

    English prose has about 0.6, and terse notes and second-language English still 0.4; other languages 0.2 at most.
    """
    words = _WORD.findall(text.lower())
    return sum(map(STOP_WORDS.__contains__, words)) / len(words) if words else 0.0
