"""AdamW with a rate of its own for the heads; linear warm-up, then linear decay to zero at the end of the run."""

from __future__ import annotations

import torch
from torch import nn

from nlp.training.network import Network
from nlp.training.settings import TrainingSettings


class Optimiser:
    """Steps over the trained weights of a network."""

    def __init__(self, network: Network, settings: TrainingSettings) -> None:
        encoder = [weights for weights in network.encoder.parameters() if weights.requires_grad]
        known = {id(weights) for weights in network.encoder.parameters()}
        heads = [weights for weights in network.parameters() if id(weights) not in known]
        self._settings = settings
        self._weights = [*encoder, *heads]
        self._rates = (settings.encoder_rate, settings.head_rate)
        self._adam = torch.optim.AdamW(
            [{"params": encoder}, {"params": heads}], weight_decay=settings.weight_decay, fused=True
        )

    def set_rate(self, done: float) -> None:
        """Set the rates for a step at which the share ``done`` of the run lies behind."""
        warm_up = self._settings.warm_up
        share = done / warm_up if done < warm_up else (1.0 - done) / (1.0 - warm_up)
        for group, rate in zip(self._adam.param_groups, self._rates, strict=True):
            group["lr"] = rate * share

    def step(self, loss: torch.Tensor) -> None:
        """One step down the gradient of the loss, its norm clipped."""
        self._adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._weights, self._settings.gradient_norm)
        self._adam.step()
