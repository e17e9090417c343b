"""Nearly always the same status, on work on which colleagues would vary."""

from __future__ import annotations

import numpy as np
import pandas as pd

from service.judging.columns import STATUSES
from service.judging.patterns.expecting import by_colleagues, enough_of_others, expected_status
from service.judging.patterns.looking import Found, Looked, examples_of, numbered, people, total
from service.judging.patterns.rarity import fewer_than
from service.judging.patterns.results import PatternId
from service.judging.patterns.settings import settings


def always_the_same(rows: pd.DataFrame) -> Looked:
    """``rows``: `first_words`.

    Where the program suggests nothing in the whole table, colleagues' decisions on the same marking points must do;
    whose learners are better is then not allowed for, and it takes more to be told.
    """
    of = settings().patterns.always_the_same
    alone = bool((rows["suggested"] < 0).all())
    ratio = of.ratio_without_program if alone else of.ratio
    rows = numbered(rows if alone else rows[rows["suggested"] >= 0])
    keys, who, given = people(rows), rows["who"].to_numpy(), rows["given"].to_numpy()
    likely = by_colleagues(rows, np.zeros(len(rows)) if alone else expected_status(rows))
    counted = np.array([total(given == place, who, len(keys)) for place in range(len(STATUSES))])
    usual = counted.argmax(0)
    decisions, others = counted.sum(0), counted.sum(0) - counted.max(0)
    expected = total(1 - likely[np.arange(len(rows)), usual[who]], who, len(keys))
    looked = (_submissions(rows, len(keys)) >= int(of.least)) & enough_of_others(rows)
    found = []
    for place in np.flatnonzero(looked & (others <= (1 - of.share.number) * decisions)):
        if not fewer_than(int(others[place]), ratio.number * expected[place]):
            continue
        # The most telling: where colleagues would most likely have given something else.
        own = rows.assign(odd=1 - likely[np.arange(len(rows)), usual[who]])[who == place]
        telling = own[own["given"] == usual[place]].sort_values("odd", ascending=False, kind="stable")
        found.append(
            Found(
                PatternId.ALWAYS_THE_SAME,
                keys[place],
                observed=float(1 - others[place] / decisions[place]),
                expected=float(1 - expected[place] / decisions[place]),
                decisions=int(decisions[place]),
                examples=examples_of(telling),
                figures={
                    "share": f"{1 - others[place] / decisions[place]:.0%}",
                    "status": STATUSES[usual[place]],
                    "others": int(others[place]),
                    "expected": round(expected[place]),
                    "work": of.work_without_program if alone else of.work,
                },
            )
        )
    return Looked(PatternId.ALWAYS_THE_SAME, int(looked.sum()), tuple(found))


def _submissions(rows: pd.DataFrame, size: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.bincount(rows.drop_duplicates("work")["who"], minlength=size)
