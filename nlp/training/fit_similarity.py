"""Fit how nearness to a label's texts becomes a probability, for units without trained heads.

Fitted on accounts that the encoder was not trained on, but of a unit that it was: a unit that is new altogether will do
worse. One half is said from the nearness that parts labelled sentences from others best, since plain rules judge by it;
these probabilities order sentences and are not calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import SimilarityFit
from nlp.classifier.logits import Scorer
from nlp.classifier.similarity import nearness_to_labels, prototypes
from nlp.corpus.accounts import Account


def fit_similarity(unit: Unit, scorer: Scorer, held_out: Sequence[Account]) -> SimilarityFit:
    """One logistic curve for all labels, from the labelled sentences of held-out accounts."""
    sentences = [sentence for account in held_out for sentence in account.sentences]
    truth = np.array([[label.id in sentence.labels for label in unit.labels] for sentence in sentences]).ravel()
    near = nearness_to_labels(scorer, [sentence.text for sentence in sentences], prototypes(unit, scorer)).ravel()
    precision, recall, bounds = precision_recall_curve(truth, near)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    slope = float(LogisticRegression(C=100.0).fit(near[:, None], truth).coef_[0, 0])
    return SimilarityFit(slope=round(slope, 4), midpoint=round(float(bounds[int(np.argmax(f1[:-1]))]), 4))
