"""The forms in which an encoder can be served: library, precision, depth. Needs the extras [train] and [encoders]."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from nlp.training.export import export_encoder, export_exact

Ids = NDArray[np.int64]
Encode = Callable[[Ids], NDArray[np.float32]]
"""Word pieces (windows, pieces) to states (windows, pieces, width)."""

SERVED = "ONNX Runtime, 8 bit, scaled as it comes"


def forms(network: torch.nn.Module, known: Sequence[Ids], threads: int) -> Mapping[str, Encode]:
    """Every form of a trained encoder, by name; ``known`` texts tell the static forms how large states become.

    OpenVINO's are left out where it is not installed.
    """
    torch.set_num_threads(threads)
    made: dict[str, Encode] = {
        "PyTorch, fp32": _torch(network),
        "PyTorch, bf16": _torch(deepcopy(network).bfloat16()),
    }
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        exact, dynamic, static = (folder / f"{name}.onnx" for name in ("exact", "dynamic", "static"))
        export_exact(network, exact)
        export_encoder(network, dynamic)
        _quantise_statically(exact, static, known)
        made |= {
            "ONNX Runtime, fp32": _onnx(exact, threads),
            SERVED: _onnx(dynamic, threads),
            "ONNX Runtime, 8 bit, scaled beforehand": _onnx(static, threads),
        }
        with suppress(ImportError):
            made |= dict(_openvino(exact, known, threads))
    return made


def served_form(network: torch.nn.Module, threads: int) -> Encode:
    """The form that is served, alone."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "served.onnx"
        export_encoder(network, path)
        return _onnx(path, threads)


def shallower(network: torch.nn.Module, layers: Sequence[int]) -> torch.nn.Module:
    """A copy with these of the encoder's layers."""
    made = deepcopy(network)
    made.encoder.layer = torch.nn.ModuleList([made.encoder.layer[index] for index in layers])
    return made


def fewer_pieces(network: torch.nn.Module, count: int) -> torch.nn.Module:
    """A copy that knows the first ``count`` word pieces alone: to time a smaller vocabulary, not to make sense."""
    made = deepcopy(network)
    words = made.embeddings.word_embeddings
    made.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(words.weight[:count].clone())
    return made


def _torch(network: torch.nn.Module) -> Encode:
    def encode(ids: Ids) -> NDArray[np.float32]:
        batch = torch.from_numpy(ids)
        with torch.inference_mode():
            states = network(input_ids=batch, attention_mask=(batch != 0).long()).last_hidden_state
        return np.asarray(states.float().numpy())

    network.eval()
    return encode


def _onnx(path: Path, threads: int) -> Encode:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda ids: np.asarray(session.run(None, {"input_ids": ids})[0])


class _Known(CalibrationDataReader):  # type: ignore[misc]  # ONNX Runtime has no types
    def __init__(self, known: Sequence[Ids]) -> None:
        self._left = iter(known)

    def get_next(self) -> dict[str, Ids] | None:
        ids = next(self._left, None)
        return None if ids is None else {"input_ids": ids[None]}


def _quantise_statically(exact: Path, target: Path, known: Sequence[Ids]) -> None:
    prepared = target.with_suffix(".prepared.onnx")
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True, skip_optimization=True)
    quantize_static(
        str(prepared),
        str(target),
        _Known(known),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )


def _openvino(exact: Path, known: Sequence[Ids], threads: int) -> Iterator[tuple[str, Encode]]:
    openvino: Any = import_module("openvino")
    core = openvino.Core()

    def compiled(model: object, precision: str) -> Encode:
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": precision,
        }
        request = core.compile_model(model, "CPU", settings).create_infer_request()
        return lambda ids: np.array(request.infer([ids])[0])

    model = core.read_model(str(exact))
    yield "OpenVINO, fp32", compiled(model, "f32")
    yield "OpenVINO, bf16", compiled(model, "bf16")
    nncf: Any = import_module("nncf")
    texts = nncf.Dataset([ids[None] for ids in known])
    static = nncf.quantize(model, texts, model_type=nncf.ModelType.TRANSFORMER, subset_size=len(known))
    yield "OpenVINO, 8 bit, scaled beforehand", compiled(static, "f32")
