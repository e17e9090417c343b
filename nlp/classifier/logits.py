"""From a passage to the raw scores of its sentences: tokenise, pack, encode, apply the heads."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.base import Passage
from nlp.classifier.encoder import TokenEncoder
from nlp.classifier.heads import Heads
from nlp.classifier.kept_windows import KeptWindows, WindowScores, key_of
from nlp.classifier.repeats import said_once
from nlp.classifier.tokens import WordPieces, split_long
from nlp.classifier.windows import CLOSING, OPENING, pack

LEAST, WINDOW = 96, 192
"""Word pieces of a window, at least and at most, as the shipped model was trained to read them."""


@dataclass(frozen=True)
class Logits:
    """Raw scores: ``stages`` (sentences, stages), ``labels`` (sentences, elements + constraints + mistakes)."""

    stages: NDArray[np.float32]
    labels: NDArray[np.float32]


@dataclass(frozen=True)
class Scorer:
    """The model without its calibration, and the scores of windows that it read before.

    ``least``, ``most``: word pieces of a window (`nlp.classifier.windows`).
    """

    pieces: WordPieces
    encoder: TokenEncoder
    heads: Heads
    least: int = LEAST
    most: int = WINDOW
    kept: KeptWindows = field(default_factory=KeptWindows, compare=False)

    def score(self, passage: Passage) -> Logits:
        """Logits of every sentence of a passage, in order; repeated sentences have those of their first place."""
        return self.score_some(passage, range(len(passage.sentences)))

    def score_some(self, passage: Passage, indices: Sequence[int]) -> Logits:
        """The rows of `score` for the sentences at ``indices``; only the windows that hold them are encoded."""
        once, places = said_once(passage)
        wanted = places[np.array(indices, dtype=np.intp)]
        logits = self._score_once(once, set(wanted.tolist()))
        return Logits(logits.stages[wanted], logits.labels[wanted])

    def _score_once(self, passage: Passage, wanted: Set[int]) -> Logits:
        """Rows of sentences whose windows hold nothing ``wanted`` stay zero."""
        parts, owners = split_long(self.pieces.encode(passage.sentences))
        paragraphs = [passage.paragraphs[owner] for owner in owners]
        windows = pack(parts, paragraphs, self.least, self.most)
        stages = np.zeros((len(parts), len(self.heads.stage_bias)), dtype=np.float32)
        labels = np.zeros((len(parts), len(self.heads.label_bias)), dtype=np.float32)
        for window in windows:
            judged = slice(window.start, window.stop)
            if not wanted.isdisjoint(owners[judged]):
                stages[judged], labels[judged] = self._score_window(parts[judged])
        return _join(stages, labels, np.array(owners), len(passage.sentences))

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Mean state of each sentence read alone, shape (sentences, width); a run-on's is the mean of its parts'."""
        parts, owners = split_long(self.pieces.encode(sentences))
        framed = [np.array([self.pieces.opening, *part, self.pieces.closing]) for part in parts]
        vectors = np.stack([self.encoder.encode(ids).mean(axis=0) for ids in framed])
        return _means(vectors, np.array(owners), len(sentences))

    def _score_window(self, parts: Sequence[Sequence[int]]) -> WindowScores:
        starts = np.cumsum([OPENING, *(len(part) + CLOSING for part in parts)])
        ids = np.full(starts[-1], self.pieces.closing, dtype=np.int64)
        ids[0] = self.pieces.opening
        for start, part in zip(starts, parts, strict=False):
            ids[start : start + len(part)] = part
        key = key_of(ids, starts)
        scores = self.kept.get(key)
        if scores is None:
            scores = self.heads.apply(self.encoder.encode(ids)[OPENING:], starts[:-1] - OPENING)
            self.kept.put(key, scores)
        return scores


def _join(
    stages: NDArray[np.float32], labels: NDArray[np.float32], owners: NDArray[np.int64], sentences: int
) -> Logits:
    """One row a sentence: of a sentence in parts, the mean stage and the strongest label count."""
    if len(owners) == sentences:
        return Logits(stages, labels)
    firsts = np.searchsorted(owners, np.arange(sentences))
    return Logits(_means(stages, owners, sentences), np.maximum.reduceat(labels, firsts, axis=0))


def _means(rows: NDArray[np.float32], owners: NDArray[np.int64], sentences: int) -> NDArray[np.float32]:
    """One row a sentence: the mean over its parts."""
    firsts = np.searchsorted(owners, np.arange(sentences))
    counts = np.diff(np.append(firsts, len(owners)))[:, None]
    means: NDArray[np.float32] = (np.add.reduceat(rows, firsts, axis=0) / counts).astype(np.float32)
    return means
