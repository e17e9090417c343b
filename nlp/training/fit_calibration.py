"""Fit the calibration on out-of-fold logits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit

from criteria_bank.schema import Unit
from nlp.classifier.calibration import Calibration
from nlp.corpus.accounts import Account
from nlp.training.cross_validate import OutOfFold

Floats = NDArray[np.float64]
Line = tuple[float, float]
PULL = 20.0  # strength, in sentences, of the pull of a label's slope and offset towards those of its kind
WEAK_PULL = 1.0  # … of a kind's towards leaving the logits unchanged: enough to keep separable labels finite
UNCHANGED: Line = (1.0, 0.0)


@dataclass(frozen=True)
class Gathered:
    """All sentences of some accounts: logits, labels and weights, in account order."""

    stage_logits: Floats
    label_logits: Floats
    stages: NDArray[np.int64]
    labels: Floats
    weights: Floats


def gather(accounts: Sequence[Account], unit: Unit, scores: OutOfFold, inbox_weight: float) -> Gathered:
    """Put the sentences of the accounts under one another."""
    stage_index = {stage.id: index for index, stage in enumerate(unit.stages)}
    sentences = [sentence for account in accounts for sentence in account.sentences]
    return Gathered(
        np.concatenate([scores.logits[account.id].stages for account in accounts]).astype(np.float64),
        np.concatenate([scores.logits[account.id].labels for account in accounts]).astype(np.float64),
        np.array([stage_index[sentence.stage] for sentence in sentences]),
        np.array([[label.id in sentence.labels for label in unit.labels] for sentence in sentences], dtype=np.float64),
        np.array([inbox_weight if account.kind == "inbox" else 1.0 for account in accounts for _ in account.sentences]),
    )


def fit_calibration(gathered: Gathered, unit: Unit) -> Calibration:
    """Temperature of the stages, slope and offset of each label."""
    sizes = (len(unit.elements), len(unit.constraints), len(unit.mistakes))
    ends = np.cumsum(sizes)
    slopes, offsets = [], []
    for start, end in zip((0, *ends), ends, strict=False):
        logits, labels = gathered.label_logits[:, start:end], gathered.labels[:, start:end]
        every = np.repeat(gathered.weights, end - start)
        prior = _platt(logits.ravel(), labels.ravel(), every, UNCHANGED, WEAK_PULL)
        for column in range(end - start):
            slope, offset = _platt(logits[:, column], labels[:, column], gathered.weights, prior, PULL)
            slopes.append(slope)
            offsets.append(offset)
    return Calibration(np.array([_temperature(gathered)]), np.array(slopes), np.array(offsets))


def _temperature(gathered: Gathered) -> float:
    rows = np.arange(len(gathered.stages))

    def loss(log_temperature: float) -> float:
        scaled = gathered.stage_logits / np.exp(log_temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        log_likelihood = scaled[rows, gathered.stages] - np.log(np.exp(scaled).sum(axis=1))
        return -float(gathered.weights @ log_likelihood)

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))


def _platt(logits: Floats, labels: Floats, weights: Floats, prior: Line, pull: float) -> Line:
    """Slope (kept positive) and offset of the weighted logistic fit, pulled towards the prior."""
    centre = np.array([np.log(prior[0]), prior[1]])

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slope, offset = np.exp(parameters[0]), parameters[1]
        scores = slope * logits + offset
        away = parameters - centre
        value = float(weights @ (np.logaddexp(0.0, scores) - labels * scores)) + pull * float(away @ away)
        residual = weights * (expit(scores) - labels)
        gradient = np.array([slope * (residual @ logits), residual.sum()]) + 2.0 * pull * away
        return value, gradient

    slope, offset = minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=[(-3.0, 3.0), (None, None)]).x
    return float(np.exp(slope)), float(offset)
