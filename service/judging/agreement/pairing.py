"""Which decisions can be compared: those of different people, or of a person and the program, on the same words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES
from service.judging.table import groups_of

PLACE = ["draft", "marking_point"]
"""What a decision is on: a marking point of certain words."""
_OF_THE_WORK = ("submission", "unit", "marking_point", "learner", "cohort")


def first_decisions(table: pd.DataFrame) -> pd.DataFrame:
    """Each person's first decision on a marking point of a draft: what she thought before anybody disagreed.

    ``table``: as `service.judging.columns` describes it, oldest first.
    """
    return table.drop_duplicates(["assessor", *PLACE], keep="first")


def judged_by_several(first: pd.DataFrame) -> pd.DataFrame:
    """The first decisions on places that several people have judged, and how many: a column ``judges``."""
    several = first[first.duplicated(PLACE, keep=False)]
    return several.assign(judges=several.groupby(PLACE, observed=True)["status"].transform("size").astype(int))


def pairs_of_people(first: pd.DataFrame) -> pd.DataFrame:
    """Every two people's decisions on the same point of the same draft, whoever came first on the left.

    ``first``: `first_decisions`. Columns: submission, unit, marking_point, learner, cohort and groups of the work;
    assessor and other (ids); one and two (statuses' places in their order); judges (how many have judged the place);
    source and decided_on (of the later decision).
    """
    several = judged_by_several(first).assign(turn=lambda rows: np.arange(len(rows)))
    wanted = ["assessor", "status", "source", "decided_on", "turn", *PLACE]
    both = several.merge(several[wanted], on=PLACE, suffixes=("", "_two"))
    both = both[both["turn"] < both["turn_two"]]
    later = {
        "other": both["assessor_two"],
        "two": both["status_two"].cat.codes,
        "source": both["source_two"],
        "decided_on": both["decided_on_two"],
    }
    return _pairs(both, later, both["judges"])


def in_one_order(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs of people, so that of each two the same one is always on the left."""
    turned = pairs["assessor"].astype(str) > pairs["other"].astype(str)
    swapped = pairs.assign(assessor=pairs["other"], other=pairs["assessor"], one=pairs["two"], two=pairs["one"])
    return pd.concat([pairs[~turned], swapped[turned]])


def pairs_with_program(first: pd.DataFrame) -> pd.DataFrame:
    """Decisions beside the suggestion that was hidden from whoever decided; columns as of `pairs_of_people`."""
    hidden = first[(first["knowledge"] == "hidden") & first["suggestion"].notna()]
    own = {
        "two": hidden["suggestion"].cat.codes,
        "source": hidden["source"],
        "decided_on": hidden["decided_on"],
    }
    return _pairs(hidden, own, 2)


def tables_of(pairs: pd.DataFrame, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """One table of agreement for each submission: shape ``(submissions, statuses, statuses)``.

    ``weights``: what each pair counts; one where they are left out.
    """
    statuses = len(STATUSES)
    places, submissions = pd.factorize(pairs["submission"])
    cells = places * statuses**2 + pairs["one"].to_numpy(int) * statuses + pairs["two"].to_numpy(int)
    counted = np.bincount(cells, weights=weights, minlength=len(submissions) * statuses**2)
    return counted.reshape(-1, statuses, statuses).astype(float)


def _pairs(rows: pd.DataFrame, other: dict[str, pd.Series], judges: pd.Series | int) -> pd.DataFrame:
    of_the_work = {name: rows[name] for name in (*_OF_THE_WORK, *groups_of(rows))}
    hers = {"assessor": rows["assessor"], "one": rows["status"].cat.codes}
    return pd.DataFrame(of_the_work | hers | other | {"judges": judges})
