from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nlp.classifier.encoder import OnnxEncoder
from tests.nlp.classifier.tiny_model import lookup_model, random_table


@pytest.fixture
def table() -> NDArray[np.float32]:
    return random_table()


@pytest.fixture
def encoder(tmp_path: Path, table: NDArray[np.float32]) -> OnnxEncoder:
    path = tmp_path / "encoder.onnx"
    path.write_bytes(lookup_model(table))
    return OnnxEncoder(path)


def test_each_word_piece_gets_its_state(encoder: OnnxEncoder, table: NDArray[np.float32]) -> None:
    ids = np.array([2, 7, 9, 3])

    states = encoder.encode(ids)

    assert np.array_equal(states, table[ids])
    assert states.dtype == np.float32


def test_threads_share_an_encoder(encoder: OnnxEncoder, table: NDArray[np.float32]) -> None:
    windows = [np.arange(length) % len(table) for length in range(1, 60)]

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(encoder.encode, windows))

    assert all(np.array_equal(found, table[ids]) for found, ids in zip(states, windows, strict=True))
