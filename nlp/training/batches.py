"""Labelled accounts as batches of windows.

Each epoch cuts every account at other places, so that a sentence is seen with ever different neighbours.
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


@dataclass(frozen=True)
class Example:
    """One account, tokenised. ``pieces``: word pieces a sentence; ``labels`` (sentences, labels) of 0 and 1."""

    pieces: list[list[int]]
    stages: NDArray[np.int64]
    labels: NDArray[np.float32]
    weight: float


@dataclass(frozen=True)
class Batch:
    """Padded windows. ``pooling`` (sentences, windows * length) averages each sentence's states."""

    ids: torch.Tensor
    mask: torch.Tensor
    pooling: torch.Tensor
    stages: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor


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


def steps_per_epoch(made: Sequence[Example], settings: TrainingSettings) -> int:
    """About how many steps an epoch takes (cuts are random)."""
    windows = sum(len(list(_cut(example, settings.window, settings.window))) for example in made)
    return -(-windows // settings.windows_per_step)


def epoch(made: Sequence[Example], pieces: WordPieces, settings: TrainingSettings, random: Random) -> Iterator[Batch]:
    """One pass over all sentences in shuffled windows."""
    windows = [
        (example, rows)
        for example in made
        for rows in _cut(example, settings.window, random.randint(settings.window // 3, settings.window))
    ]
    random.shuffle(windows)
    size = settings.windows_per_step
    for first in range(0, len(windows), size):
        yield _collate(windows[first : first + size], pieces)


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


def _collate(windows: Sequence[tuple[Example, range]], pieces: WordPieces) -> Batch:
    rows: list[list[int]] = []
    spans: list[tuple[int, int, int]] = []
    for number, (example, indices) in enumerate(windows):
        ids = [pieces.opening]
        for index in indices:
            start = len(ids)
            ids += [*example.pieces[index], pieces.closing]
            spans.append((number, start, len(ids)))
        rows.append(ids)
    length = max(map(len, rows))
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
    )
