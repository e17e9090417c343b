"""Fit the flags: one shared model for the mistakes, one for each flag about constraints."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from criteria_bank.schema import Flag, Unit
from nlp.judgement.flags import FEATURES, features, probability
from nlp.judgement.rules import FlagModel
from nlp.training.judged import JudgedWhole

CANDIDATES = np.arange(0.15, 0.71, 0.025)


def fit_flags(unit: Unit, judged: Sequence[JudgedWhole]) -> dict[str, FlagModel]:
    """A `FlagModel` for each flag that has one (depth has its own rule)."""
    about_mistakes = [flag for flag in unit.flags if flag.mistake is not None]
    models = dict.fromkeys((flag.id for flag in about_mistakes), _fit(unit, about_mistakes, judged))
    for flag in unit.flags:
        if flag.mistake is None and flag.depth is None:
            models[flag.id] = _fit(unit, [flag], judged)
    return models


def _fit(unit: Unit, flags: Sequence[Flag], judged: Sequence[JudgedWhole]) -> FlagModel:
    """Logistic regression over the accounts and flags, and the bound with the best F1."""
    pairs = [(flag, item) for flag in flags for item in judged]
    values = [features(unit, flag, item.whole) for flag, item in pairs]
    truth = np.array([flag.id in item.account.flags for flag, item in pairs])
    weights = np.array([item.weight for _, item in pairs])
    if truth.all() or not truth.any():  # there is nothing to tell apart
        return FlagModel(weights={}, intercept=4.0 if truth.all() else -4.0, threshold=0.5)
    table = np.array([[row[name] for name in FEATURES] for row in values])
    fitted = LogisticRegression(C=3.0).fit(table, truth, sample_weight=weights)
    model = FlagModel(
        weights={
            name: weight for name, weight in zip(FEATURES, fitted.coef_[0].round(4).tolist(), strict=True) if weight
        },
        intercept=round(float(fitted.intercept_[0]), 4),
        threshold=0.5,
    )
    chances = np.array([probability(model, row) for row in values])
    scores = [f1_score(truth, chances >= bound, sample_weight=weights, zero_division=0) for bound in CANDIDATES]
    return model.model_copy(update={"threshold": round(float(CANDIDATES[int(np.argmax(scores))]), 4)})
