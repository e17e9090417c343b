"""A tiny model and what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from criteria_bank.loader import LoadedUnit, default_unit_id, load_unit, load_unit_file, unit_path
from nlp.classifier.artefacts import CALIBRATION, ENCODER, HEADS, RULES, TOKENIZER, Manifest, hash_files, write_manifest
from nlp.classifier.calibration import Calibration
from nlp.classifier.heads import Heads
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.judgement.rules import JudgementRules
from tests.nlp.classifier.tiny_model import SPECIAL, WIDTH, WORDS, TableEncoder, lookup_model


@pytest.fixture(scope="session")
def loaded_unit() -> LoadedUnit:
    return load_unit(default_unit_id())


@pytest.fixture(scope="session")
def table() -> NDArray[np.float32]:
    """States (word pieces, width)."""
    random = np.random.default_rng(7)
    return random.normal(size=(len(SPECIAL) + len(WORDS), WIDTH)).astype(np.float32)


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    unknown = SPECIAL[1]
    made = Tokenizer(WordLevel({word: number for number, word in enumerate((*SPECIAL, *WORDS))}, unk_token=unknown))
    made.pre_tokenizer = Whitespace()
    return made


@pytest.fixture(scope="session")
def random_heads() -> Callable[[int, int], Heads]:
    """Makes heads for so many stages and labels."""

    def make(stages: int, labels: int) -> Heads:
        random = np.random.default_rng(11)
        shapes = [(WIDTH, stages), (stages,), (WIDTH, labels), (labels,), (WIDTH, labels), (WIDTH, labels)]
        return Heads(*(random.normal(size=shape).astype(np.float32) for shape in shapes))

    return make


@pytest.fixture(scope="session")
def scorer(tokenizer: Tokenizer, table: NDArray[np.float32], random_heads: Callable[[int, int], Heads]) -> Scorer:
    return Scorer(WordPieces(tokenizer), TableEncoder(table), random_heads(3, 4))


@pytest.fixture
def artefacts(
    tmp_path: Path,
    loaded_unit: LoadedUnit,
    tokenizer: Tokenizer,
    table: NDArray[np.float32],
    random_heads: Callable[[int, int], Heads],
) -> Path:
    """A whole model folder for the default unit."""
    unit, folder = loaded_unit.unit, tmp_path / "serving"
    folder.mkdir()
    labels = len(unit.labels)
    (folder / ENCODER).write_bytes(lookup_model(table))
    tokenizer.save(str(folder / TOKENIZER))
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
    return folder


@pytest.fixture
def edited_unit(tmp_path: Path) -> Callable[[str, str], LoadedUnit]:
    """Loads the default unit with a piece of its file replaced."""

    def load(old: str, new: str) -> LoadedUnit:
        text = unit_path(default_unit_id()).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / unit_path(default_unit_id()).name
        path.write_text(text.replace(old, new), encoding="utf-8")
        return load_unit_file(path)

    return load
