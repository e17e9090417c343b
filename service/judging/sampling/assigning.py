"""Who is to look at what, so that the work is shared evenly and nobody looks at her own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment


def assign(work: Sequence[str], may_look: Mapping[str, frozenset[str]], people: Sequence[str]) -> dict[str, str]:
    """Who looks at each submission of ``work``, as evenly as can be where not everybody may look at everything.

    Each has somebody who may. The n-th submission of a person costs n, so that the least sum is the most even share
    (Harvey, Ladner, Lovász and Tamir 2006); solved exactly as a linear assignment.
    """
    if not work:
        return {}
    turns = len(work)
    allowed = np.array([[person in may_look[one] for person in people] for one in work])
    cost = np.where(allowed[:, :, None], np.arange(1.0, turns + 1), np.inf).reshape(turns, -1)
    rows, columns = linear_sum_assignment(cost)
    return {work[row]: people[column // turns] for row, column in zip(rows, columns, strict=True)}
