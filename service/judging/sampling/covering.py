"""Choosing the fewest submissions of which something of everything is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Value: TypeAlias = tuple[str, str]
"""A dimension and which one of it: ``("location", "Leeds")``."""
_SECONDS = 10.0
_TIE = 1e-3
_HALF = 0.5


def cover(
    holds: Mapping[str, frozenset[Value]], score: pd.Series[float], wanted: frozenset[Value], *, most: int
) -> list[str]:
    """As few submissions as can be that together hold as many of the ``wanted`` values as ``most`` of them can.

    Of sets that are equally good the riskiest is taken, by ``score``. ``holds``: what each submission holds. The
    problem is solved exactly (mixed-integer program), within ten seconds.
    """
    candidates = _best_of_each_kind(holds, score, wanted)
    values = sorted({value for name in candidates for value in holds[name] & wanted})
    if not values or most <= 0:
        return []
    place = {value: number for number, value in enumerate(values)}
    cells = [(place[value], column) for column, name in enumerate(candidates) for value in sorted(holds[name] & wanted)]
    rows, columns = np.array(cells).T
    shape = (len(values), len(candidates))
    held = csr_array((np.ones(len(cells)), (rows, columns)), shape=shape).toarray()
    highest = max(1.0, float(score.max()))
    cost = 1 - _TIE * np.array([score[name] for name in candidates]) / highest
    # Leaving one value out costs more than all submissions together.
    without = np.full(len(values), len(candidates) + 1.0)
    room = np.concatenate([np.ones(len(candidates)), np.zeros(len(values))])
    solved = milp(
        np.concatenate([cost, without]),
        integrality=np.ones(sum(shape)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.hstack([held, np.eye(len(values))]), lb=1),
            LinearConstraint(room[None, :], ub=most),
        ],
        options={"time_limit": _SECONDS},
    )
    return [name for name, taken in zip(candidates, solved.x[: len(candidates)], strict=True) if taken > _HALF]


def _best_of_each_kind(
    holds: Mapping[str, frozenset[Value]], score: pd.Series[float], wanted: frozenset[Value]
) -> list[str]:
    """The riskiest of all submissions that hold the same values; of equals the first."""
    best: dict[frozenset[Value], str] = {}
    for name, values in holds.items():
        kind = values & wanted
        if kind and (kind not in best or score[name] > score[best[kind]]):
            best[kind] = name
    return list(best.values())
