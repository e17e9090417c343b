"""The part of the benchmark that trains, on a small network and the real tokenizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.reader import read_accounts

try:
    from benchmarks import similarity_retrained
    from nlp.training.base_weights import base_weights
    from tests.nlp.training.small_bert import WIDTH, write_small_bert
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
CORPUS = Path(__file__).parents[2] / "models" / "corpus"


def test_every_point_is_matched_by_a_model_trained_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unit = load_unit(default_unit_id()).unit
    accounts = read_accounts(CORPUS / "retail.acc", unit)[:3]
    small = write_small_bert(tmp_path, base_weights())
    monkeypatch.setattr(similarity_retrained, "base_weights", lambda: small)

    near, untrained = similarity_retrained.match(
        unit, accounts[:2], accounts[2:], points=4, epochs=1, console=Console()
    )

    assert near.shape == (len(accounts[2].sentences), len(unit.elements))
    assert np.isfinite(near).all()
    assert untrained.embed(["She rang."]).shape == (1, WIDTH)
    assert capsys.readouterr().out.count("Training without") == 2
