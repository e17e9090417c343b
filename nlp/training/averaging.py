"""The running average of the weights, which judges better than the weights after the last step.

Exponential moving average (Polyak and Juditsky, 1992, for the plain mean): nearly what an ensemble of the last epochs
would say, at the price of one model.
"""

from __future__ import annotations

import torch
from torch import nn


class RunningAverage:
    """The average of a network's trained weights over the steps so far; ``share`` of it stays at each step."""

    def __init__(self, network: nn.Module, share: float) -> None:
        self._trained = [weights for weights in network.parameters() if weights.requires_grad]
        self._average = [weights.detach().clone() for weights in self._trained]
        self._share = share
        self._steps = 0

    def update(self) -> None:
        """Take the weights as they are after a step; early steps move the average faster."""
        self._steps += 1
        share = min(self._share, self._steps / (self._steps + 10))
        with torch.no_grad():
            for average, weights in zip(self._average, self._trained, strict=True):
                average.lerp_(weights, 1.0 - share)

    def apply(self) -> None:
        """Set the network's weights to the average."""
        with torch.no_grad():
            for average, weights in zip(self._average, self._trained, strict=True):
                weights.copy_(average)
