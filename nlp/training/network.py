"""The network in training: the sentence-transformers encoder and the heads of `nlp.classifier.heads`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from torch import nn

from nlp.classifier.heads import ATTENTION_CLIP, Heads
from nlp.training.batches import Batch
from nlp.training.settings import TrainingSettings

INITIAL_SPREAD = 0.02
ENCODER_OPTIONS = {"attention_probs_dropout_prob": 0.0}  # drawing it takes a third of a step and buys nothing


class Network(nn.Module):  # type: ignore[misc]  # torch is not typed where it is not installed
    """Encoder, stage head and label head. ``forward`` gives logits (sentences, stages) and (sentences, labels).

    The word embeddings stay as they are: half of all weights, which a few thousand sentences hardly touch.
    """

    def __init__(self, weights: Path, stages: int, labels: int, settings: TrainingSettings) -> None:
        super().__init__()
        self.transformer = SentenceTransformer(
            str(weights), device="cpu", local_files_only=True, config_kwargs=ENCODER_OPTIONS
        )[0]
        self.encoder.get_input_embeddings().weight.requires_grad_(False)
        width = self.transformer.get_embedding_dimension()
        self.dropout = nn.Dropout(settings.dropout)
        self.stage = nn.Linear(width, stages)
        self.label = nn.Linear(width, labels)
        self.query = nn.Parameter(torch.randn(width, labels) * INITIAL_SPREAD)
        self.value = nn.Parameter(torch.randn(width, labels) * INITIAL_SPREAD)

    @property
    def encoder(self) -> nn.Module:
        """The encoder alone: word pieces to states."""
        return self.transformer.auto_model

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of the batch's sentences, in order."""
        features = self.transformer({"input_ids": batch.ids, "attention_mask": batch.mask})
        states = features["token_embeddings"].flatten(0, 1)
        means = self.dropout(batch.pooling.to(states.dtype) @ states)
        states = self.dropout(states)
        attention = (states @ self.query.to(states.dtype)).float().clamp(-ATTENTION_CLIP, ATTENTION_CLIP).exp()
        values = (states @ self.value.to(states.dtype)).float()
        inside = (batch.pooling > 0).float()
        pooled = (inside @ (attention * values)) / (inside @ attention)
        return self.stage(means).float(), self.label(means).float() + pooled

    def keep_layers(self, layers: Sequence[int]) -> None:
        """Leave the encoder these of its layers, in this order."""
        self.encoder.encoder.layer = nn.ModuleList([self.encoder.encoder.layer[index] for index in layers])
        self.encoder.config.num_hidden_layers = len(layers)

    def heads(self) -> Heads:
        """The heads as plain arrays."""

        def array(tensor: torch.Tensor) -> NDArray[np.float32]:
            return np.array(tensor.detach().float().numpy())

        return Heads(
            array(self.stage.weight.T),
            array(self.stage.bias),
            array(self.label.weight.T),
            array(self.label.bias),
            array(self.query),
            array(self.value),
        )
