"""From pairs of decisions to a comparison of two sides."""

from __future__ import annotations

from typing import Any

import pandas as pd

from service.judging.agreement.pairing import tables_of
from service.judging.columns import Source
from service.judging.estimating.intervals import estimate_all


def compared(pairs: pd.DataFrame) -> dict[str, Any]:
    """The fields of a `Comparison`; ``pairs`` as `pairing` makes them."""
    tables = tables_of(pairs)
    estimates = estimate_all(tables, **_weighted(pairs))
    counted = pairs["source"].value_counts()
    return {
        "submissions": len(tables),
        "pairs": len(pairs),
        "sources": {source: int(counted[source]) for source in Source if counted[source]},
        "table": tuple(tuple(int(cell) for cell in row) for row in tables.sum(0)),
        **{name: estimate.shown(len(tables)) for name, estimate in estimates.items()},
    }


def _weighted(pairs: pd.DataFrame) -> dict[str, Any]:
    """The tables in which a place, or a decision, counts one however many people have judged the place."""
    judges = pairs["judges"].to_numpy(float)
    if (judges == 2).all():  # noqa: PLR2004 - then every pair is a place
        return {}
    return {
        "of_places": tables_of(pairs, 2 / (judges * (judges - 1))),
        "of_decisions": tables_of(pairs, 1 / (judges - 1)),
    }
