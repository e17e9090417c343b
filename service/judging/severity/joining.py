"""Which scripts in common would let groups of assessors be compared."""

from __future__ import annotations

from math import ceil

import pandas as pd

from service.judging.estimates import Names, assessor
from service.judging.severity.measures import Compared
from service.judging.severity.results import Link
from service.judging.severity.settings import settings


def links_wanted(first: pd.DataFrame, compared: Compared, names: Names) -> tuple[Link, ...]:
    """For each group but the largest: how many scripts more would join it to that, and which.

    Those on which decisions vary come first, as scripts that are all met say little; then the latest.
    """
    least = settings().least_scripts.count
    judged = first["assessor"].astype(str).value_counts()
    ids = compared.given.ids
    groups = [[ids[member] for member in group.members] for group in compared.groups]
    groups += [[key] for key in sorted(judged.index[judged > 0].difference(pd.Index(ids)))]
    if len(groups) < 2:  # noqa: PLR2004
        return ()
    leading = [max(group, key=lambda key: (judged[key], key)) for group in groups]
    telling = _telling(first)
    found = []
    for group, chosen in zip(groups[1:], leading[1:], strict=True):
        missing = max(1, ceil(least - _held(compared, groups[0], group) - 1e-9))
        both = (assessor(leading[0], names), assessor(chosen, names))
        scripts = _not_yet_shared(telling, leading[0], chosen)[:missing]
        found.append(Link(assessors=both, missing=missing, submissions=tuple(scripts)))
    return tuple(found)


def _held(compared: Compared, one: list[str], other: list[str]) -> float:
    """How many scripts hold two groups together now."""
    place = {key: number for number, key in enumerate(compared.given.ids)}
    rows, columns = ([place[key] for key in group if key in place] for group in (one, other))
    return float(compared.links[rows][:, columns].sum())


def _telling(first: pd.DataFrame) -> pd.DataFrame:
    """Each person's submissions, those that tell most first."""
    told = first.groupby(["assessor", "submission"], observed=True, sort=False).agg(
        kinds=("status", "nunique"), last=("decided_on", "max")
    )
    return told.reset_index().sort_values(["kinds", "last", "submission"], ascending=[False, False, True])


def _not_yet_shared(telling: pd.DataFrame, one: str, other: str) -> list[str]:
    theirs = telling[telling["assessor"].isin([one, other])]
    once = theirs[~theirs["submission"].duplicated(keep=False)]
    return [str(key) for key in once["submission"]]
