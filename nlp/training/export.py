"""Export the encoder for serving: ONNX, matrices as 8-bit integers with a scale a column.

Dynamic quantisation: activations are quantised as they come, so nothing has to be calibrated on text. A window is one
call of the encoder, so that its scale depends on that window alone.
"""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

OPSET = 17


class _States(torch.nn.Module):  # type: ignore[misc]  # torch is not typed where it is not installed
    """The encoder with one input and one output: a window has no padding, so its mask is all ones."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=input_ids, attention_mask=torch.ones_like(input_ids)).last_hidden_state


def export_encoder(encoder: torch.nn.Module, target: Path) -> None:
    """Write the quantised encoder to ``target``: ``input_ids`` (windows, word pieces) to states (…, width)."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "encoder.onnx"
        export_exact(encoder, exact)
        quantize_dynamic(exact, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)


def export_exact(encoder: torch.nn.Module, target: Path) -> None:
    """Write the encoder in single precision; it is left with plain attention, which gives the same states.

    Attention fused by PyTorch is traced into a graph that guards against rows without a key. Ours have none, and the
    plain graph takes about a fifth less time.
    """
    encoder.set_attn_implementation("eager")
    sample = torch.ones(1, 16, dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter's own deprecation notices
        torch.onnx.export(
            _States(encoder).eval(),
            (sample,),
            str(target),
            input_names=["input_ids"],
            output_names=["states"],
            dynamic_axes={"input_ids": {0: "windows", 1: "pieces"}, "states": {0: "windows", 1: "pieces"}},
            opset_version=OPSET,
            dynamo=False,
        )
