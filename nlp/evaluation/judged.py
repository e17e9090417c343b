"""What the program said about a labelled account, in the shape that the figures are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlp.evaluation.metrics import Booleans, Indices, Values
from nlp.results import DepthLabel, Status

# From least to most: steps between them are what linear weights count.
STATUSES: tuple[Status, ...] = ("not", "partial", "met")
DEPTHS: tuple[DepthLabel, ...] = ("descriptive", "mixed", "analytical")


LABEL_KINDS = ("elements", "constraints", "mistakes")  # as the unit and a labelled sentence call them


@dataclass(frozen=True, slots=True, eq=False)
class PredictedLabels:
    """Labels of one kind: ``probabilities`` and ``present`` (whether it was said), shape (sentences, labels)."""

    probabilities: Values
    present: Booleans


@dataclass(frozen=True, slots=True, eq=False)
class PredictedSentences:
    """What was said of the sentences of one account; columns follow the unit's order.

    Shapes: ``stages`` (sentences,) indices, ``stage_probabilities`` (sentences, stages). ``labels`` has an entry for
    each of `LABEL_KINDS`.
    """

    stages: Indices
    stage_probabilities: Values
    labels: Mapping[str, PredictedLabels]


@dataclass(frozen=True, slots=True, eq=False)
class PredictedAccount:
    """One account as the program judged it; ``sentences`` are the labelled ones.

    Shapes: ``decisions`` (points,) indices into `STATUSES`, ``decision_probabilities`` (points, 3). ``found`` holds the
    labels that were said to stand somewhere in the account.
    """

    sentences: PredictedSentences
    found: frozenset[str]
    decisions: Indices
    decision_probabilities: Values
    depth: DepthLabel
    flags: frozenset[str]
