"""How the model improves with the number of accounts it learns from: whether labelling more would help.

points = list(learning_curve(base_weights(), sector_fold(accounts, 3, 0)[0], unit, TrainingSettings(), [42, 85, 170]))
record_learning_curve(Path("models/cross_validation/learning_curve.json"), points, TrainingSettings(), len(accounts))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
from sklearn.metrics import average_precision_score

from criteria_bank.schema import Unit
from nlp.classifier.logits import Logits, Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.evaluation.bootstrap import draw_accounts, summed
from nlp.evaluation.metrics import NOT_ESTIMABLE, Booleans, Values, cohen_kappa, confusion
from nlp.evaluation.tally import gold_labels, gold_stages
from nlp.training.cross_validate import Fold, passage_of
from nlp.training.learning_record import LearningPoint, Sampled
from nlp.training.loop import Progress, fit
from nlp.training.settings import TrainingSettings
from nlp.training.torch_encoder import TorchEncoder

RESAMPLES = 200
_DRAWN_FROM = 0  # the same resamples at every size and seed, so that sizes are compared on the same accounts


def learning_curve(
    weights: Path,
    fold: Fold,
    unit: Unit,
    settings: TrainingSettings,
    sizes: Sequence[int],
    *,
    foils: Sequence[Account] = (),
    resamples: int = RESAMPLES,
) -> Iterator[LearningPoint]:
    """Train on the first ``sizes`` accounts of a shuffled fold, each from ``weights``, and test on what it holds out.

    Points come as they are ready, in the order of ``sizes``. Larger sets contain smaller ones, so that a point differs
    from the one before by what was added; another ``settings.seed`` shuffles and trains otherwise. ``foils`` are
    learnt from at every size and not counted. The encoder is tested as trained, in single precision.
    """
    train, test = fold
    shuffled = Random(settings.seed).sample(list(train), len(train))  # noqa: S311  (repeatable on purpose)
    for size in sizes:
        accounts = shuffled[:size]
        losses: list[float] = []
        network = fit(weights, [*accounts, *foils], unit, settings, _into(losses))
        pieces = WordPieces.load(weights / "tokenizer.json")
        scorer = Scorer(pieces, TorchEncoder(network.encoder), network.heads(), settings.window // 2, settings.window)
        scores = [scorer.score(passage_of(account)) for account in test]
        yield LearningPoint(
            accounts=len(accounts),
            sentences=sum(len(account.sentences) for account in accounts),
            seed=settings.seed,
            losses=tuple(losses),
            tested=len(test),
            measures=measured(test, scores, unit, resamples),
        )


def measured(
    accounts: Sequence[Account], scores: Sequence[Logits], unit: Unit, resamples: int = RESAMPLES
) -> dict[str, Sampled]:
    """The measures of `LearningPoint` from the scores of each account, with resamples over the accounts."""
    draws = draw_accounts(len(accounts), _DRAWN_FROM, resamples)
    inbox = np.array([account.kind == "inbox" for account in accounts])
    return {
        f"{prefix}{name}": tuple(values.tolist())
        for prefix, counted in (("", draws), ("inbox_", draws * inbox))
        for name, values in _measures(accounts, scores, unit, counted).items()
    }


def _measures(accounts: Sequence[Account], scores: Sequence[Logits], unit: Unit, draws: Values) -> Mapping[str, Values]:
    """Each measure for each row of ``draws``, which says how often each account counts."""
    stages = [
        confusion(gold_stages(account, unit), logits.stages.argmax(axis=1), len(unit.stages))
        for account, logits in zip(accounts, scores, strict=True)
    ]
    there = [gold_labels(account, "elements", unit) for account in accounts]
    given = [logits.labels[:, : len(unit.elements)].astype(np.float64) for logits in scores]
    return {
        "stage_kappa": cohen_kappa(summed(np.stack(stages), draws)),
        "element_precision": _average_precision(there, given, draws),
        "account_element_precision": _average_precision(
            [labels.max(axis=0, keepdims=True) for labels in there],
            [logits.max(axis=0, keepdims=True) for logits in given],
            draws,
        ),
    }


def _average_precision(there: Sequence[Booleans], given: Sequence[Values], draws: Values) -> Values:
    """Average precision over all pairs of row and label, for each row of ``draws``; NaN where nothing is there."""
    truth, scores = np.concatenate(there).ravel(), np.concatenate(given).ravel()
    pairs = [labels.size for labels in there]
    best_first = np.argsort(-scores, kind="stable")
    truth, scores = truth[best_first], scores[best_first]
    weights = (np.repeat(counted, pairs)[best_first] for counted in draws)
    return np.array(
        [
            average_precision_score(truth, scores, sample_weight=counted) if counted[truth].any() else NOT_ESTIMABLE
            for counted in weights
        ]
    )


def _into(losses: list[float]) -> Progress:
    def keep(_step: int, _expected: int, loss: float) -> None:
        losses.append(loss)

    return keep
