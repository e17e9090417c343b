"""A model small enough to be made in a moment: a few words, and an encoder that looks them up.

The encoder is written as ONNX by hand, since serving's dependencies read that format and do not write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.classifier.encoder import States

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = tuple(
    "i you she he we asked rang thanked promised listened because when then so it the a customer calmly".split()  # noqa: SIM905
)
WIDTH = 8


@dataclass(frozen=True)
class TableEncoder:
    """A `TokenEncoder` that looks each word piece up and mixes in its neighbours and its place."""

    table: NDArray[np.float32]

    def encode(self, ids: NDArray[np.int64]) -> States:
        states = self.table[ids]
        mixed = states + 0.5 * np.roll(states, 1, axis=0) + 0.1 * states.mean(axis=0)
        found: States = (mixed + 0.01 * np.arange(len(ids))[:, None]).astype(np.float32)
        return found


def lookup_model(table: NDArray[np.float32]) -> bytes:
    """An ONNX model of one node: ``states = Gather(table, input_ids)`` (field numbers: onnx.proto)."""
    rows, width = table.shape
    dims = b"".join(_number(1, size) for size in (rows, width))
    weights = dims + _number(2, 1) + _bytes(8, b"table") + _bytes(9, table.astype("<f4").tobytes())
    node = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"states") + _bytes(4, b"Gather")
    graph = (
        _bytes(1, node)
        + _bytes(2, b"lookup")
        + _bytes(5, weights)
        + _bytes(11, _value(b"input_ids", 7, (b"windows", b"pieces")))
        + _bytes(12, _value(b"states", 1, (b"windows", b"pieces", b"width")))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 17))


def _value(name: bytes, kind: int, axes: Sequence[bytes]) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, axis)) for axis in axes)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return bytes(_base_128(field << 3)) + bytes(_base_128(value))


def _bytes(field: int, value: bytes) -> bytes:
    return bytes(_base_128(field << 3 | 2)) + bytes(_base_128(len(value))) + value


def _base_128(value: int) -> Iterator[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value
