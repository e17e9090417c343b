"""A shallow encoder that learns from a deeper one, on a small network and the real tokenizer."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import ENCODER, HEADS, TOKENIZER
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts
from nlp.training.cross_validate import passage_of
from nlp.training.settings import StudentSettings, TrainingSettings

try:
    import torch
    from safetensors.torch import load_file

    from nlp.training.base_weights import base_weights
    from nlp.training.distil import WEIGHTS, Teacher, distil, save_network
    from nlp.training.export import export_encoder
    from nlp.training.loop import fit
    from nlp.training.network import Network
    from nlp.training.torch_encoder import TorchEncoder
    from tests.nlp.training.small_bert import write_small_bert
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
CORPUS = Path(__file__).parents[3] / "models" / "corpus"
SETTINGS = TrainingSettings(
    epochs=2,
    window=128,
    pieces_per_step=256,
    encoder_rate=1e-3,
    student=StudentSettings(layers=(1,), window=64, epochs=4, taught=1.0),
)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_bert(tmp_path_factory.mktemp("bert"), base_weights())


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return read_accounts(CORPUS / "retail.acc", unit)[:6]


@pytest.fixture(scope="module")
def taught_by(tmp_path_factory: pytest.TempPathFactory, weights: Path, accounts: list[Account], unit: Unit) -> Path:
    folder = tmp_path_factory.mktemp("teacher")
    network = fit(weights, accounts, unit, SETTINGS)
    save_network(network, folder)
    export_encoder(network.encoder, folder / ENCODER)
    shutil.copyfile(weights / TOKENIZER, folder / TOKENIZER)
    network.heads().save(folder / HEADS)
    return folder


def said_by(network: Network, folder: Path, account: Account) -> np.ndarray:
    scorer = Scorer(WordPieces.load(folder / TOKENIZER), TorchEncoder(network.encoder), network.heads())
    logits = scorer.score(passage_of(account))
    stages = torch.from_numpy(logits.stages).softmax(dim=1).numpy()
    return np.concatenate([stages, 1 / (1 + np.exp(-logits.labels))], axis=1)


def test_a_student_keeps_the_layers_it_was_given(
    weights: Path, taught_by: Path, accounts: list[Account], unit: Unit
) -> None:
    student = distil(weights, taught_by, accounts[:2], unit, SETTINGS)

    assert len(student.encoder.encoder.layer) == 1
    assert student.heads().query.shape[1] == len(unit.labels)


def test_a_student_comes_nearer_to_its_teacher_than_where_it_started(
    weights: Path, taught_by: Path, accounts: list[Account], unit: Unit
) -> None:
    steps: list[float] = []
    teacher = Teacher.load(taught_by, SETTINGS.window)

    student = distil(
        weights, taught_by, accounts, unit, SETTINGS, progress=lambda _step, _steps, loss: steps.append(loss)
    )

    untaught = fit(weights, accounts[:1], unit, SETTINGS.model_copy(update={"epochs": 1}))
    wanted = teacher(accounts[0])
    nearer, other = (
        np.abs(said_by(network, taught_by, accounts[0]) - wanted).mean() for network in (student, untaught)
    )
    assert wanted.shape == (len(accounts[0].sentences), len(unit.stages) + len(unit.labels))
    assert np.mean(steps[-5:]) < np.mean(steps[:5])
    assert nearer < other


def test_labels_alone_teach_where_the_teacher_has_no_share(
    weights: Path, taught_by: Path, accounts: list[Account], unit: Unit
) -> None:
    def loss_of_first_step(taught: float) -> float:
        first: list[float] = []
        settings = SETTINGS.model_copy(
            update={"student": SETTINGS.student.model_copy(update={"taught": taught, "epochs": 1})}
        )
        distil(weights, taught_by, accounts[:1], unit, settings, progress=lambda *step: first.append(step[2]))
        return first[0]

    halves = loss_of_first_step(0.5)

    assert halves == pytest.approx((loss_of_first_step(0.0) + loss_of_first_step(1.0)) / 2, rel=0.02)


def test_the_weights_that_are_kept_are_the_networks_own(tmp_path: Path, weights: Path, unit: Unit) -> None:
    network = Network(weights, len(unit.stages), len(unit.labels), SETTINGS)

    save_network(network, tmp_path / "kept")

    kept = load_file(tmp_path / "kept" / WEIGHTS)
    assert kept.keys() == network.state_dict().keys()
    assert all(torch.equal(tensor, kept[name]) for name, tensor in network.state_dict().items())
