"""How far two statuses agree that are not the same: matrices of weights, 1 for the same."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Weighting: TypeAlias = Literal["identity", "linear", "quadratic", "ordinal"]


@cache
def weights(kind: Weighting, statuses: int) -> NDArray[np.float64]:
    """The weights of ``statuses`` (at least 2) in their order: shape ``(statuses, statuses)``.

    ``ordinal`` counts of how many of all pairs of statuses lie between two (Gwet 2014, *Handbook of Inter-Rater
    Reliability*, section 4.4): of three statuses, neighbours agree by two thirds.
    """
    apart = np.abs(np.subtract.outer(np.arange(statuses), np.arange(statuses))).astype(float)
    far = statuses - 1
    disagreeing = {
        "identity": apart > 0,
        "linear": apart / far,
        "quadratic": (apart / far) ** 2,
        "ordinal": apart * (apart + 1) / (far * statuses),
    }[kind]
    found: NDArray[np.float64] = 1.0 - disagreeing
    found.flags.writeable = False
    return found
