"""Sentences that go on and on without a full stop, as dictated accounts do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.language.words import key_of, word_set

LONGEST_SENTENCE = 90
"""Tokens up to which a sentence stays whole; the longest that people marked as one in the corpus has 83."""

SHORTEST_PIECE = 30
"""Tokens; a piece that is shorter says too little to be judged by itself."""

CONJUNCTIONS = word_set("and but so then")
SUBJECTS = word_set("he i it she that the there they this we")


def split_run_ons(words: Sequence[str], starts: Sequence[int], longest_sentence: int) -> Iterator[int]:
    """``starts`` of sentences, and further ones in those that have more than ``longest_sentence`` tokens.

    Such a sentence is taken apart before a conjunction that a new subject follows (``and she``, ``so I``), where the
    piece before has `SHORTEST_PIECE` tokens or more. Where there is none, it stays as it is.
    """
    for start, end in pairwise([*starts, len(words)]):
        yield start
        if end - start > longest_sentence:
            yield from _clauses(words, start, end)


def _clauses(words: Sequence[str], start: int, end: int) -> Iterator[int]:
    begin = start
    for index in range(start + SHORTEST_PIECE, end - SHORTEST_PIECE):
        if index - begin >= SHORTEST_PIECE and _joins_clauses(words[index], words[index + 1]):
            begin = index
            yield index


def _joins_clauses(word: str, following: str) -> bool:
    return word in CONJUNCTIONS and key_of(following) in SUBJECTS
