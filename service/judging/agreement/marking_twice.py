"""Which submissions to mark a second time so that more can be estimated."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from service.judging.agreement.results import MarkTwice
from service.judging.columns import Source
from service.judging.estimates import Assessor
from service.judging.estimating.estimation import estimation


def mark_twice(first: pd.DataFrame, pairs: pd.DataFrame, people: Mapping[str, Assessor]) -> tuple[MarkTwice, ...]:
    """For each assessor too few of whose submissions somebody else has judged: how many more it takes, and which.

    ``first`` and ``pairs`` as `pairing` makes them. Submissions on which her decisions vary come first, as those that
    are all alike say little; then the latest.
    """
    least = estimation().least_submissions.count
    wanted = []
    assessed = first[first["source"] == Source.ASSESSMENT]
    for assessor, person in people.items():
        hers = assessed[assessed["assessor"] == assessor]
        compared = set(pairs.loc[(pairs["assessor"] == assessor) | (pairs["other"] == assessor), "submission"])
        missing = least - len(compared)
        if missing > 0 and len(hers):
            chosen = _most_telling(hers[~hers["submission"].isin(compared)], missing)
            wanted.append(MarkTwice(assessor=person, compared=len(compared), missing=missing, submissions=chosen))
    return tuple(sorted(wanted, key=lambda one: (one.assessor.name, one.assessor.id)))


def _most_telling(decisions: pd.DataFrame, count: int) -> tuple[str, ...]:
    of_submission = decisions.groupby("submission", sort=False, observed=True)
    told = pd.DataFrame({"kinds": of_submission["status"].nunique(), "last": of_submission["decided_on"].max()})
    return tuple(told.sort_values(["kinds", "last"], ascending=False).index[:count])
