"""From a passage to the raw scores of its sentences: tokenise, cut into windows, encode, apply the heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.ahead import AtOnce, done_ahead, finished
from nlp.classifier.base import Passage
from nlp.classifier.cuts import Cut, Framed, means
from nlp.classifier.encoder import TokenEncoder
from nlp.classifier.heads import Heads
from nlp.classifier.kept_windows import KeptWindows, WindowScores, key_of
from nlp.classifier.tokens import WordPieces, split_long
from nlp.classifier.windows import OPENING

LEAST, WINDOW = 96, 192
"""Word pieces of a window, at least and at most, as the shipped model was trained to read them."""

AHEAD = 32
"""Windows begun at most before their scores are asked for: those of some ten accounts."""


@dataclass(frozen=True)
class Logits:
    """Raw scores: ``stages`` (sentences, stages), ``labels`` (sentences, elements + constraints + mistakes)."""

    stages: NDArray[np.float32]
    labels: NDArray[np.float32]


@dataclass(frozen=True)
class Scorer:
    """The model without its calibration, and the scores of windows that it read before. Thread-safe.

    ``least``, ``most``: word pieces of a window (`nlp.classifier.windows`). ``threads``: who encodes windows; all
    callers share them, and at first each caller does it by itself.
    """

    pieces: WordPieces
    encoder: TokenEncoder
    heads: Heads
    least: int = LEAST
    most: int = WINDOW
    kept: KeptWindows = field(default_factory=KeptWindows, compare=False)
    threads: Executor = field(default_factory=AtOnce, compare=False)

    def score(self, passage: Passage) -> Logits:
        """Logits of every sentence of a passage, in order; repeated sentences have those of their first place."""
        return next(self.score_all([passage]))

    def score_all(self, passages: Iterable[Passage]) -> Iterator[Logits]:
        """Logits of each passage, in order; later ones are drawn and encoded ahead of what is asked for."""
        return self._scored(Cut.of(passage, self.pieces, self.least, self.most) for passage in passages)

    def score_some(self, passage: Passage, indices: Sequence[int]) -> Logits:
        """The rows of `score` for the sentences at ``indices``; only the windows that hold them are encoded."""
        cut = Cut.of(passage, self.pieces, self.least, self.most).around(indices)
        logits = next(self._scored([cut]))
        return Logits(logits.stages[list(indices)], logits.labels[list(indices)])

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Mean state of each sentence read alone, shape (sentences, width); a run-on's is the mean of its parts'."""
        parts, owners = split_long(self.pieces.encode(sentences))
        framed = [np.array([self.pieces.opening, *part, self.pieces.closing]) for part in parts]
        vectors = np.stack([self.encoder.encode(ids).mean(axis=0) for ids in framed])
        return means(vectors, np.array(owners), len(sentences))

    def _scored(self, cuts: Iterable[Cut]) -> Iterator[Logits]:
        widths = len(self.heads.stage_bias), len(self.heads.label_bias)
        begun = ((cut, map(self._begin, cut.framed(self.pieces))) for cut in cuts)
        for cut, scores in done_ahead(begun, AHEAD):
            yield Logits(*cut.joined(scores, widths))

    def _begin(self, framed: Framed) -> Future[WindowScores]:
        key = key_of(framed.ids, framed.starts)
        kept = self.kept.get(key)
        return self.threads.submit(self._read, key, framed) if kept is None else finished(kept)

    def _read(self, key: bytes, framed: Framed) -> WindowScores:
        states = self.encoder.encode(framed.ids)[OPENING:]
        scores = self.heads.apply(states, framed.starts[:-1] - OPENING)
        self.kept.put(key, scores)
        return scores
