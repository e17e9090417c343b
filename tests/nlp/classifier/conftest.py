"""A tiny model and what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from criteria_bank.loader import LoadedUnit, default_unit_id, load_unit, load_unit_file, unit_path
from nlp.classifier.heads import Heads
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from tests.nlp.classifier.tiny_model import TableEncoder, random_heads, random_table, word_tokenizer, write_model


@pytest.fixture(scope="session")
def loaded_unit() -> LoadedUnit:
    return load_unit(default_unit_id())


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return word_tokenizer()


@pytest.fixture(scope="session")
def heads() -> Heads:
    """For three stages and four labels."""
    return random_heads(3, 4)


@pytest.fixture(scope="session")
def scorer(tokenizer: Tokenizer, heads: Heads) -> Scorer:
    return Scorer(WordPieces(tokenizer), TableEncoder(random_table()), heads)


@pytest.fixture
def artefacts(tmp_path: Path, loaded_unit: LoadedUnit) -> Path:
    """A whole model folder for the default unit."""
    write_model(tmp_path / "serving", loaded_unit.unit)
    return tmp_path / "serving"


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
