"""An index of texts that says which passages of a text also stand in others.

Texts that may share a passage are found by their MinHash signatures (Broder, 1997; datasketch), and then compared word
by word, so that nothing is told that is not there. Signatures are matched value by value: locality-sensitive hashing
with bands of one value, the widest net. For 5,000 texts they take 8 MB in an array; `datasketch.MinHashLSH` with the
same bands takes 480 MB and is no faster. What is told of a text are places in this text, never a word of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from nlp.overlap.ignoring import Ignored
from nlp.overlap.passages import Run, Shingle, common_passages
from nlp.overlap.settings import OverlapSettings
from nlp.overlap.words import Words, shingles_of, words_of
from nlp.results import Extent, Overlap

SEED = 1
"""Of the permutations: the same for every run, so that every run finds the same."""

Signatures = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it is compared: its words, the shingles of those that are its own, and how many these are."""

    words: Words
    shingles: list[Shingle | None]
    own: int


class Overlaps:
    """Texts by name, to compare others with; ``wordings`` are texts whose phrases are nobody's own."""

    def __init__(self, wordings: Iterable[str] = (), settings: OverlapSettings | None = None) -> None:
        self.settings = settings or OverlapSettings()
        self._ignored = Ignored(wordings)
        self._blank = MinHash(num_perm=self.settings.permutations, seed=SEED)
        self._names: list[str] = []
        self._names_taken: set[str] = set()
        self._texts: list[str] = []
        self._signatures: list[Signatures] = []
        self._owners: list[int] = []
        self._stacked: Signatures | None = None

    def add(self, name: str, text: str) -> None:
        """Add a text; raises ValueError where the name is taken."""
        if name in self._names_taken:
            raise ValueError(f"There is a text of the name '{name}' already.")
        self._names_taken.add(name)
        signatures = list(self._sign(self._read(text).shingles))
        self._owners += [len(self._names)] * len(signatures)
        self._signatures += signatures
        self._names.append(name)
        self._texts.append(text)
        self._stacked = None

    def find(self, text: str, leaving_out: Collection[str] = ()) -> tuple[Overlap, ...]:
        """The texts that share passages with ``text``, the largest share first.

        ``leaving_out``: names of texts that it is not compared with, such as its own.
        """
        read = self._read(text)
        found = [
            overlap
            for number in self._candidates(read, leaving_out)
            if (overlap := self._compare(read, number)) is not None
        ]
        return tuple(sorted(found, key=lambda one: (-one.share, one.source))[: self.settings.most_sources])

    def _read(self, text: str) -> _Read:
        words = words_of(text)
        ignored = self._ignored.of(text, words)
        shingles = shingles_of(words.words, ignored, self.settings.shingle)
        return _Read(words, shingles, ignored.count(False))

    def _sign(self, shingles: list[Shingle | None]) -> Iterator[Signatures]:
        """The signature of each block of shingles."""
        kept = [" ".join(shingle).encode() for shingle in shingles if shingle is not None]
        for start in range(0, len(kept), self.settings.block):
            sketch = self._blank.copy()
            sketch.update_batch(kept[start : start + self.settings.block])
            yield sketch.hashvalues

    def _candidates(self, read: _Read, leaving_out: Collection[str]) -> list[int]:
        """Texts whose signatures have values in common with this one's, those with most first."""
        if not self._signatures:
            return []
        if self._stacked is None:
            self._stacked = np.array(self._signatures)
        common = Counter[int]()
        for signature in self._sign(read.shingles):
            same = np.count_nonzero(self._stacked == signature, axis=1)
            for block in same.nonzero()[0].tolist():
                common[self._owners[block]] += int(same[block])
        ranked = sorted(common, key=lambda number: (-common[number], self._names[number]))
        return [number for number in ranked if self._names[number] not in leaving_out][: self.settings.most_candidates]

    def _compare(self, read: _Read, number: int) -> Overlap | None:
        runs = common_passages(read.shingles, self._read(self._texts[number]).shingles, self.settings)
        share = sum(run.length for run in runs) / read.own if read.own else 0.0
        if not runs or share < self.settings.smallest_share:
            return None
        longest_first = sorted(runs, key=lambda run: (-run.length, run.start))
        passages = tuple(_extent(run, read.words) for run in longest_first)
        return Overlap(source=self._names[number], share=round(share, 4), passages=passages)


def _extent(run: Run, words: Words) -> Extent:
    return Extent(start=words.starts[run.start], end=words.ends[run.end - 1])
