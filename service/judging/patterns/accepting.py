"""Suggestions in view taken over practically without exception."""

from __future__ import annotations

import numpy as np
import pandas as pd

from service.judging.columns import Knowledge
from service.judging.patterns.expecting import by_colleagues, enough_of_others, expected_status
from service.judging.patterns.looking import Flags, Floats, Found, Looked, examples_of, numbered, people, total
from service.judging.patterns.rarity import fewer_than
from service.judging.patterns.results import PatternId
from service.judging.patterns.settings import settings


def accepts_every_suggestion(rows: pd.DataFrame) -> Looked:
    """``rows``: `first_words`.

    Compared with people who could not see the suggestion; where there are too few of them, with colleagues who could.
    """
    of = settings().patterns.accepts_every_suggestion
    rows = numbered(rows[rows["suggested"] >= 0])
    hidden = (rows["knowledge"] == Knowledge.HIDDEN.value).to_numpy()
    shown = (rows["knowledge"] == Knowledge.SHOWN.value).to_numpy()
    keys, who, suggested = people(rows), rows["who"].to_numpy(), rows["suggested"].to_numpy()
    unseen = enough_of_others(rows, hidden)
    wrong = np.where(unseen[who], _otherwise(rows, learn=hidden), _otherwise(rows, learn=shown))
    differ = rows["given"].to_numpy() != suggested
    decisions, others = total(shown, who, len(keys)), total(shown & differ, who, len(keys))
    expected = total(np.where(shown, wrong, 0.0), who, len(keys))
    submissions = np.bincount(rows[shown].drop_duplicates("work")["who"], minlength=len(keys))
    looked = (submissions >= int(of.least)) & (unseen | enough_of_others(rows, shown))
    found = []
    for place in np.flatnonzero(looked):
        if not fewer_than(int(others[place]), of.ratio.number * expected[place]):
            continue
        own = rows.assign(wrong=wrong)[(who == place) & shown & ~differ]
        found.append(
            Found(
                PatternId.ACCEPTS_EVERY_SUGGESTION,
                keys[place],
                observed=float(1 - others[place] / decisions[place]),
                expected=float(1 - expected[place] / decisions[place]),
                decisions=int(decisions[place]),
                # The most telling: where the suggestion is the most likely to be wrong.
                examples=examples_of(own.sort_values("wrong", ascending=False, kind="stable")),
                figures={
                    "others": int(others[place]),
                    "expected": round(expected[place]),
                    "among": of.among_unseen if unseen[place] else of.among_seen,
                },
            )
        )
    return Looked(PatternId.ACCEPTS_EVERY_SUGGESTION, int(looked.sum()), tuple(found))


def _otherwise(rows: pd.DataFrame, *, learn: Flags) -> Floats:
    """How likely somebody else gives another status than the suggested, by those decisions."""
    likely = by_colleagues(rows, expected_status(rows), learn=learn)
    found: Floats = 1 - likely[np.arange(len(rows)), rows["suggested"].to_numpy()]
    return found
