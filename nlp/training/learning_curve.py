"""How the model improves with the number of accounts it learns from: whether labelling more would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from sklearn.metrics import average_precision_score

from criteria_bank.schema import Unit
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.evaluation.metrics import cohen_kappa, confusion
from nlp.training.cross_validate import Fold, OutOfFold, passage_of
from nlp.training.fit_calibration import gather
from nlp.training.loop import Progress, fit
from nlp.training.settings import TrainingSettings
from nlp.training.torch_encoder import TorchEncoder


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """What a model learnt from ``accounts`` accounts.

    ``losses``: training loss of each step; ``stage_kappa``: unweighted, NaN where only one stage occurs;
    ``element_precision``: average precision over all pairs of sentence and element, which needs no bound and no
    calibration; NaN where no element occurs.
    """

    accounts: int
    sentences: int
    losses: tuple[float, ...]
    stage_kappa: float
    element_precision: float


def learning_curve(
    weights: Path, fold: Fold, unit: Unit, settings: TrainingSettings, sizes: Sequence[int]
) -> Iterator[LearningPoint]:
    """Train on the first ``sizes`` accounts of a shuffled fold, each from ``weights``, and test on what it holds out.

    Points come as they are ready, in the order of ``sizes``. Larger sets contain smaller ones, so that a point differs
    from the one before by what was added. The encoder is tested as trained, in single precision.
    """
    train, test = fold
    shuffled = Random(settings.seed).sample(list(train), len(train))  # noqa: S311  (repeatable on purpose)
    for size in sizes:
        accounts = shuffled[:size]
        losses: list[float] = []
        network = fit(weights, accounts, unit, settings, _into(losses))
        pieces = WordPieces.load(weights / "tokenizer.json")
        kappa, precision = _test(Scorer(pieces, TorchEncoder(network.encoder), network.heads()), test, unit)
        sentences = sum(len(account.sentences) for account in accounts)
        yield LearningPoint(len(accounts), sentences, tuple(losses), kappa, precision)


def _into(losses: list[float]) -> Progress:
    def keep(_step: int, _expected: int, loss: float) -> None:
        losses.append(loss)

    return keep


def _test(scorer: Scorer, accounts: Sequence[Account], unit: Unit) -> tuple[float, float]:
    """Kappa of the stages and average precision of the elements."""
    logits = {account.id: scorer.score(passage_of(account)) for account in accounts}
    found = gather(accounts, unit, OutOfFold(logits, dict.fromkeys(logits, 0)), inbox_weight=1.0)
    kappa = cohen_kappa(confusion(found.stages, found.stage_logits.argmax(axis=1), len(unit.stages)))
    elements = len(unit.elements)
    there = found.labels[:, :elements].ravel()
    precision = average_precision_score(there, found.label_logits[:, :elements].ravel()) if there.any() else np.nan
    return float(kappa), float(precision)
