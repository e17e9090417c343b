"""The encoder on PyTorch: the second backend, for parity tests and for scoring while training."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from nlp.classifier.encoder import States


class TorchEncoder:
    """A `TokenEncoder` over a PyTorch module that takes ``input_ids`` (1, word pieces)."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        self._encoder = encoder.eval()

    def encode(self, ids: NDArray[np.int64]) -> States:
        """See `nlp.classifier.encoder.TokenEncoder`."""
        batch = torch.from_numpy(ids)[None, :]
        with torch.inference_mode():
            states = self._encoder(input_ids=batch, attention_mask=torch.ones_like(batch)).last_hidden_state
        return np.asarray(states[0].float().numpy())
