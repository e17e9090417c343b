"""Decisions sooner after opening a text than it can be read."""

from __future__ import annotations

import pandas as pd

from service.judging.patterns.looking import Looked, numbered
from service.judging.patterns.results import PatternId
from service.judging.patterns.settings import settings
from service.judging.patterns.shares import more_than_colleagues


def too_fast(rows: pd.DataFrame) -> Looked:
    """``rows``: `first_words`.

    The time goes from when she first opened the text to her last decision on it, so that deciding, commenting and
    coming back the next day all count as reading.
    """
    of = settings().patterns.too_fast
    known = numbered(rows[rows["opened_on"].notna() & (rows["words"] > 0)])
    each = known.groupby("work").agg(
        who=("who", "first"),
        assessor=("assessor", "first"),
        submission=("submission", "first"),
        words=("words", "first"),
        opened=("opened_on", "min"),
        decided=("decided_on", "max"),
        decisions=("given", "size"),
    )
    minutes = (each["decided"] - each["opened"]).dt.total_seconds() / 60
    each = each.assign(share=minutes * of.words_a_minute.number / each["words"])
    # Of a later draft she reads what has changed; and what was decided before it was opened was entered afterwards.
    new = ~each.sort_values("decided").duplicated(["who", "submission"]).reindex(each.index)
    each = each[new & (minutes >= 0)]
    return more_than_colleagues(
        PatternId.TOO_FAST,
        each.assign(odd=each["share"] < 1),
        telling="share",
        least=int(of.least),
        tolerated=of.tolerated.number,
        figures={"speed": int(of.words_a_minute)},
    )
