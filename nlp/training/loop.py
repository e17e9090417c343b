"""One training run: seeded, repeatable, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import nn

from criteria_bank.schema import Unit
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.training.batches import Batch, Example, epoch, examples, steps_per_epoch
from nlp.training.network import Network
from nlp.training.settings import TrainingSettings

Progress = Callable[[int, int, float], None]


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
    random = Random(settings.seed)  # noqa: S311  (repeatable on purpose)
    pieces = WordPieces.load(weights / "tokenizer.json")
    made = examples(accounts, unit, pieces, settings)
    network = Network(weights, len(unit.stages), made[0].labels.shape[1], settings)
    loss_of = Loss(made, settings)
    expected = settings.epochs * steps_per_epoch(made, settings)
    optimiser, schedule = _optimiser(network, settings, expected)
    step = 0
    network.train()
    for _ in range(settings.epochs):
        for batch in epoch(made, pieces, settings, random):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                stages, labels = network(batch)
            loss = loss_of(stages, labels, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), settings.gradient_norm)
            optimiser.step()
            schedule.step()
            step += 1
            if progress:
                progress(step, max(step, expected), float(loss.detach()))
    network.eval()
    return network


class Loss:
    """Cross-entropy of the stage plus weighted binary cross-entropy of the labels, both weighted by sentence."""

    def __init__(self, made: Sequence[Example], settings: TrainingSettings) -> None:
        labels = np.concatenate([example.labels for example in made])
        positives = np.maximum(labels.sum(axis=0), 1.0)
        weight = np.minimum(np.sqrt((len(labels) - positives) / positives), settings.positive_weight)
        self._positive_weight = torch.tensor(weight, dtype=torch.float32)
        self._settings = settings

    def __call__(self, stages: torch.Tensor, labels: torch.Tensor, batch: Batch) -> torch.Tensor:
        """The batch's loss, a scalar."""
        weights = batch.weights / batch.weights.sum()
        stage_loss = nn.functional.cross_entropy(
            stages, batch.stages, label_smoothing=self._settings.smoothing, reduction="none"
        )
        label_loss = nn.functional.binary_cross_entropy_with_logits(
            labels, batch.labels, pos_weight=self._positive_weight, reduction="none"
        ).mean(dim=1)
        return (weights * (stage_loss + self._settings.label_loss * label_loss)).sum()


def _optimiser(
    network: Network, settings: TrainingSettings, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a rate of its own for the heads; linear warm-up, then linear decay to zero."""
    encoder = list(network.encoder.parameters())
    known = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=settings.weight_decay,
    )
    warm = max(1, int(settings.warm_up * steps))

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
