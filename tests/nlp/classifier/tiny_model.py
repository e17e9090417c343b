"""A model small enough to be made in a moment: a few words, an encoder that looks them up, heads of random numbers.

The encoder is written as ONNX by hand, since serving's dependencies read that format and do not write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import CALIBRATION, ENCODER, HEADS, RULES, TOKENIZER, Manifest, hash_files, write_manifest
from nlp.classifier.calibration import Calibration
from nlp.classifier.encoder import States
from nlp.classifier.heads import Heads
from nlp.judgement.rules import JudgementRules

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


def random_table() -> NDArray[np.float32]:
    """States (word pieces, width)."""
    return np.random.default_rng(7).normal(size=(len(SPECIAL) + len(WORDS), WIDTH)).astype(np.float32)


def word_tokenizer() -> Tokenizer:
    """One word piece a word."""
    unknown = SPECIAL[1]
    made = Tokenizer(WordLevel({word: number for number, word in enumerate((*SPECIAL, *WORDS))}, unk_token=unknown))
    made.pre_tokenizer = Whitespace()
    return made


def random_heads(stages: int, labels: int) -> Heads:
    random = np.random.default_rng(11)
    shapes = [(WIDTH, stages), (stages,), (WIDTH, labels), (labels,), (WIDTH, labels), (WIDTH, labels)]
    return Heads(*(random.normal(size=shape).astype(np.float32) for shape in shapes))


def write_model(folder: Path, unit: Unit) -> None:
    """A whole serving folder for the unit."""
    folder.mkdir()
    labels = len(unit.labels)
    (folder / ENCODER).write_bytes(lookup_model(random_table()))
    word_tokenizer().save(str(folder / TOKENIZER))
    random_heads(len(unit.stages), labels).save(folder / HEADS)
    Calibration(np.array([1.5]), np.full(labels, 0.8), np.full(labels, -0.5)).save(folder / CALIBRATION)
    (folder / RULES).write_text(JudgementRules.unfitted(unit, present=0.6).model_dump_json(), encoding="utf-8")
    manifest = Manifest(
        name="tiny",
        version="0.0.1",
        unit=unit.id,
        stages=tuple(entry.id for entry in unit.stages),
        elements=tuple(entry.id for entry in unit.elements),
        constraints=tuple(entry.id for entry in unit.constraints),
        mistakes=tuple(entry.id for entry in unit.mistakes),
        files=dict(hash_files(folder)),
        training={"accounts": 0},
    )
    write_manifest(folder, manifest)


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
