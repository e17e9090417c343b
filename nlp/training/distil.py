"""The encoder that is served: fewer layers than the one that was trained, which learn from it and from the labels.

A shallower network that starts from some layers of a deeper one and learns what that says, and how surely, comes
nearer to it than one that learns from labels alone (Hinton et al., 2015; Sanh et al., 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import TOKENIZER
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.classifier.trained import load_scorer
from nlp.corpus.accounts import Account
from nlp.training.base_weights import base_weights
from nlp.training.cross_validate import passage_of
from nlp.training.loop import Progress, train_network
from nlp.training.network import Network
from nlp.training.settings import TrainingSettings

WEIGHTS = "network.safetensors"


@dataclass(frozen=True)
class Teacher:
    """A trained model in its exported form, which is fast to ask."""

    scorer: Scorer

    @classmethod
    def load(cls, folder: Path, window: int) -> Teacher:
        """From an exported model; it reads as much at once as it was trained to."""
        return cls(replace(load_scorer(folder), least=3 * window // 4, most=window))

    def __call__(self, account: Account) -> NDArray[np.float32]:
        """Probabilities of each sentence's stages and labels, of shape (sentences, stages + labels)."""
        logits = self.scorer.score(passage_of(account))
        stages = torch.from_numpy(logits.stages).softmax(dim=1)
        labels = torch.from_numpy(logits.labels).sigmoid()
        return np.asarray(torch.cat([stages, labels], dim=1).numpy())


def save_network(network: Network, folder: Path) -> None:
    """Keep a network's weights in single precision: for a student to start from, and to compare forms of serving."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, folder / WEIGHTS)


def load_encoder(folder: Path, unit: Unit) -> torch.nn.Module:
    """The encoder of a network that was kept with `save_network`, as deep as it was."""
    kept = load_file(folder / WEIGHTS)
    network = Network(base_weights(), len(unit.stages), len(unit.labels), TrainingSettings())
    depth = 1 + max(int(name.split(".layer.")[1].split(".")[0]) for name in kept if ".layer." in name)
    network.keep_layers(range(depth))
    network.load_state_dict(kept)
    return network.encoder.eval()


def distil(
    weights: Path,
    taught_by: Path,
    accounts: Sequence[Account],
    unit: Unit,
    settings: TrainingSettings,
    *,
    progress: Progress | None = None,
) -> Network:
    """Train a student.

    Args:
        weights: the untrained encoder that the teacher came from.
        taught_by: folder of the teacher, exported and with its weights (`save_network`).
        accounts: the labelled accounts that the teacher was trained on, and no others.
        unit: whose labels they carry.
        settings: those of the whole run.
        progress: as in `nlp.training.loop.fit`.

    """
    torch.manual_seed(settings.seed)
    own = settings.of_student()
    student = Network(weights, len(unit.stages), len(unit.labels), own)
    student.load_state_dict(load_file(taught_by / WEIGHTS))
    student.keep_layers(settings.student.layers)
    pieces = WordPieces.load(taught_by / TOKENIZER)
    teacher = Teacher.load(taught_by, settings.window)
    train_network(student, pieces, accounts, unit, own, progress=progress, teacher=teacher)
    return student
