"""Labelled accounts as batches of windows.

Each epoch cuts accounts at other places, so that a sentence is seen with ever different neighbours. Windows of like
length stand in one batch, and lengths are rounded up: PyTorch prepares its kernels once a shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray

from criteria_bank.schema import Unit
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.training.settings import TrainingSettings

WHOLE = 0.7  # chance that an account that fits a window is not cut
ROUNDING = 64
SORTED_AT_ONCE = 64  # windows sorted by length together: enough for little padding, few enough to stay mixed


@dataclass(frozen=True)
class Example:
    """One account, tokenised. ``pieces``: word pieces a sentence; ``labels`` (sentences, labels) of 0 and 1.

    ``taught``: a teacher's probabilities (sentences, stages + labels), where one is learnt from.
    """

    pieces: list[list[int]]
    stages: NDArray[np.int64]
    labels: NDArray[np.float32]
    weight: float
    taught: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class Batch:
    """Padded windows. ``pooling`` (sentences, windows * length) averages each sentence's states."""

    ids: torch.Tensor
    mask: torch.Tensor
    pooling: torch.Tensor
    stages: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor
    taught: torch.Tensor | None = None


Window = tuple[Example, range]


def examples(accounts: Sequence[Account], unit: Unit, pieces: WordPieces, settings: TrainingSettings) -> list[Example]:
    """Tokenise accounts and turn their labels into arrays; columns follow the unit's order."""
    stages = {stage.id: index for index, stage in enumerate(unit.stages)}
    columns = {label.id: index for index, label in enumerate(unit.labels)}
    made = []
    for account in accounts:
        labels = np.zeros((len(account.sentences), len(columns)), dtype=np.float32)
        for row, sentence in enumerate(account.sentences):
            for name in sentence.labels:
                labels[row, columns[name]] = 1.0
        made.append(
            Example(
                [ids[: settings.window - 2] for ids in pieces.encode([s.text for s in account.sentences])],
                np.array([stages[sentence.stage] for sentence in account.sentences]),
                labels,
                settings.inbox_weight if account.kind == "inbox" else 1.0,
            )
        )
    return made


def epoch(made: Sequence[Example], pieces: WordPieces, settings: TrainingSettings, random: Random) -> list[Batch]:
    """One pass over all sentences, in shuffled batches."""
    windows = [window for example in made for window in _cut_at_random(example, settings.window, random)]
    random.shuffle(windows)
    groups = [
        group
        for first in range(0, len(windows), SORTED_AT_ONCE)
        for group in _grouped(sorted(windows[first : first + SORTED_AT_ONCE], key=_length), settings.pieces_per_step)
    ]
    random.shuffle(groups)
    return [_collate(group, pieces, settings.window) for group in groups]


def _cut_at_random(example: Example, limit: int, random: Random) -> Iterator[Window]:
    whole = random.random() < WHOLE and _length((example, range(len(example.pieces)))) <= limit
    room = limit if whole else random.randint(limit // 3, limit)
    return ((example, rows) for rows in _cut(example, limit, room))


def _cut(example: Example, limit: int, room: int) -> Iterator[range]:
    """Runs of sentences of at most ``limit`` word pieces, the first of at most ``room``."""
    first, used = 0, 1
    for index, ids in enumerate(example.pieces):
        cost = len(ids) + 1
        if index > first and used + cost > room:
            yield range(first, index)
            first, used, room = index, 1, limit
        used += cost
    yield range(first, len(example.pieces))


def _length(window: Window) -> int:
    example, rows = window
    return 1 + sum(len(example.pieces[row]) + 1 for row in rows)


def _grouped(windows: Sequence[Window], room: int) -> Iterator[list[Window]]:
    """Runs of windows, sorted by length, that fill about ``room`` word pieces when padded."""
    group: list[Window] = []
    for window in windows:
        if group and _rounded(_length(window)) * (len(group) + 1) > room:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _rounded(length: int) -> int:
    return -(-length // ROUNDING) * ROUNDING


def _collate(windows: Sequence[Window], pieces: WordPieces, limit: int) -> Batch:
    rows: list[list[int]] = []
    spans: list[tuple[int, int, int]] = []
    for number, (example, indices) in enumerate(windows):
        ids = [pieces.opening]
        for index in indices:
            start = len(ids)
            ids += [*example.pieces[index], pieces.closing]
            spans.append((number, start, len(ids)))
        rows.append(ids)
    longest = max(map(len, rows))
    length = max(longest, min(limit, _rounded(longest)))
    ids_tensor = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.long)
    for number, ids in enumerate(rows):
        ids_tensor[number, : len(ids)] = torch.tensor(ids)
        mask[number, : len(ids)] = 1
    pooling = torch.zeros(len(spans), len(rows) * length)
    for row, (number, start, end) in enumerate(spans):
        pooling[row, number * length + start : number * length + end] = 1.0 / (end - start)
    return Batch(
        ids_tensor,
        mask,
        pooling,
        torch.from_numpy(np.concatenate([example.stages[list(indices)] for example, indices in windows])),
        torch.from_numpy(np.concatenate([example.labels[list(indices)] for example, indices in windows])),
        torch.tensor([example.weight for example, indices in windows for _ in indices]),
        _taught(windows),
    )


def _taught(windows: Sequence[Window]) -> torch.Tensor | None:
    rows = [example.taught[list(indices)] for example, indices in windows if example.taught is not None]
    return torch.from_numpy(np.concatenate(rows)) if rows else None
