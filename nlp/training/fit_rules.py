"""Fit the rules that turn probabilities into judgements (`nlp.judgement.rules`), on out-of-fold predictions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from criteria_bank.schema import Unit
from nlp.classifier.base import Prediction
from nlp.corpus.accounts import Account
from nlp.corpus.gold_sentences import gold_sentences
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.depth import analyse_depth
from nlp.judgement.evidence import observe
from nlp.judgement.rules import JudgementRules, LabelThresholds
from nlp.training.fit_depth import fit_depth
from nlp.training.fit_flags import fit_flags
from nlp.training.fit_points import fit_points
from nlp.training.judged import Judged, JudgedWhole

CANDIDATES = np.arange(0.15, 0.71, 0.025)
WEAK_SHARE = 0.5  # weak evidence starts at this share of a label's bound


def fit_rules(
    unit: Unit, accounts: Sequence[Account], predictions: Sequence[Prediction], inbox_weight: float
) -> JudgementRules:
    """Thresholds, depth, points and flags, in the order in which they build on one another."""
    judged = [
        Judged(
            account, observe(unit, gold_sentences(account), prediction), inbox_weight if account.kind == "inbox" else 1
        )
        for account, prediction in zip(accounts, predictions, strict=True)
    ]
    rules = JudgementRules(labels=_thresholds(unit, judged), points={}, flags={}, depth=fit_depth(unit, judged))
    rules = rules.model_copy(update={"points": fit_points(unit, judged)})
    whole = [
        JudgedWhole(
            item.account,
            item.observations,
            item.weight,
            analyse_depth(unit, item.observations, rules.depth),
            analyse_constraints(unit, item.account.document().text, item.observations, rules),
        )
        for item in judged
    ]
    return rules.model_copy(update={"flags": fit_flags(unit, whole)})


def _thresholds(unit: Unit, judged: Sequence[Judged]) -> dict[str, LabelThresholds]:
    """One bound for each kind of label, at the best weighted micro-F1: a bound per label would chase noise."""
    bounds: dict[str, LabelThresholds] = {}
    for entries in (unit.elements, unit.constraints, unit.mistakes):
        ids = [entry.id for entry in entries]
        bound = _best_bound(ids, judged)
        bounds |= dict.fromkeys(ids, LabelThresholds(present=bound, weak=round(bound * WEAK_SHARE, 4)))
    return bounds


def _best_bound(ids: Sequence[str], judged: Sequence[Judged]) -> float:
    truth = np.array([[name in s.labels for name in ids] for item in judged for s in item.account.sentences])
    said = np.concatenate([np.stack([item.observations.labels[name] for name in ids], axis=1) for item in judged])
    weights: NDArray[np.float64] = np.array([item.weight for item in judged for _ in item.account.sentences])
    scores = [
        f1_score(truth.ravel(), (said >= bound).ravel(), sample_weight=np.repeat(weights, len(ids)), zero_division=0)
        for bound in CANDIDATES
    ]
    return round(float(CANDIDATES[int(np.argmax(scores))]), 4)
