"""Somebody's decisions moving up or down beside a yardstick that does not: the agreed standard, or the program."""

from __future__ import annotations

import numpy as np
import pandas as pd

from service.judging.columns import Knowledge
from service.judging.estimates import Names, assessor
from service.judging.patterns.charting import Charted, chart
from service.judging.patterns.expecting import as_severe_as_she, by_colleagues, expected_status
from service.judging.patterns.looking import (
    Floats,
    Found,
    Looked,
    first_words,
    numbered,
    people,
    submissions_of,
    total,
    works,
)
from service.judging.patterns.results import Chart, ChartPoint, PatternId
from service.judging.patterns.settings import settings

_DAY = "%-d %B %Y"


def drift_from_standard(table: pd.DataFrame, names: Names) -> Looked:
    """Beside what people agreed on; ``table``: `service.judging.table.complete`."""
    rows = numbered(first_words(table[table["standard"].notna()]))
    return _drift(PatternId.DRIFT_FROM_STANDARD, rows, rows["standard"].cat.codes.to_numpy().astype(float), names)


def drift_from_program(rows: pd.DataFrame, names: Names) -> Looked:
    """Beside the program, where its suggestion was hidden; ``rows``: `first_words`."""
    hidden = (rows["knowledge"] == Knowledge.HIDDEN.value) & (rows["suggested"] >= 0)
    rows = numbered(rows[hidden])
    return _drift(PatternId.DRIFT_FROM_PROGRAM, rows, expected_status(rows), names)


def _drift(pattern: PatternId, rows: pd.DataFrame, evidence: Floats, names: Names) -> Looked:
    likely = as_severe_as_she(by_colleagues(rows, evidence), rows)
    beside = rows["given"].to_numpy() - likely @ np.arange(likely.shape[1])
    each = works(rows)
    counts = np.bincount(rows["work"], minlength=len(each))
    each = each.assign(
        value=total(beside, rows["work"].to_numpy(), len(each)) / np.maximum(counts, 1),
        decisions=counts,
        at=rows.groupby("work")["decided_on"].max(),
    ).sort_values("at", kind="stable")
    found, charts = [], []
    keys = people(rows)
    for who, own in enumerate(dict(tuple(each.groupby("who"))).values()):
        if len(own) < int(settings().patterns.of(pattern).least):
            continue
        charted = chart(own["value"].to_numpy())
        charts.append(_shown(pattern, keys[who], own, charted, names))
        if len(charted.out()):
            found.append(_told(pattern, keys[who], own, charted))
    return Looked(pattern, len(charts), tuple(found), tuple(charts))


def _shown(pattern: PatternId, key: str, own: pd.DataFrame, charted: Charted, names: Names) -> Chart:
    at = [moment.to_pydatetime() for moment in own["at"]]
    columns = zip(
        at,
        own["submission"].astype(str),
        *(
            series.tolist()
            for series in (
                charted.values,
                charted.ewma,
                charted.low,
                charted.high,
                charted.above,
                charted.below,
            )
        ),
        strict=True,
    )
    fields = ("at", "submission", "value", "ewma", "low", "high", "cusum_high", "cusum_low")
    return Chart(
        assessor=assessor(key, names),
        yardstick=pattern,
        cusum_limit=charted.limit,
        points=tuple(ChartPoint(**dict(zip(fields, cells, strict=True))) for cells in columns),
        signals_at=tuple(at[place] for place in charted.out()),
    )


def _told(pattern: PatternId, key: str, own: pd.DataFrame, charted: Charted) -> Found:
    first, end = charted.stretch
    within = np.zeros(len(own), dtype=bool)
    within[first:end] = True
    observed = float(charted.values[within].mean())
    expected = float(charted.values[~within].mean()) if not within.all() else 0.0
    since, until = (own["at"].iloc[place].to_pydatetime() for place in (first, end - 1))
    telling = own[within].sort_values("value", ascending=not charted.up, kind="stable")
    return Found(
        pattern,
        key,
        observed=observed,
        expected=expected,
        decisions=int(own["decisions"].sum()),
        examples=submissions_of(telling["submission"]),
        figures={
            "since": since.strftime(_DAY),
            "until": until.strftime(_DAY),
            "size": f"{abs(observed - expected):.2f}",
            "direction": "higher" if charted.up else "lower",
        },
        since=since,
        until=until,
    )
