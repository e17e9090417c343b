"""Decisions against strong evidence, more often than colleagues' decisions and her own severity explain."""

from __future__ import annotations

import numpy as np
import pandas as pd

from service.judging.columns import STATUSES
from service.judging.patterns.expecting import as_severe_as_she, by_colleagues, enough_of_others, expected_status
from service.judging.patterns.looking import Found, Looked, examples_of, numbered, people, total
from service.judging.patterns.rarity import more_than
from service.judging.patterns.results import PatternId
from service.judging.patterns.settings import settings

_NOT, _MET = 0, len(STATUSES) - 1


def against_strong_evidence(rows: pd.DataFrame) -> Looked:
    """``rows``: `first_words`. Counted in submissions, as one text that the program misreads goes wrong throughout."""
    of = settings().patterns.against_strong_evidence
    rows = numbered(rows[rows["probability_met"].notna() & rows["probability_not"].notna()])
    keys, given = people(rows), rows["given"].to_numpy()
    likely = as_severe_as_she(by_colleagues(rows, expected_status(rows)), rows)
    met = rows["probability_met"].to_numpy() >= of.certain.number
    strong = met | (rows["probability_not"].to_numpy() >= of.certain.number)
    opposite = np.where(met, _NOT, _MET)
    against = strong & (given == opposite)
    enough = enough_of_others(rows)
    rows = rows.assign(
        strong=strong,
        against=against,
        chance=np.where(strong, likely[np.arange(len(rows)), opposite], 0.0),
    )
    each = rows[strong].groupby("work").agg(who=("who", "first"), against=("against", "any"), chance=("chance", "sum"))
    who = each["who"].to_numpy()
    submissions, count = np.bincount(who, minlength=len(keys)), total(each["against"].to_numpy(), who, len(keys))
    expected = total(each["chance"].to_numpy(), who, len(keys))
    looked = (submissions >= int(of.least)) & enough
    found = []
    for place in np.flatnonzero(looked):
        tolerated = of.ratio.number * max(expected[place], of.floor.number * submissions[place])
        if not more_than(int(count[place]), tolerated):
            continue
        own = rows[(rows["who"] == place) & rows["against"]]
        found.append(
            Found(
                PatternId.AGAINST_STRONG_EVIDENCE,
                keys[place],
                observed=float(count[place] / submissions[place]),
                expected=float(expected[place] / submissions[place]),
                decisions=int(rows["strong"][rows["who"] == place].sum()),
                examples=examples_of(own.sort_values("chance", kind="stable")),
                figures={
                    "count": int(count[place]),
                    "of": int(submissions[place]),
                    "expected": f"{expected[place]:.1f}",
                },
            )
        )
    return Looked(PatternId.AGAINST_STRONG_EVIDENCE, int(looked.sum()), tuple(found))
