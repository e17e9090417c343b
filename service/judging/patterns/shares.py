"""Patterns that show on single submissions, on more of hers than on colleagues'."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from service.judging.patterns.looking import Found, Looked, submissions_of, total
from service.judging.patterns.rarity import more_often
from service.judging.patterns.results import PatternId


def more_than_colleagues(
    pattern: PatternId,
    each: pd.DataFrame,
    *,
    telling: str,
    least: int,
    tolerated: float,
    figures: Mapping[str, object] | None = None,
) -> Looked:
    """Who shows the pattern on more submissions than is tolerated, and than colleagues do.

    ``each``: one row for each draft that somebody decided on, with ``assessor``, ``submission``, ``decisions``, ``odd``
    (whether it shows the pattern) and the column ``telling``, the lower the more telling.
    """
    who, found_keys = pd.factorize(each["assessor"])
    keys = [str(key) for key in found_keys]
    odd = each["odd"].to_numpy(bool)
    of, count = np.bincount(who, minlength=len(keys)), total(odd, who, len(keys))
    others = (odd.sum() - count) / np.maximum(len(each) - of, 1)
    looked = of >= least
    found = []
    for place in np.flatnonzero(looked):
        if not more_often(int(count[place]), int(of[place]), max(tolerated, others[place])):
            continue
        own = each[(who == place) & odd].sort_values(telling, kind="stable")
        found.append(
            Found(
                pattern,
                keys[place],
                observed=float(count[place] / of[place]),
                expected=float(others[place]),
                decisions=int(each["decisions"][who == place].sum()),
                examples=submissions_of(own["submission"]),
                figures={
                    "count": int(count[place]),
                    "of": int(of[place]),
                    "expected": f"{others[place]:.0%}",
                    **(figures or {}),
                },
            )
        )
    return Looked(pattern, int(looked.sum()), tuple(found))
