"""Counting: one account and its prediction in, the counts that all figures are made of out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.evaluation.judged import DEPTHS, LABEL_KINDS, STATUSES, PredictedAccount, PredictedLabels, PredictedSentences
from nlp.evaluation.metrics import BINS, Booleans, Indices, Values, confusion, outcomes, reliability, squared_error

Counts = dict[str, Values]


def tally_all(gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit) -> Counts:
    """Counts of all accounts; each array has the accounts as its first axis. Keys are those of `tally`."""
    each = [tally(account, judged, unit) for account, judged in zip(gold, predicted, strict=True)]
    return {key: np.stack([counts[key] for counts in each]) for key in each[0]}


def tally(account: Account, predicted: PredictedAccount, unit: Unit) -> Counts:
    """Counts of one account.

    ``stages``, ``decisions`` (by point) and ``depth`` are confusions; ``flags`` and, for each kind of label,
    ``KIND`` (by sentence) and ``KIND.account`` (somewhere in the account) are outcomes by label; ``….reliability`` are
    bins of probability (``KIND.shown``: of the labels that were said); ``….brier`` squared errors.
    """
    counts = _stages(account, predicted.sentences, unit) | _decisions(account, predicted, unit)
    for kind in LABEL_KINDS:
        names = [entry.id for entry in getattr(unit, kind)]
        counts |= _labels(
            kind,
            gold_labels(account, kind, unit),
            predicted.sentences.labels[kind],
            _among(names, predicted.found),
        )
    flags = [flag.id for flag in unit.flags]
    raised = (_among(flags, account.flags), _among(flags, predicted.flags))
    counts["flags"] = outcomes(raised[0][None], raised[1][None])
    counts["depth"] = confusion(_index(DEPTHS, [account.depth]), _index(DEPTHS, [predicted.depth]), len(DEPTHS))
    return counts


def gold_stages(account: Account, unit: Unit) -> Indices:
    """Place in the unit of each sentence's stage: shape (sentences,)."""
    return _index([stage.id for stage in unit.stages], [sentence.stage for sentence in account.sentences])


def gold_labels(account: Account, kind: str, unit: Unit) -> Booleans:
    """Which labels of ``kind`` (one of `LABEL_KINDS`) each sentence carries: shape (sentences, labels)."""
    names = [entry.id for entry in getattr(unit, kind)]
    return np.array([_among(names, getattr(sentence, kind)) for sentence in account.sentences], dtype=np.bool_)


def _stages(account: Account, predicted: PredictedSentences, unit: Unit) -> Counts:
    gold, size = gold_stages(account, unit), len(unit.stages)
    said = predicted.stage_probabilities[np.arange(len(gold)), predicted.stages]
    return {
        "stages": confusion(gold, predicted.stages, size),
        "stages.reliability": reliability(said, gold == predicted.stages),
        "stages.brier": squared_error(predicted.stage_probabilities, np.eye(size)[gold]),
    }


def _decisions(account: Account, predicted: PredictedAccount, unit: Unit) -> Counts:
    gold, size = _index(STATUSES, [account.decisions[point.id] for point in unit.marking_points]), len(STATUSES)
    said = predicted.decision_probabilities[np.arange(len(gold)), predicted.decisions]
    right: Booleans = np.asarray(gold == predicted.decisions)
    points = [slice(point, point + 1) for point in range(len(gold))]
    return {
        "decisions": np.stack([confusion(gold[point], predicted.decisions[point], size) for point in points]),
        "decisions.reliability": np.stack([reliability(said[point], right[point]) for point in points]),
        "decisions.brier": squared_error(predicted.decision_probabilities, np.eye(size)[gold]),
    }


def _labels(kind: str, gold: Booleans, predicted: PredictedLabels, found: Booleans) -> Counts:
    probabilities, present = predicted.probabilities, predicted.present
    bins = [reliability(probabilities[:, label], gold[:, label]) for label in range(gold.shape[1])]
    return {
        kind: outcomes(gold, present),
        f"{kind}.account": outcomes(np.atleast_2d(gold.any(axis=0)), found[None]),
        f"{kind}.reliability": np.array(bins).reshape(-1, BINS, 3),
        f"{kind}.shown": reliability(probabilities[present], gold[present]),
        f"{kind}.brier": squared_error(probabilities.reshape(-1, 1), gold.reshape(-1, 1).astype(np.float64)),
    }


def _index(categories: Sequence[str], names: Sequence[str]) -> Indices:
    return np.array([categories.index(name) for name in names], dtype=np.intp)


def _among(names: Sequence[str], given: Sequence[str] | frozenset[str]) -> Booleans:
    return np.array([name in given for name in names], dtype=np.bool_)
