"""The program's suggestions, each beside the first decision of somebody who could not see it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import Knowledge, Source
from service.judging.table import groups_of, protected_of

PROBABILITIES = ["probability_not", "probability_partial", "probability_met"]


def compared(table: pd.DataFrame) -> pd.DataFrame:
    """One row for each suggestion on a marking point of a draft, however many people decided on it.

    Contested decisions are left out: they were picked for what they say. Columns: ``one`` and ``two`` (places of the
    decision's and the suggestion's status in their order), ``cluster`` (whose work it is, from 0; the submission where
    no learner is known), ``judges`` (a person and the program), ``submission``, ``draft``, ``source``, the
    probabilities, and the groups.
    """
    blind = (table["knowledge"] == Knowledge.HIDDEN) & table["suggestion"].notna() & (table["source"] != Source.CONTEST)
    first = table[blind].drop_duplicates(["draft", "marking_point"], keep="first")
    kept = first[["submission", "draft", "source", *PROBABILITIES, *groups_of(table), *protected_of(table)]]
    return kept.assign(
        one=first["status"].cat.codes.astype(int),
        two=first["suggestion"].cat.codes.astype(int),
        cluster=_clusters(first),
        judges=2,
    ).reset_index(drop=True)


def _clusters(rows: pd.DataFrame) -> NDArray[np.int_]:
    learner, submission = rows["learner"].cat.codes.to_numpy(int), rows["submission"].cat.codes.to_numpy(int)
    apart = len(rows["learner"].cat.categories)
    return np.unique(np.where(learner < 0, apart + submission, learner), return_inverse=True)[1]
