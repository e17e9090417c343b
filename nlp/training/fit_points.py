"""Fit the ordinal model of each marking point.

All points share the weights (there are few accounts a point) and have cuts of their own, pulled towards the mean of the
points with as many elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from criteria_bank.schema import MarkingPoint, Unit
from nlp.judgement.points import FEATURES, decide, features, status_probabilities
from nlp.judgement.rules import PointModel
from nlp.results import Status
from nlp.training.agreement import linear_kappa
from nlp.training.judged import Judged

Floats = NDArray[np.float64]
PULL = 4.0  # strength, in accounts, of the pull of a point's cuts to those of its size
DECAY = 0.05
GAP = 0.1  # least distance between the cuts
BOUNDS = np.arange(0.3, 0.71, 0.025)
ORDER: tuple[Status, ...] = ("not", "partial", "met")


def fit_points(unit: Unit, judged: Sequence[Judged]) -> dict[str, PointModel]:
    """A `PointModel` for each marking point."""
    points = unit.marking_points
    values = np.array([[_row(point, item) for item in judged] for point in points])
    truth = np.array([[ORDER.index(item.account.decisions[point.id]) for item in judged] for point in points])
    weights = np.array([item.weight for item in judged])
    shared, partial_cuts, met_cuts = _fit(values, truth, weights, np.array([len(point.elements) for point in points]))
    models = {
        point.id: PointModel(
            weights=dict(zip(FEATURES, shared.round(4).tolist(), strict=True)),
            partial_cut=round(float(partial), 4),
            met_cut=round(float(met), 4),
        )
        for point, partial, met in zip(points, partial_cuts, met_cuts, strict=True)
    }
    say_partial, say_met = _best_bounds(unit, models, judged)
    return {
        name: model.model_copy(update={"say_partial": say_partial, "say_met": say_met})
        for name, model in models.items()
    }


def _row(point: MarkingPoint, item: Judged) -> list[float]:
    values = features(point, item.observations)
    return [values[name] for name in FEATURES]


def _fit(
    values: Floats, truth: NDArray[np.int64], weights: Floats, sizes: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """Weighted maximum likelihood with weights >= 0; ``values`` (points, accounts, features)."""
    points, _, width = values.shape

    def unpack(parameters: Floats) -> tuple[Floats, Floats, Floats]:
        partial = parameters[width : width + points]
        return parameters[:width], partial, partial + parameters[width + points :]

    def loss(parameters: Floats) -> float:
        slopes, partial, met = unpack(parameters)
        score = values @ slopes
        at_least_partial = 1.0 / (1.0 + np.exp(-(score - partial[:, None])))
        surely_met = 1.0 / (1.0 + np.exp(-(score - met[:, None])))
        chances = np.stack([1.0 - at_least_partial, at_least_partial - surely_met, surely_met])
        likelihood = np.take_along_axis(chances, truth[None], axis=0)[0]
        spread = sum(
            float(((cut[sizes == size] - cut[sizes == size].mean()) ** 2).sum())
            for cut in (partial, met)
            for size in set(sizes.tolist())
        )
        return (
            -float((weights * np.log(np.maximum(likelihood, 1e-9))).sum())
            + PULL * spread
            + DECAY * float(slopes @ slopes)
        )

    start = np.concatenate([np.ones(width), np.ones(points), np.full(points, 2.0)])
    bounds = [(0.0, None)] * width + [(None, None)] * points + [(GAP, None)] * points
    return unpack(minimize(loss, start, method="L-BFGS-B", bounds=bounds, options={"maxfun": 50_000}).x)


def _best_bounds(unit: Unit, models: dict[str, PointModel], judged: Sequence[Judged]) -> tuple[float, float]:
    """The bounds from which ``partial`` and ``met`` are said, at the best linear-weighted kappa over all points."""
    pairs = [(point, item) for point in unit.marking_points for item in judged]
    chances = [status_probabilities(models[point.id], features(point, item.observations)) for point, item in pairs]
    truth = [item.account.decisions[point.id] for point, item in pairs]
    weights = [item.weight for _, item in pairs]

    def agreement(bounds: tuple[float, float]) -> float:
        update = {"say_partial": bounds[0], "say_met": bounds[1]}
        rule = next(iter(models.values())).model_copy(update=update)
        said = [decide(rule, chance) for chance in chances]
        return linear_kappa(truth, said, ORDER, weights)

    best = max(product(BOUNDS, BOUNDS), key=agreement)
    return round(float(best[0]), 4), round(float(best[1]), 4)
