"""What an encoder's matrix products come to, by its model file, and how fast this machine multiplies matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from math import prod
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

import numpy as np

Precision = Literal["fp32", "bf16", "8 bit"]


def operations(model: Path, lengths: Sequence[int]) -> float:
    """Multiplications and additions of the matrix products of an ONNX encoder for texts of so many word pieces.

    Products by weights grow with a text's length, those of states by states (attention, two a layer) with its square.
    Needs the package ``onnx`` (extra [train]).
    """
    graph = import_module("onnx").load(str(model)).graph
    shapes = {weights.name: tuple(weights.dims) for weights in graph.initializer}
    products = [node for node in graph.node if "MatMul" in node.op_type or node.op_type == "Gemm"]
    by_weights = [shapes[name] for node in products for name in node.input if len(shapes.get(name, ())) > 1]
    by_states = len(products) - len(by_weights)
    width = by_weights[0][0]
    return float(
        2 * sum(map(prod, by_weights)) * sum(lengths)
        + 2 * by_states * width * sum(length * length for length in lengths)
    )


def precision_of(model: Path) -> Precision:
    """What the model's weights are multiplied in."""
    kinds = {node.op_type for node in import_module("onnx").load(str(model)).graph.node}
    return "8 bit" if any("Integer" in kind or "QLinear" in kind for kind in kinds) else "fp32"


def matrix_rate(precision: Precision, *, size: int = 1024, rounds: int = 12) -> float:
    """Operations a second of the fastest of some products of square matrices: NumPy for fp32, else PyTorch."""
    multiply = _multiplication(precision, size)
    return 2 * size**3 / min(_seconds(multiply) for _ in range(rounds))


def _multiplication(precision: Precision, size: int) -> Callable[[], object]:
    if precision == "fp32":
        one = np.random.default_rng(1).random((size, size), dtype=np.float32)
        return lambda: one @ one
    torch: Any = import_module("torch")
    if precision == "bf16":
        half = torch.randn(size, size).bfloat16()
        return lambda: half @ half
    whole = torch.randint(-100, 100, (size, size), dtype=torch.int8)
    return lambda: torch._int_mm(whole, whole)


def _seconds(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started
