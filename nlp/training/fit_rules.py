"""Fit the rules that turn probabilities into judgements (`nlp.judgement.rules`), on out-of-fold predictions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from criteria_bank.schema import Unit
from nlp.classifier.base import Prediction
from nlp.corpus.accounts import Account
from nlp.corpus.gold_sentences import gold_sentences
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.evidence import observe
from nlp.judgement.flags import Whole
from nlp.judgement.rules import JudgementRules, LabelThresholds
from nlp.judgement.told import Told
from nlp.personal_data.finder import find_personal_data
from nlp.training.fit_depth import fit_depth
from nlp.training.fit_flags import fit_flags
from nlp.training.fit_points import fit_points
from nlp.training.judged import Judged, JudgedWhole

Booleans = NDArray[np.bool_]
Floats = NDArray[np.float64]
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
    return rules.model_copy(update={"flags": fit_flags(unit, [_whole(unit, item, rules) for item in judged])})


def _whole(unit: Unit, item: Judged, rules: JudgementRules) -> JudgedWhole:
    text = item.account.document().text
    personal_data = find_personal_data(text)
    told = Told.of(text, item.observations)
    constraints = analyse_constraints(unit, told, item.observations, rules, personal_data)
    whole = Whole(text, item.observations, told, constraints, personal_data)
    return JudgedWhole(item.account, item.observations, item.weight, whole)


def _thresholds(unit: Unit, judged: Sequence[Judged]) -> dict[str, LabelThresholds]:
    """Bounds for each kind of label, at the best weighted micro-F1: a bound per label would chase noise."""
    bounds: dict[str, LabelThresholds] = {}
    for entries in (unit.elements, unit.constraints, unit.mistakes):
        ids = [entry.id for entry in entries]
        present = _best_bound(ids, judged)
        of_kind = LabelThresholds(present=present, weak=round(present * WEAK_SHARE, 4))
        if entries is not unit.mistakes:  # whether an account holds a mistake is for its flag to say
            of_kind = of_kind.model_copy(update={"somewhere": _best_somewhere(ids, judged, of_kind)})
        bounds |= dict.fromkeys(ids, of_kind)
    return bounds


def _best_bound(ids: Sequence[str], judged: Sequence[Judged]) -> float:
    """For sentences."""
    truth = np.array([[name in s.labels for name in ids] for item in judged for s in item.account.sentences])
    said = np.concatenate([np.stack([item.observations.labels[name] for name in ids], axis=1) for item in judged])
    weights = np.array([item.weight for item in judged for _ in item.account.sentences])
    return _best(truth, lambda bound: said >= bound, weights)


def _best_somewhere(ids: Sequence[str], judged: Sequence[Judged], alone: LabelThresholds) -> float:
    """For accounts, beside the bounds for a sentence alone."""
    held = [{name for sentence in item.account.sentences for name in sentence.labels} for item in judged]
    truth = np.array([[name in labels for name in ids] for labels in held])
    strongest = np.array([[item.observations.strongest(name) for name in ids] for item in judged])
    somewhere = np.array([[item.observations.somewhere(name) for name in ids] for item in judged])
    weights = np.array([item.weight for item in judged])
    carried, near = strongest >= alone.present, strongest >= alone.weak
    return _best(truth, lambda bound: carried | (near & (somewhere >= bound)), weights)


def _best(truth: Booleans, said: Callable[[float], Booleans], weights: Floats) -> float:
    """The candidate bound with the best weighted micro-F1; ``truth`` (rows, labels), ``weights`` (rows,)."""
    each = np.repeat(weights, truth.shape[1])
    scores = [f1_score(truth.ravel(), said(bound).ravel(), sample_weight=each, zero_division=0) for bound in CANDIDATES]
    return round(float(CANDIDATES[int(np.argmax(scores))]), 4)
