"""One training run: seeded, repeatable, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from criteria_bank.schema import Unit
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.corpus.variants.varying import vary
from nlp.training.averaging import RunningAverage
from nlp.training.batches import Batch, Example, epoch, examples
from nlp.training.network import Network
from nlp.training.optimiser import Optimiser
from nlp.training.settings import TrainingSettings

Progress = Callable[[int, int, float], None]
Teach = Callable[[Account], NDArray[np.float32]]


def fit(
    weights: Path,
    accounts: Sequence[Account],
    unit: Unit,
    settings: TrainingSettings,
    progress: Progress | None = None,
) -> Network:
    """Fine-tune the encoder and heads on labelled accounts.

    ``progress`` is called after each step with the step, the expected number of steps and the step's loss.
    """
    torch.manual_seed(settings.seed)
    network = Network(weights, len(unit.stages), len(unit.labels), settings)
    pieces = WordPieces.load(weights / "tokenizer.json")
    train_network(network, pieces, accounts, unit, settings, progress=progress)
    return network


def train_network(
    network: Network,
    pieces: WordPieces,
    accounts: Sequence[Account],
    unit: Unit,
    settings: TrainingSettings,
    *,
    progress: Progress | None = None,
    teacher: Teach | None = None,
) -> None:
    """Train a network as it stands; with a ``teacher``, towards what that says of each account as well."""
    random = Random(settings.seed)  # noqa: S311  (repeatable on purpose)
    loss_of = Loss(examples(accounts, unit, pieces, settings), settings)
    optimiser = Optimiser(network, settings)
    average = RunningAverage(network, settings.averaging)
    step = 0
    network.train()
    for number in range(settings.epochs):
        varied = [vary(account, unit, random, settings.variants) for account in accounts]
        made = examples(varied, unit, pieces, settings)
        if teacher:
            made = [replace(example, taught=teacher(account)) for example, account in zip(made, varied, strict=True)]
        batches = epoch(made, pieces, settings, random)
        for place, batch in enumerate(batches):
            optimiser.set_rate((number + (place + 0.5) / len(batches)) / settings.epochs)
            loss = _step(network, loss_of, batch, optimiser)
            average.update()
            step += 1
            if progress:
                progress(step, step + len(batches) * (settings.epochs - number) - place - 1, loss)
    average.apply()
    network.eval()


class Loss:
    """Cross-entropy of the stage plus weighted binary cross-entropy of the labels, both weighted by sentence.

    Where a batch says what a teacher says, that counts with the share ``student.taught``.
    """

    def __init__(self, made: Sequence[Example], settings: TrainingSettings) -> None:
        labels = np.concatenate([example.labels for example in made])
        positives = np.maximum(labels.sum(axis=0), 1.0)
        weight = np.minimum(np.sqrt((len(labels) - positives) / positives), settings.positive_weight)
        self._positive_weight = torch.tensor(weight, dtype=torch.float32)
        self._settings = settings

    def __call__(self, stages: torch.Tensor, labels: torch.Tensor, batch: Batch) -> torch.Tensor:
        """The batch's loss, a scalar."""
        weights = batch.weights / batch.weights.sum()
        loss = self._labelled(stages, labels, batch)
        if batch.taught is not None:
            taught = self._settings.student.taught
            loss = (1 - taught) * loss + taught * self._taught(stages, labels, batch.taught)
        return (weights * loss).sum()

    def _labelled(self, stages: torch.Tensor, labels: torch.Tensor, batch: Batch) -> torch.Tensor:
        """How far each sentence is from what people said of it."""
        stage_loss = nn.functional.cross_entropy(
            stages, batch.stages, label_smoothing=self._settings.smoothing, reduction="none"
        )
        label_loss = nn.functional.binary_cross_entropy_with_logits(
            labels, batch.labels, pos_weight=self._positive_weight, reduction="none"
        ).mean(dim=1)
        return stage_loss + self._settings.label_loss * label_loss

    def _taught(self, stages: torch.Tensor, labels: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
        """How far each sentence is from what the teacher says of it (Hinton et al., 2015)."""
        said_stages, said_labels = taught.split([stages.shape[1], labels.shape[1]], dim=1)
        stage_loss = nn.functional.cross_entropy(stages, said_stages, reduction="none")
        label_loss = nn.functional.binary_cross_entropy_with_logits(labels, said_labels, reduction="none")
        return stage_loss + self._settings.label_loss * label_loss.mean(dim=1)


def _step(network: Network, loss_of: Loss, batch: Batch, optimiser: Optimiser) -> float:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        stages, labels = network(batch)
    loss = loss_of(stages, labels, batch)
    optimiser.step(loss)
    return float(loss.detach())
