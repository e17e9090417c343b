"""Groups of learners in a simulated centre, and how the program treats them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.judging.columns import GROUP

OTHERS = "others"
"""What learners are called who belong to none of the groups of a dimension."""


@dataclass(frozen=True, slots=True)
class SimulatedGroup:
    """One group.

    ``share``: of all learners; ``quality``: logits by which its work is better; ``favour``: logits by which the program
    sees it better than it is.
    """

    dimension: str
    name: str
    share: float
    quality: float = 0.0
    favour: float = 0.0


@dataclass(frozen=True, slots=True)
class Grouped:
    """Of each submission the names of its groups by column, and the logits that they add; shape ``(submissions,)``."""

    columns: Mapping[str, NDArray[Any]]
    quality: NDArray[np.float64]
    favour: NDArray[np.float64]


def grouped(groups: Sequence[SimulatedGroup], submissions: int, seed: int) -> Grouped:
    """Which groups each learner belongs to; drawn apart, so that a centre without groups stays what it was."""
    random = np.random.default_rng((seed, 1))
    columns: dict[str, NDArray[Any]] = {}
    quality, favour = np.zeros(submissions), np.zeros(submissions)
    for dimension in dict.fromkeys(group.dimension for group in groups):
        of_it = [group for group in groups if group.dimension == dimension]
        shares = [group.share for group in of_it]
        drawn = random.choice(len(of_it) + 1, submissions, p=[*shares, 1 - sum(shares)])
        columns[f"{GROUP}{dimension}"] = np.array([*(group.name for group in of_it), OTHERS])[drawn]
        quality += np.array([*(group.quality for group in of_it), 0.0])[drawn]
        favour += np.array([*(group.favour for group in of_it), 0.0])[drawn]
    return Grouped(columns, quality, favour)
