"""What an encoder's matrix products come to, and how fast this machine does such products. Needs the extra [train]."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

import torch


def fastest(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Each contender's seconds in its fastest round."""
    best = dict.fromkeys(contenders, float("inf"))
    for turn in range(rounds + 1):  # the first does not count: libraries prepare their kernels then
        for name, contend in contenders.items():
            started = perf_counter()
            contend()
            if turn:
                best[name] = min(best[name], perf_counter() - started)
    return best


def operations(lengths: Sequence[int], layers: int, width: int = 384, inner: int = 1536) -> float:
    """Multiplications and additions of the encoder's matrix products for texts of so many word pieces."""
    by_weights = 2 * (4 * width * width + 2 * width * inner) * sum(lengths)
    by_attention = sum(2 * 2 * length * length * width for length in lengths)
    return float(layers * (by_weights + by_attention))


def matrix_rates(rounds: int = 8, size: int = 1024) -> dict[str, float]:
    """Operations a second of square matrix products by PyTorch (oneDNN), for each precision."""
    one, other = torch.randn(size, size), torch.randn(size, size)
    whole = torch.randint(-100, 100, (2, size, size), dtype=torch.int8)
    half = (one.bfloat16(), other.bfloat16())
    multiply = {
        "fp32": lambda: one @ other,
        "bf16": lambda: half[0] @ half[1],
        "8 bit": lambda: torch._int_mm(whole[0], whole[1]),
    }
    return {name: 2 * size**3 / seconds for name, seconds in fastest(multiply, rounds).items()}
