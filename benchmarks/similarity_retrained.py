"""Encoders that never learnt from the labels they match; the part of `benchmarks/similarity.py` that needs PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from criteria_bank.schema import MarkingPoint, Unit
from nlp.classifier.logits import Scorer
from nlp.classifier.similarity import Floats
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.training.base_weights import base_weights
from nlp.training.leave_one_point_out import match_unlearnt
from nlp.training.loop import fit
from nlp.training.network import Network
from nlp.training.settings import TrainingSettings
from nlp.training.torch_encoder import TorchEncoder


def match(
    unit: Unit, train: Sequence[Account], test: Sequence[Account], *, points: int, epochs: int, console: Console
) -> tuple[Floats, Scorer]:
    """Nearness of the test accounts' sentences by retrained encoders, and a scorer with the encoder as it was before.

    ``points``: how many are left out together. Raises TrainingUnavailable.
    """
    weights = base_weights()
    settings = TrainingSettings(epochs=epochs)

    def fit_without(left_out: Sequence[MarkingPoint], accounts: Sequence[Account]) -> Scorer:
        console.print(f"Training without {', '.join(point.id for point in left_out)}.")
        return _scorer(weights, fit(weights, accounts, unit, settings))

    untrained = Network(weights, len(unit.stages), len(unit.labels), settings)
    return match_unlearnt(unit, train, test, fit_without, points), _scorer(weights, untrained)


def _scorer(weights: Path, network: Network) -> Scorer:
    return Scorer(WordPieces.load(weights / "tokenizer.json"), TorchEncoder(network.encoder), network.heads())
