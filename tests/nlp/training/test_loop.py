"""Training, on a small network and the real tokenizer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.classifier.heads import Heads
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts
from nlp.training.cross_validate import passage_of
from nlp.training.settings import TrainingSettings
from tests.nlp.training.inventing import seeded

try:
    import torch

    from nlp.training.base_weights import base_weights
    from nlp.training.batches import epoch, examples
    from nlp.training.loop import Loss, fit
    from nlp.training.torch_encoder import TorchEncoder
    from tests.nlp.training.small_bert import WIDTH, write_small_bert
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
CORPUS = Path(__file__).parents[3] / "models" / "corpus"
SETTINGS = TrainingSettings(epochs=1, seed=3, window=64, pieces_per_step=256, encoder_rate=1e-3)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_bert(tmp_path_factory.mktemp("bert"), base_weights())


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return read_accounts(CORPUS / "retail.acc", unit)[:10]


def assert_same(one: Heads, other: Heads) -> None:
    for name, array in vars(one).items():
        assert np.array_equal(array, getattr(other, name))


def test_the_same_seed_gives_the_same_weights(weights: Path, accounts: list[Account], unit: Unit) -> None:
    first, second = (fit(weights, accounts[:3], unit, SETTINGS) for _ in range(2))
    other = fit(weights, accounts[:3], unit, SETTINGS.model_copy(update={"seed": 4}))

    assert_same(first.heads(), second.heads())
    for name, tensor in first.encoder.state_dict().items():
        assert torch.equal(tensor, second.encoder.state_dict()[name])
    assert not np.array_equal(first.heads().query, other.heads().query)


def test_the_loss_falls_on_ten_accounts_and_progress_is_told(
    weights: Path, accounts: list[Account], unit: Unit
) -> None:
    told: list[tuple[int, int, float]] = []

    fit(weights, accounts, unit, SETTINGS.model_copy(update={"epochs": 3}), lambda *step: told.append(step))

    steps, expected, losses = zip(*told, strict=True)
    assert list(steps) == list(range(1, len(told) + 1))
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])
    assert expected[-1] == len(told)
    assert expected[0] == pytest.approx(len(told), rel=0.2)


def test_heads_have_a_column_for_each_stage_and_label(weights: Path, accounts: list[Account], unit: Unit) -> None:
    heads = fit(weights, accounts[:1], unit, SETTINGS).heads()

    assert heads.stage_weight.shape == (WIDTH, len(unit.stages))
    for array in (heads.label_weight, heads.query, heads.value):
        assert array.shape == (WIDTH, len(unit.labels))
    assert all(array.dtype == np.float32 for array in vars(heads).values())


def test_what_is_trained_is_what_is_served(weights: Path, accounts: list[Account], unit: Unit) -> None:
    """The network's scores of a window are those of the serving code over the same weights."""
    network = fit(weights, accounts[:2], unit, SETTINGS)
    pieces = WordPieces.load(weights / "tokenizer.json")
    pair = replace(accounts[0], paragraphs=(accounts[0].sentences[:2],))
    settings = SETTINGS.model_copy(update={"window": 256})

    served = Scorer(pieces, TorchEncoder(network.encoder), network.heads()).score(passage_of(pair))

    made = examples([pair], unit, pieces, settings)
    windows = [batch for seed in range(20) for batch in epoch(made, pieces, settings, seeded(seed))]
    whole = next(batch for batch in windows if len(batch.stages) == 2 and batch.ids.shape[0] == 1)
    with torch.inference_mode():
        stages, labels = network(whole)
    assert np.allclose(served.stages, stages.numpy(), atol=1e-4)
    assert np.allclose(served.labels, labels.numpy(), atol=1e-4)


def test_rare_labels_weigh_more_but_not_without_bound(accounts: list[Account], unit: Unit, weights: Path) -> None:
    pieces = WordPieces.load(weights / "tokenizer.json")
    made = examples(accounts, unit, pieces, SETTINGS)
    (batch, *_) = epoch(made, pieces, SETTINGS, seeded(0))
    nothing = torch.full_like(batch.labels, -3.0)
    stages = torch.zeros(len(batch.stages), len(unit.stages))

    capped = Loss(made, SETTINGS)(stages, nothing, batch)
    flat = Loss(made, SETTINGS.model_copy(update={"positive_weight": 1.0}))(stages, nothing, batch)

    assert flat < capped <= SETTINGS.positive_weight * flat
