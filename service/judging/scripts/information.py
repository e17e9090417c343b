"""How much a script tells about those who mark it.

On a rating scale the Fisher information that one status gives about the severity of whoever gave it is the variance
of the statuses, counted 0, 1, 2, at that place of the scale (Muraki 1993, *Applied Psychological Measurement* 17(4)).
It is greatest where several statuses are as likely, and nothing where all would give the same.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES
from service.judging.scripts.settings import settings

Floats = NDArray[np.float64]
_SCORES = np.arange(len(STATUSES), dtype=float)


def likely_statuses(probabilities: Floats, given: Floats) -> Floats:
    """How likely each status is held to be, from the program and from people.

    ``probabilities``: the program's, calibrated, on the last axis in the order of `STATUSES`; NaN where there are none.
    ``given``: how many people gave each. The program's are the prior of a Dirichlet distribution over what people give.
    """
    known = np.isfinite(probabilities).all(-1, keepdims=True)
    weight = np.where(known, settings().program_counts_as.value, settings().nothing_known_counts_as.value)
    prior = np.where(known, probabilities, 1 / len(STATUSES)) * weight
    likely: Floats = (prior + given) / (weight + given.sum(-1, keepdims=True))
    return likely


def information(likely: Floats) -> Floats:
    """The variance of the statuses (counted 0, 1, 2) on the last axis: 0 to 1."""
    mean = likely @ _SCORES
    variance: Floats = likely @ _SCORES**2 - mean**2
    return variance.clip(0)


def cubes(candidates: pd.DataFrame) -> tuple[list[str], list[str], Floats, Floats]:
    """Submissions, marking points, and for both of them the program's probabilities and what people gave.

    ``candidates``: one row for each submission and marking point: ``submission``, ``marking_point``,
    ``probability_<status>`` and ``given_<status>``. The arrays have shape ``(submissions, points, 3)``; a point that a
    submission lacks has no probabilities and no decisions.
    """
    rows, submissions = pd.factorize(candidates["submission"].astype(str))
    columns, points = pd.factorize(candidates["marking_point"].astype(str), sort=True)
    shape = (len(submissions), len(points), len(STATUSES))
    probabilities, given = np.full(shape, np.nan), np.zeros(shape)
    probabilities[rows, columns] = candidates[[f"probability_{status}" for status in STATUSES]].to_numpy(float)
    given[rows, columns] = candidates[[f"given_{status}" for status in STATUSES]].to_numpy(float)
    return list(submissions), list(points), probabilities, given
