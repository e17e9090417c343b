"""How alike two sentences are, for all pairs of two runs of sentences at once.

Two sentences are as alike as the larger of two measures says. The share of their characters that they have in common
in the same order (`rapidfuzz.fuzz.ratio`) sees through misspellings and changed endings. The share of the shorter
sentence's words that stand in the longer one in the same order sees a sentence that was continued ("… because she …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from nlp.comparison.chain import Link

LIKE_ENOUGH = 0.6
"""From here on one sentence counts as the other reworded.

Between accounts of different writers, the best match of a sentence reaches it in 1 of 1,000 cases (docs/comparison.md).
"""
LIKE_ENOUGH_ELSEWHERE = 0.75
"""The same for sentences that do not keep their order, since each is then compared with many more."""
FEWEST_WORDS = 5
"""A sentence with fewer words stands in many a longer one by chance."""
HALF = 0.5
"""Share of each half's words that the whole must hold before a sentence counts as split in two."""
FEWEST_WORDS_OF_A_HALF = 3
MOST_PAIRS = 2_000_000
"""Longer runs are compared only near the same relative place: time and memory grow with length, not with its square."""
MOST_LINKS = 8
"""Of a sentence; more are alike only where a text repeats itself."""

_BLOCK = 64
_FIRST_CODE = 0x100
_SURROGATES = range(0xD800, 0xE000)
_WORD = re.compile(r"\w+(?:['-]\w+)*")

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """Sentences, and each one's words as characters of a made-up alphabet, which compare fast."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]

    def cut(self, start: int, end: int) -> Run:
        """The sentences from ``start`` to ``end`` (exclusive)."""
        return Run(self.sentences[start:end], self.words[start:end])


class Alphabet:
    """A character for each word that it is shown."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def run(self, sentences: Sequence[str]) -> Run:
        """The sentences with their words spelt in this alphabet."""
        return Run(tuple(sentences), tuple(self._spell(sentence) for sentence in sentences))

    def _spell(self, sentence: str) -> str:
        return "".join(self._codes.setdefault(word, _character(len(self._codes))) for word in _WORD.findall(sentence))


def links(first: Run, second: Run) -> Iterator[Link]:
    """All pairs that are like enough, one to one, one to two and two to one, by how much they have in common."""
    for rows, columns in _blocks(len(first.sentences), len(second.sentences)):
        yield from _links_of_block(
            first.cut(rows.start, rows.stop), second.cut(columns.start, columns.stop), rows.start, columns.start
        )


def likeness(first: Run, second: Run) -> Shares:
    """How alike each sentence of ``first`` is to each of ``second``, shape (first, second), in [0, 1]."""
    characters = process.cdist(first.sentences, second.sentences, scorer=fuzz.ratio, workers=1) / 100.0
    shorter = np.minimum(_lengths(first.words)[:, None], _lengths(second.words)[None, :])
    contained = np.where(shorter >= FEWEST_WORDS, _common_words(first, second) / np.maximum(shorter, 1), 0.0)
    return np.asarray(np.maximum(characters, contained))


def _links_of_block(first: Run, second: Run, row: int, column: int) -> Iterator[Link]:
    if not first.sentences or not second.sentences:
        return
    alike = likeness(first, second)
    for i, j in _closest(alike):
        yield Link(row + i, column + j, _weight(first.sentences[i], second.sentences[j], float(alike[i, j])))
    common = _common_words(first, second)
    for i, j, weight in _splits(first, second, common):
        yield Link(row + i, column + j, weight, second_count=2)
    for j, i, weight in _splits(second, first, common.T):
        yield Link(row + i, column + j, weight, first_count=2)


def _closest(alike: Shares) -> Iterator[tuple[int, int]]:
    """Where sentences are like enough: at most `MOST_LINKS` places of each row, the most alike ones."""
    best = np.argsort(-alike, axis=1, kind="stable")[:, :MOST_LINKS]
    for i, j in np.argwhere(np.take_along_axis(alike, best, axis=1) >= LIKE_ENOUGH).tolist():
        yield i, int(best[i, j])


def _splits(wholes: Run, halves: Run, common: Shares) -> Iterator[tuple[int, int, int]]:
    """Where a sentence became two: its index, the index of its first half, and the weight."""
    lengths = _lengths(halves.words)
    held = (common >= HALF * lengths) & (lengths >= FEWEST_WORDS_OF_A_HALF)
    for i, j in _closest((held[:, :-1] & held[:, 1:]).astype(np.float64)):
        whole, joined = wholes.sentences[i], f"{halves.sentences[j]} {halves.sentences[j + 1]}"
        share = fuzz.ratio(whole, joined, score_cutoff=100 * LIKE_ENOUGH) / 100.0
        if share:
            yield i, j, _weight(whole, joined, share)


def _weight(one: str, other: str, share: float) -> int:
    """About a thousand for each character in common; whole numbers, so that sums do not depend on their order."""
    return round(1000 * share * min(len(one), len(other))) + (one == other)


def _blocks(rows: int, columns: int) -> Iterator[tuple[range, range]]:
    """What to compare with what: everything, or blocks along the diagonal where that is too much."""
    if rows * columns <= MOST_PAIRS:
        yield range(rows), range(columns)
        return
    reach = max(1, MOST_PAIRS // rows // 2)
    for start in range(0, rows, _BLOCK):
        end = min(start + _BLOCK, rows)
        yield (
            range(start, end),
            range(max(0, start * columns // rows - reach), min(columns, end * columns // rows + reach)),
        )


def _common_words(first: Run, second: Run) -> Shares:
    """How many words each two have in common in the same order."""
    counts = process.cdist(first.words, second.words, scorer=LCSseq.similarity, workers=1)
    return np.asarray(counts, dtype=np.float64)


def _lengths(words: Sequence[str]) -> Shares:
    return np.array([len(spelt) for spelt in words], dtype=np.float64)


def _character(number: int) -> str:
    code = _FIRST_CODE + number
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
