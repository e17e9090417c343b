"""Which decisions can be compared: those of different people, or of a person and the program, on the same words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES

_PLACE = ["draft", "marking_point"]


def first_decisions(table: pd.DataFrame) -> pd.DataFrame:
    """Each person's first decision on a marking point of a draft: what she thought before anybody disagreed.

    ``table``: as `service.judging.columns` describes it, oldest first.
    """
    return table.drop_duplicates(["assessor", *_PLACE], keep="first")


def pairs_of_people(first: pd.DataFrame) -> pd.DataFrame:
    """Every two people's decisions on the same point of the same draft, whoever came first on the left.

    ``first``: `first_decisions`. Columns: submission, unit, marking_point, assessor and other (ids), one and two
    (statuses' places in their order), source (of the later decision).
    """
    several = first[first.duplicated(_PLACE, keep=False)].assign(turn=lambda rows: np.arange(len(rows)))
    wanted = ["assessor", "status", "source", "turn", *_PLACE]
    both = several.merge(several[wanted], on=_PLACE, suffixes=("", "_two"))
    both = both[both["turn"] < both["turn_two"]]
    return pd.DataFrame(
        {
            "submission": both["submission"],
            "unit": both["unit"],
            "marking_point": both["marking_point"],
            "assessor": both["assessor"],
            "other": both["assessor_two"],
            "one": both["status"].cat.codes,
            "two": both["status_two"].cat.codes,
            "source": both["source_two"],
        }
    )


def in_one_order(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs of people, so that of each two the same one is always on the left."""
    turned = pairs["assessor"].astype(str) > pairs["other"].astype(str)
    swapped = pairs.rename(columns={"assessor": "other", "other": "assessor", "one": "two", "two": "one"})
    return pairs.where(~turned, swapped[pairs.columns], axis=0)


def pairs_with_program(first: pd.DataFrame) -> pd.DataFrame:
    """Decisions beside the suggestion that was hidden from whoever decided; columns as of `pairs_of_people`."""
    hidden = first[(first["knowledge"] == "hidden") & first["suggestion"].notna()]
    return pd.DataFrame(
        {
            "submission": hidden["submission"],
            "unit": hidden["unit"],
            "marking_point": hidden["marking_point"],
            "assessor": hidden["assessor"],
            "one": hidden["status"].cat.codes,
            "two": hidden["suggestion"].cat.codes,
            "source": hidden["source"],
        }
    )


def tables_of(pairs: pd.DataFrame) -> NDArray[np.float64]:
    """One table of agreement for each submission: shape ``(submissions, statuses, statuses)``."""
    statuses = len(STATUSES)
    places, submissions = pd.factorize(pairs["submission"])
    cells = places * statuses**2 + pairs["one"].to_numpy(int) * statuses + pairs["two"].to_numpy(int)
    counted = np.bincount(cells, minlength=len(submissions) * statuses**2)
    return counted.reshape(-1, statuses, statuses).astype(float)
