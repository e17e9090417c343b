"""The same comparison for each unit, cohort and group of learners, and over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from service.judging.agreement.comparing import compared
from service.judging.agreement.results import Breakdown, GroupComparison
from service.judging.columns import GROUP
from service.judging.estimates import Names
from service.judging.estimating.estimation import estimation
from service.judging.table import groups_of

_OF_TIME = {"month": "%Y-%m", "quarter": "%Y-Q%q"}
_ZONE = "Europe/London"
_MOSTLY = 0.5


def break_down(pairs: pd.DataFrame, names: Names) -> tuple[Breakdown, ...]:
    """By unit, cohort and each group that the table has, where there are two or more.

    ``pairs``: as `pairing` makes them; ``names``: of cohorts by their ids, as far as they have some.
    """
    found = [_by(column, pairs, names) for column in ("unit", "cohort", *groups_of(pairs))]
    return tuple(one for one in found if len(one.groups) + one.too_small > 1)


def over_time(pairs: pd.DataFrame) -> Breakdown | None:
    """By month where at least every other month has enough submissions, otherwise by quarter (Europe/London).

    None where all is of one month or quarter.
    """
    days = pairs["decided_on"].dt.tz_convert(_ZONE).dt.tz_localize(None)
    by, times = next(
        (by, times) for by, times in _times(days) if by == "quarter" or _mostly_enough(pairs["submission"], times)
    )
    if times.nunique() < 2:  # noqa: PLR2004 - one is no course
        return None
    return Breakdown(
        by=by,
        groups=tuple(
            GroupComparison(group=label, name=label, **compared(rows))
            for time, rows in pairs.groupby(times)
            for label in [pd.Period(time).strftime(_OF_TIME[by])]
        ),
    )


def _times(days: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    for by in _OF_TIME:
        yield by, days.dt.to_period(by[0].upper())


def _mostly_enough(submissions: pd.Series, times: pd.Series) -> bool:
    counts = submissions.groupby(times).nunique()
    return bool((counts >= estimation().least_submissions.count).mean() > _MOSTLY) if len(counts) else False


def _by(column: str, pairs: pd.DataFrame, names: Names) -> Breakdown:
    groups = _groups(column, pairs)
    # Units and cohorts are known to everybody; what learners are is theirs.
    small = _too_small(groups) if column.startswith(GROUP) else set[str | None]()
    shown = [
        GroupComparison(group=key, name=None if key is None else names.get(key, key), **compared(rows))
        for key, rows in groups.items()
        if key not in small
    ]
    ordered = sorted(shown, key=lambda one: (one.group is None, one.name or "", one.group or ""))
    return Breakdown(by=column.removeprefix(GROUP), groups=tuple(ordered), too_small=len(small))


def _groups(column: str, pairs: pd.DataFrame) -> dict[str | None, pd.DataFrame]:
    """The pairs of each group; those of which it is not recorded under None."""
    known: dict[str | None, pd.DataFrame] = {
        str(group): rows for group, rows in pairs.groupby(column, observed=True, sort=False)
    }
    unknown = pairs[pairs[column].isna()]
    return known | ({None: unknown} if len(unknown) else {})


def _too_small(groups: Mapping[str | None, pd.DataFrame]) -> set[str | None]:
    """Groups of few learners; with one alone the next, as what is left of all would be that one."""
    learners = {group: rows["learner"].nunique() or rows["submission"].nunique() for group, rows in groups.items()}
    by_size = sorted(learners, key=learners.__getitem__)
    small = [group for group in by_size if learners[group] < estimation().least_learners.count]
    return set(by_size[:2] if len(small) == 1 else small)
