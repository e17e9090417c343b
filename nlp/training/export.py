"""Export the encoder for serving: ONNX, matrices as 8-bit integers with a scale a column.

Dynamic quantisation: activations are quantised as they come, so nothing has to be calibrated on text. A window is one
call of the encoder, so that its scale depends on that window alone.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from nlp.training.serving_graph import serving_graph


def export_encoder(encoder: torch.nn.Module, target: Path) -> None:
    """Write the quantised encoder to ``target``: ``input_ids`` (1, word pieces) to ``states`` (1, …, width)."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "encoder.onnx"
        export_exact(encoder, exact)
        quantize_dynamic(exact, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)


def export_exact(encoder: torch.nn.Module, target: Path) -> None:
    """Write the encoder, a `transformers.BertModel`, in single precision."""
    weights = {name: array.detach().numpy() for name, array in encoder.state_dict().items()}
    heads, epsilon = encoder.config.num_attention_heads, encoder.config.layer_norm_eps
    onnx.save(serving_graph(weights, layers=len(encoder.encoder.layer), heads=heads, epsilon=epsilon), str(target))
