"""Fine-tune all-MiniLM-L6-v2 on CEReD with one head for the nine categories. Needs the extra [train].

The choices that make two cores enough: the matrix of word embeddings stays as it is, no dropout on attention (it would
switch off the fused kernel), bfloat16, batches of even length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel
from transformers.utils import logging

from benchmarks.cered_rows import CATEGORIES, HIGHEST_CONFIDENCE, Row, Task
from benchmarks.cered_windows import Pieces, Settings, Window, batches, pieces_of, window
from nlp.classifier.tokens import WordPieces

INITIAL_SPREAD = 0.02

Probabilities = NDArray[np.float32]
Progress = Callable[[int, float, Probabilities], None]


@dataclass(frozen=True)
class Batch:
    """Padded windows: ids, mask and ``inside`` (1 on the sentence's own word pieces), each (windows, length)."""

    ids: torch.Tensor
    mask: torch.Tensor
    inside: torch.Tensor

    @classmethod
    def of(cls, windows: Sequence[Window]) -> Batch:
        """Pad windows to the longest."""
        shape = len(windows), max(len(each.ids) for each in windows)
        ids, mask, inside = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        for row, each in enumerate(windows):
            ids[row, : len(each.ids)] = torch.tensor(each.ids)
            mask[row, : len(each.ids)] = 1
            inside[row, each.start : each.end] = 1
        return cls(ids, mask, inside)


class Network(nn.Module):  # type: ignore[misc]  # torch is not typed where it is not installed
    """Encoder, and a head on the sentence's states: their mean, and attention of each category's own.

    ``forward`` gives logits (windows, categories).
    """

    def __init__(self, weights: Path, settings: Settings) -> None:
        super().__init__()
        logging.set_verbosity_error()  # or it reports at length that the pooler, which is not asked for, is not used
        logging.disable_progress_bar()
        self.encoder = AutoModel.from_pretrained(
            weights,
            local_files_only=True,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(settings.dropout)
        self.mean = nn.Linear(width, len(CATEGORIES))
        self.query = nn.Parameter(torch.randn(width, len(CATEGORIES)) * INITIAL_SPREAD)
        self.value = nn.Parameter(torch.randn(width, len(CATEGORIES)) * INITIAL_SPREAD)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits of the batch's sentences, in order."""
        states = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state.float()
        inside = batch.inside.unsqueeze(-1)
        mean = (states * inside).sum(dim=1) / inside.sum(dim=1)
        states = self.dropout(states)
        attention = (states @ self.query).masked_fill(inside == 0, -torch.inf).softmax(dim=1)
        return self.mean(self.dropout(mean)) + (attention * (states @ self.value)).sum(dim=1)


def fit_and_predict(weights: Path, task: Task, settings: Settings, seed: int, progress: Progress) -> Probabilities:
    """Fine-tune with one seed; probabilities (rows, categories) of the rows asked for.

    They come from the moving average of the weights after the last epoch; nothing is chosen on the way. After each
    epoch ``progress`` is given its number, its mean loss and the probabilities of the validation rows.
    """
    torch.manual_seed(seed)
    random = Random(seed)  # noqa: S311  (repeatable on purpose)
    tokenizer = WordPieces.load(weights / "tokenizer.json")
    train, val, asked = (pieces_of(rows, tokenizer) for rows in (task.train, task.val, task.asked))
    network = Network(weights, settings)
    learner = Learner(network, task.train, settings)
    for epoch in range(1, settings.epochs + 1):
        windows = [window(each, random.randint(0, settings.context), settings.window, tokenizer) for each in train]
        order = batches([len(each.ids) for each in windows], settings.batch_pieces, random)
        loss = learner.epoch(epoch, windows, order)
        progress(epoch, loss, predict(network, learner.average, val, settings, tokenizer))
    return predict(network, learner.average, asked, settings, tokenizer)


def predict(
    network: Network,
    parameters: Mapping[str, torch.Tensor],
    pieces: Sequence[Pieces],
    settings: Settings,
    tokenizer: WordPieces,
) -> Probabilities:
    """Probabilities (rows, categories) by the network with these parameters in place of its own."""
    windows = [window(each, settings.context, settings.window, tokenizer) for each in pieces]
    made = np.zeros((len(windows), len(CATEGORIES)), dtype=np.float32)
    network.eval()
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for indices in batches([len(each.ids) for each in windows], settings.batch_pieces, Random(0)):  # noqa: S311
            batch = Batch.of([windows[index] for index in indices])
            logits = torch.func.functional_call(network, dict(parameters), (batch,))
            made[indices] = logits.float().softmax(dim=1).numpy()
    return made


class Learner:
    """Optimiser, loss and the moving average of the weights, over all epochs."""

    def __init__(self, network: Network, rows: Sequence[Row], settings: Settings) -> None:
        self._network = network
        self._settings = settings
        self._categories = torch.tensor([row.category for row in rows])
        self._trust = torch.tensor([row.confidence / HIGHEST_CONFIDENCE for row in rows])
        self._step = 0
        self._learnt = {name: each for name, each in network.named_parameters() if each.requires_grad}
        self.average = {name: each.detach().clone() for name, each in self._learnt.items()}
        encoder = [each for name, each in self._learnt.items() if name.startswith("encoder.")]
        heads = [each for name, each in self._learnt.items() if not name.startswith("encoder.")]
        self._optimiser = torch.optim.AdamW(
            [{"params": encoder, "peak": settings.encoder_rate}, {"params": heads, "peak": settings.head_rate}],
            weight_decay=settings.weight_decay,
            fused=True,
        )

    def epoch(self, number: int, windows: Sequence[Window], order: Sequence[Sequence[int]]) -> float:
        """Pass ``number`` (from 1) over all windows, in these batches; the mean loss."""
        self._network.train()
        shares = [(number - 1 + index / len(order)) / self._settings.epochs for index in range(len(order))]
        return float(np.mean([self._learn(windows, *each) for each in zip(order, shares, strict=True)]))

    def _learn(self, windows: Sequence[Window], indices: Sequence[int], share: float) -> float:
        """One step, ``share`` of the whole training having passed; rates rise to their peak, then fall to zero."""
        settings = self._settings
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * min(max(share, 1e-3) / settings.warm_up, (1 - share) / (1 - settings.warm_up))
        chosen = torch.tensor(indices)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self._network(Batch.of([windows[index] for index in indices]))
        losses = nn.functional.cross_entropy(
            logits.float(), self._categories[chosen], label_smoothing=settings.smoothing, reduction="none"
        )
        trust = self._trust[chosen]
        loss = (losses * trust).sum() / trust.sum()
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._learnt.values(), settings.gradient_norm)
        self._optimiser.step()
        self._follow()
        return float(loss.detach())

    def _follow(self) -> None:
        """Move the average towards the weights; faster at first, so that the untrained ones do not linger."""
        self._step += 1
        decay = min(self._settings.decay, self._step / (self._step + 10))
        for name, weights in self._learnt.items():
            self.average[name].lerp_(weights.detach(), 1 - decay)
