"""Decisions beside those of colleagues on the same words."""

from __future__ import annotations

import pandas as pd

from service.judging.agreement.pairing import PLACE, judged_by_several
from service.judging.agreement.results import Differing
from service.judging.columns import STATUSES

_MET = STATUSES.index("met")


def beside_colleagues(first: pd.DataFrame) -> pd.DataFrame:
    """The first decisions that colleagues have made too, with what these gave, numbered from 0.

    Columns besides: place (number of the marking point of a draft), given (place of the status), met (1 or 0), theirs
    (share of colleagues who gave `met`), by_chance (share of all who judged the place), apart (her status less the mean
    of theirs, in statuses).
    """
    several = judged_by_several(first).reset_index(drop=True)
    given = several["status"].cat.codes.astype(int)
    rows = several.assign(given=given, met=(given == _MET).astype(float))
    places = rows.groupby(PLACE, observed=True)
    met, total = places["met"].transform("sum"), places["given"].transform("sum")
    return rows.assign(
        place=places.ngroup(),
        theirs=(met - rows["met"]) / (rows["judges"] - 1),
        by_chance=met / rows["judges"],
        apart=given - (total - given) / (rows["judges"] - 1),
    )


class Colleagues:
    """What colleagues gave where somebody decided."""

    def __init__(self, beside: pd.DataFrame) -> None:
        """``beside``: as `beside_colleagues` makes it."""
        self._rows = beside.groupby("place").indices
        self._places, self._given = beside["place"].to_numpy(), beside["given"].to_numpy()
        self._submissions = beside["submission"].astype(str).to_numpy()

    def on(self, row: int) -> Differing:
        """Her status and theirs, of the decision with this number."""
        others = [self._given[other] for other in self._rows[self._places[row]] if other != row]
        return Differing(
            submission=self._submissions[row],
            hers=STATUSES[self._given[row]],
            theirs=tuple(STATUSES[given] for given in others),
        )
