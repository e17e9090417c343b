"""Fit the map from the expected reflective share to the share that a person counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from criteria_bank.schema import Unit
from nlp.judgement.depth import depth_label, reflective_share
from nlp.judgement.rules import DepthModel
from nlp.training.agreement import linear_kappa
from nlp.training.judged import Judged

# Rounded, so that a share that lies on one of the unit's bounds stays there under the plainest map.
SLOPES = np.arange(0.7, 1.41, 0.05).round(3)
OFFSETS = np.arange(-0.15, 0.151, 0.025).round(3)


def fit_depth(unit: Unit, judged: Sequence[Judged]) -> DepthModel:
    """The slope and offset with the best linear-weighted kappa against the depth that people said."""
    shares = [reflective_share(unit, item.observations) for item in judged]
    truth = [item.account.depth for item in judged]
    weights = [item.weight for item in judged]
    order = ["descriptive", "mixed", "analytical"]

    def agreement(slope: float, offset: float) -> float:
        said = [depth_label(unit, slope * share + offset) for share in shares]
        distance = abs(slope - 1.0) + abs(offset)
        return linear_kappa(truth, said, order, weights) - 0.02 * distance  # among equals, the plainest

    slope, offset = max(product(SLOPES, OFFSETS), key=lambda pair: agreement(*pair))
    return DepthModel(slope=round(float(slope), 4), offset=round(float(offset), 4))
