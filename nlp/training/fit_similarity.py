"""Fit how nearness to a label's examples is read, for units without trained heads.

Each marking point's elements are matched as if nobody had labelled them: without the traits that are their own heads'
scores. The curve and the bounds are fitted on what that gives, over accounts that the model was not trained on. The
encoder has still learnt from the labels left out; `nlp.training.leave_one_point_out` measures what that is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from criteria_bank.schema import MarkingPoint, Unit
from nlp.classifier.artefacts import SimilarityFit
from nlp.classifier.logits import Logits, Scorer
from nlp.classifier.similarity import ExampleTexts, Floats, fit_matcher, probabilities, read_examples, traits
from nlp.corpus.accounts import Account
from nlp.training.cross_validate import passage_of

Booleans = NDArray[np.bool_]
WEAK_PULL = 100.0  # inverse strength of the regression's penalty: enough to keep separable labels finite
LEAST_SLOPE = 0.001  # what is nearer is never less likely
PRECISION_FIRST = 0.5  # weight of recall beside precision in saying that a sentence carries a label


def fit_similarity(unit: Unit, scorer: Scorer, held_out: Sequence[Account]) -> SimilarityFit:
    """One curve and one pair of bounds for all labels, from the labelled sentences of held-out accounts.

    ``scorer``: a model trained for the unit, on other accounts.
    """
    texts = read_examples(unit, scorer)
    logits = [scorer.score(passage_of(account)) for account in held_out]
    near = np.hstack([nearness_without_heads(unit, point, texts, logits) for point in unit.marking_points])
    return fit_curve(near, carried(held_out, [element.id for element in unit.elements]))


def nearness_without_heads(unit: Unit, point: MarkingPoint, texts: ExampleTexts, logits: Sequence[Logits]) -> Floats:
    """Nearness of the accounts' sentences to the point's elements, whose own heads keep silent.

    Shape (sentences of all accounts, elements of the point).
    """
    ids = [label.id for label in unit.labels]
    columns = [ids.index(element.id) for element in point.elements]
    matcher = fit_matcher(texts, unknown=[len(unit.stages) + column for column in columns])
    return np.concatenate([matcher.nearness(traits(scores)) for scores in logits])[:, columns]


def carried(accounts: Sequence[Account], labels: Sequence[str]) -> Booleans:
    """Whether each sentence of the accounts carries each label, shape (sentences, labels)."""
    return np.array([[name in s.labels for name in labels] for account in accounts for s in account.sentences])


def fit_curve(nearness: Floats, truth: Booleans) -> SimilarityFit:
    """The logistic curve, and bounds on its probabilities: ``weak`` at the best F1, ``present`` where precision leads.

    ``nearness`` and ``truth`` have the same shape; all labels share the curve.
    """
    near, true = nearness.ravel(), truth.ravel()
    model = LogisticRegression(C=WEAK_PULL).fit(near[:, None], true)
    slope = max(LEAST_SLOPE, float(model.coef_[0, 0]))
    curve = SimilarityFit(slope=round(slope, 4), offset=round(float(model.intercept_[0]), 4))
    said = probabilities(curve, near)
    weak, present = best_bound(said, true, beta=1.0), best_bound(said, true, beta=PRECISION_FIRST)
    return curve.model_copy(update={"weak": min(weak, present), "present": present})


def best_bound(said: Floats, true: Booleans, beta: float) -> float:
    """The probability from which saying a label gives the best F-beta (van Rijsbergen, 1979)."""
    precision, recall, bounds = precision_recall_curve(true, said)
    scores = (1 + beta**2) * precision * recall / np.maximum(beta**2 * precision + recall, 1e-9)
    return floor(float(bounds[int(np.argmax(scores[:-1]))]) * 1e4) / 1e4  # never above the case that it stands for
