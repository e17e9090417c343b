"""A passage cut into windows of word pieces, and the scores of windows put together to those of its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.base import Passage
from nlp.classifier.kept_windows import WindowScores
from nlp.classifier.repeats import said_once
from nlp.classifier.tokens import WordPieces, split_long
from nlp.classifier.windows import CLOSING, OPENING, pack


@dataclass(frozen=True)
class Framed:
    """What the encoder reads of a window: its word pieces between separators, and where each sentence starts.

    ``ids`` (word pieces,); ``starts`` (sentences + 1,), the last being where the window ends.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]


@dataclass(frozen=True)
class Cut:
    """A passage in windows.

    ``parts``: word pieces of its sentences, each said once, run-ons in several parts. ``owners`` (parts,): which of
    those sentences a part belongs to. ``places`` (sentences of the passage,): which of them each sentence is.
    ``windows``: runs of parts.
    """

    parts: Sequence[Sequence[int]]
    owners: NDArray[np.intp]
    places: NDArray[np.intp]
    windows: Sequence[range]

    @classmethod
    def of(cls, passage: Passage, pieces: WordPieces, least: int, most: int) -> Cut:
        """Cut a passage into windows of ``least`` to ``most`` word pieces (`nlp.classifier.windows`)."""
        once, places = said_once(passage)
        parts, owners = split_long(pieces.encode(once.sentences))
        windows = pack(parts, [once.paragraphs[owner] for owner in owners], least, most)
        return cls(parts, np.array(owners, dtype=np.intp), places, windows)

    def around(self, indices: Sequence[int]) -> Cut:
        """With the windows alone that hold the sentences of the passage at ``indices``."""
        wanted: Set[int] = set(self.places[list(indices)].tolist())
        held = [window for window in self.windows if not wanted.isdisjoint(self.owners[window.start : window.stop])]
        return replace(self, windows=held)

    def framed(self, pieces: WordPieces) -> Iterator[Framed]:
        """What the encoder reads of each window."""
        for window in self.windows:
            parts = self.parts[window.start : window.stop]
            starts = np.cumsum([OPENING, *(len(part) + CLOSING for part in parts)])
            ids = np.full(starts[-1], pieces.closing, dtype=np.int64)
            ids[0] = pieces.opening
            for start, part in zip(starts, parts, strict=False):
                ids[start : start + len(part)] = part
            yield Framed(ids, starts)

    def joined(self, scores: Sequence[WindowScores], widths: tuple[int, int]) -> WindowScores:
        """Scores of the passage's sentences, in order, from those of the windows.

        Of a sentence in several parts the mean stage and the strongest label count; sentences in no window have zeros.
        ``widths``: how many stages and labels there are.
        """
        stages, labels = (np.zeros((len(self.parts), width), dtype=np.float32) for width in widths)
        for window, (of_stages, of_labels) in zip(self.windows, scores, strict=True):
            judged = slice(window.start, window.stop)
            stages[judged], labels[judged] = of_stages, of_labels
        sentences = int(self.owners[-1]) + 1 if self.parts else 0
        if len(self.parts) > sentences:
            firsts = np.searchsorted(self.owners, np.arange(sentences))
            stages, labels = means(stages, self.owners, sentences), np.maximum.reduceat(labels, firsts, axis=0)
        return stages[self.places], labels[self.places]


def means(rows: NDArray[np.float32], owners: NDArray[np.intp], sentences: int) -> NDArray[np.float32]:
    """One row a sentence: the mean over its parts."""
    firsts = np.searchsorted(owners, np.arange(sentences))
    counts = np.diff(np.append(firsts, len(owners)))[:, None]
    averaged: NDArray[np.float32] = (np.add.reduceat(rows, firsts, axis=0) / counts).astype(np.float32)
    return averaged
