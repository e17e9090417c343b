"""Sentences of CEReD as windows of word pieces for the encoder, and windows as batches of about equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.cered_rows import Row
from nlp.classifier.tokens import WordPieces

POOL = 512  # windows that are sorted by length at a time, so that batches are even and still differ every epoch


@dataclass(frozen=True)
class Settings:
    """Every choice that changes the weights.

    ``lowest_confidence``: training rows below it are left out; ``window`` and ``context``: most word pieces of a window
    and, within it, of the neighbours; ``batch_pieces``: word pieces a step, padding included; ``decay`` of the moving
    average of the weights.
    """

    epochs: int = 5
    lowest_confidence: float = 3.0
    window: int = 128
    context: int = 64
    batch_pieces: int = 1500
    encoder_rate: float = 1.5e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    dropout: float = 0.1
    smoothing: float = 0.1
    decay: float = 0.99
    gradient_norm: float = 1.0


@dataclass(frozen=True)
class Pieces:
    """One row's word-piece ids, without special tokens."""

    before: Sequence[int]
    sentence: Sequence[int]
    after: Sequence[int]


@dataclass(frozen=True)
class Window:
    """Word-piece ids; those of the sentence, with the token that closes it, are ``ids[start:end]``."""

    ids: list[int]
    start: int
    end: int


def pieces_of(rows: Sequence[Row], tokenizer: WordPieces) -> list[Pieces]:
    """Each row in word pieces; a neighbour that is not there is none at all."""
    texts = [text for row in rows for text in (row.before, row.sentence, row.after)]
    encoded = [ids if text else [] for ids, text in zip(tokenizer.encode(texts), texts, strict=True)]
    return [Pieces(*encoded[first : first + 3]) for first in range(0, len(encoded), 3)]


def window(pieces: Pieces, room: int, most: int, tokenizer: WordPieces) -> Window:
    """The sentence, and its neighbours in ``room`` word pieces nearest to it.

    What one side does not fill is the other's. A sentence that does not fit into ``most`` loses its end.
    """
    sentence = pieces.sentence[: most - 4]
    room = min(room, most - 4 - len(sentence))
    left = min(len(pieces.before), max(room // 2, room - len(pieces.after)))
    before = list(pieces.before[len(pieces.before) - left :])
    ids = [tokenizer.opening, *before, *([tokenizer.closing] if before else [])]
    start = len(ids)
    ids += [*sentence, tokenizer.closing]
    end = len(ids)
    after = list(pieces.after[: room - left])
    return Window([*ids, *after, *([tokenizer.closing] if after else [])], start, end)


def batches(lengths: Sequence[int], most: int, random: Random) -> list[list[int]]:
    """Indices of windows in batches, shuffled; a batch's size times its longest window is at most ``most``.

    A window longer than ``most`` is a batch of its own.
    """
    order = random.sample(range(len(lengths)), len(lengths))
    made: list[list[int]] = []
    for first in range(0, len(order), POOL):
        batch: list[int] = []
        for index in sorted(order[first : first + POOL], key=lengths.__getitem__):
            if batch and (len(batch) + 1) * lengths[index] > most:
                made.append(batch)
                batch = []
            batch.append(index)
        made.append(batch)
    random.shuffle(made)
    return made
