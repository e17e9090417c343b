"""The exported encoder is the trained one: exactly in single precision, nearly as 8-bit integers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlp.classifier.encoder import OnnxEncoder
from nlp.classifier.tokens import WordPieces

try:
    from sentence_transformers import SentenceTransformer

    from nlp.training.base_weights import base_weights
    from nlp.training.export import export_encoder, export_exact
    from nlp.training.torch_encoder import TorchEncoder
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
MEGABYTES = 30
SENTENCES = [
    "She rang.",
    "He kept looking at the door, which I took for worry about his parking ticket.",
    "Next month I will phone every regular on the list, because they told us that they never read the newsletter.",
    "£12.50, 14:05, order no. 7 – résumé & café 😀",
]


@pytest.fixture(scope="module")
def module() -> Any:
    return SentenceTransformer(str(base_weights()), device="cpu", local_files_only=True)[0].auto_model


@pytest.fixture(scope="module")
def windows() -> list[np.ndarray]:
    pieces = WordPieces.load(base_weights() / "tokenizer.json")
    framed = [[pieces.opening, *ids, pieces.closing] for ids in pieces.encode([*SENTENCES, " ".join(SENTENCES * 4)])]
    return [np.array(ids, dtype=np.int64) for ids in framed]


def test_single_precision_gives_the_same_states(module: Any, windows: list[np.ndarray], tmp_path: Path) -> None:
    export_exact(module, tmp_path / "exact.onnx")
    exact, torch_encoder = OnnxEncoder(tmp_path / "exact.onnx"), TorchEncoder(module)

    for ids in windows:
        states = exact.encode(ids)
        assert states.shape == (len(ids), 384)
        assert np.abs(states - torch_encoder.encode(ids)).max() < 1e-4


def test_integers_give_sentences_nearly_the_same_meaning(
    module: Any, windows: list[np.ndarray], tmp_path: Path
) -> None:
    export_encoder(module, tmp_path / "encoder.onnx")
    quantised, torch_encoder = OnnxEncoder(tmp_path / "encoder.onnx"), TorchEncoder(module)

    assert (tmp_path / "encoder.onnx").stat().st_size < MEGABYTES * 10**6
    assert [path.name for path in tmp_path.iterdir()] == ["encoder.onnx"]
    for ids in windows:
        one, other = quantised.encode(ids).mean(axis=0), torch_encoder.encode(ids).mean(axis=0)
        cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        assert cosine > 0.95
