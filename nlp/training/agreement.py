"""How well what a rule says agrees with what people said: what rules are fitted to make large."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.metrics import cohen_kappa_score


def linear_kappa(truth: Sequence[str], said: Sequence[str], order: Sequence[str], weights: Sequence[float]) -> float:
    """Linear-weighted kappa over the labels in ``order``; 1 where everything is one label on both sides."""
    if len({*truth, *said}) == 1:
        return 1.0
    return float(cohen_kappa_score(truth, said, labels=list(order), weights="linear", sample_weight=weights))
