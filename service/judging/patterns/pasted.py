"""Comments pasted over and over, so that hardly a learner gets a word of her own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from service.judging.columns import Source
from service.judging.patterns.likeness import alike
from service.judging.patterns.looking import Looked, numbered
from service.judging.patterns.results import PatternId
from service.judging.patterns.settings import settings
from service.judging.patterns.shares import more_than_colleagues


def pasted_comments(rows: pd.DataFrame) -> Looked:
    """``rows``: `first_words`. A comment bank is good practice: it shows only where nothing else is ever written."""
    of = settings().patterns.pasted_comments
    # Notes in a standardisation exercise are for colleagues.
    to_learners = (rows["comment"].fillna("").str.strip() != "") & (rows["source"] == Source.ASSESSMENT.value)
    written = numbered(rows[to_learners])
    written = written.assign(kind=alike(written["comment"]))
    by_kind = written.drop_duplicates(["who", "kind", "submission"]).groupby(["who", "kind"], sort=False).size()
    copies = by_kind.reindex(pd.MultiIndex.from_frame(written[["who", "kind"]])).to_numpy()
    each = (
        written.assign(copies=copies, repeated=copies >= int(of.copies))
        .groupby("work")
        .agg(
            assessor=("assessor", "first"),
            submission=("submission", "first"),
            decisions=("given", "size"),
            odd=("repeated", "all"),
            copies=("copies", "mean"),
        )
    )
    return more_than_colleagues(
        PatternId.PASTED_COMMENTS,
        each.assign(seldom=np.negative(each["copies"])),
        telling="seldom",
        least=int(of.least),
        tolerated=of.tolerated.number,
    )
