"""Whether the same content in other words earns the same: how many statuses change, and which way.

The same accounts are judged twice, as they were written and rewritten (with typos, in second-language English, as
dictated, …). What an account shows is the same, so that every status that changes is the program's doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypedDict

import numpy as np

from nlp.evaluation.bootstrap import RESAMPLES, FigureRecord, as_record, draw_accounts, estimate, summed
from nlp.evaluation.judged import PredictedAccount
from nlp.evaluation.metrics import Indices, Values, share_of_total


class StatusChanges(TypedDict):
    """Shares of all statuses (accounts times marking points) that differ, that are lower, that are higher.

    ``net``: raised less lowered, so below 0 where the rewriting costs statuses. ``n`` counts statuses.
    """

    changed: FigureRecord
    lowered: FigureRecord
    raised: FigureRecord
    net: FigureRecord


# What each change counts towards, as columns: a status lowered, raised.
_WEIGHTS = {"changed": (1.0, 1.0), "lowered": (1.0, 0.0), "raised": (0.0, 1.0), "net": (-1.0, 1.0)}


def status_changes(
    original: Sequence[PredictedAccount],
    varied: Sequence[PredictedAccount],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> StatusChanges:
    """Compare two judgements of the same accounts, in the same order; intervals by bootstrap over the accounts.

    All figures are None where there are no accounts. Raises ValueError where the two are not of as many accounts.
    """
    counts = [_count(one.decisions, other.decisions) for one, other in zip(original, varied, strict=True)]
    sums = summed(np.array(counts).reshape(-1, 3), draw_accounts(len(counts), seed, resamples))
    statuses = int(sums[0, 2])
    figures = {
        name: as_record(estimate(sums, partial(_share, weights=np.array(weights)), statuses))
        for name, weights in _WEIGHTS.items()
    }
    return StatusChanges(
        changed=figures["changed"], lowered=figures["lowered"], raised=figures["raised"], net=figures["net"]
    )


def _count(original: Indices, varied: Indices) -> list[int]:
    """Statuses of one account that are lower, higher, and how many there are."""
    return [int((varied < original).sum()), int((varied > original).sum()), len(original)]


def _share(sums: Values, weights: Values) -> Values:
    return share_of_total(sums[..., :2] @ weights, sums[..., 2])
