"""Whether the program does as well on the work of one group as on that of others.

A program that treats all alike still differs from people more often upwards on weak work and downwards on strong work,
as what it takes a status too low or too high can only be the other way at the ends. So a group is compared with others
whose work is about as good, by the mean of what people and the program gave: sorting by either alone would bring the
difference about (Bland and Altman 1986, *The Lancet* 327).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import GROUP, PROTECTED
from service.judging.estimates import Estimate
from service.judging.estimating.resampling import resampled_sums
from service.judging.estimating.standing_out import standing_out
from service.judging.program.resampling import Floats, by_cluster, of_share, ratio, with_interval
from service.judging.program.results import Dimension, GroupFigures
from service.judging.program.rules import rules
from service.judging.program.suppression import rounded, suppressed
from service.judging.table import groups_of, protected_of

_UNKNOWN = -1
"""The code of those of whom a group is not recorded."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over decisions, by level of the work: shape ``(…, levels)``; ``agreed`` over all levels: ``(…,)``."""

    count: Floats
    leaning: Floats
    agreed: Floats

    @staticmethod
    def of(columns: Floats) -> _Sums:
        levels = (columns.shape[-1] - 1) // 2
        return _Sums(columns[..., :levels], columns[..., levels:-1], columns[..., -1])


_Both: TypeAlias = tuple[_Sums, _Sums]
"""As they are, and in each resample."""


@dataclass(frozen=True, slots=True)
class _Parted:
    """The groups of one dimension by their codes: names, numbers of learners, and which are shown."""

    column: str
    codes: NDArray[np.integer[Any]]
    names: Mapping[int, str | None]
    learners: Mapping[int, int]
    shown: tuple[int, ...]

    @property
    def parts(self) -> bool:
        """Whether there is anything to compare: two groups that somebody belongs to."""
        return sum(count > 0 for count in self.learners.values()) > 1


def dimensions(rows: pd.DataFrame) -> tuple[Dimension, ...]:
    """All ways in which learners and accounts differ, of ``rows`` (`comparing.compared`)."""
    if rows.empty:
        return ()
    columns, clusters = _columns(rows), rows["cluster"].to_numpy(int)
    parted = [one for one in (_parted(rows, name) for name in (*groups_of(rows), *protected_of(rows))) if one.parts]
    shown = [one.codes == group for one in parted for group in one.shown]
    sums = [by_cluster(columns * of_group[:, None], clusters) for of_group in (np.ones(len(rows), bool), *shown)]
    drawn = np.split(resampled_sums(np.hstack(sums)), len(sums), axis=1)
    everybody, *groups = [
        (_Sums.of(each.sum(0)), _Sums.of(resampled)) for each, resampled in zip(sums, drawn, strict=True)
    ]
    figures = iter(groups)
    return _marked(
        [_dimension(one, rows, {group: (next(figures), everybody) for group in one.shown}) for one in parted]
    )


def _columns(rows: pd.DataFrame) -> Floats:
    """What is summed: how many, by level; suggestion less decision, by level; whether they are the same."""
    one, two = rows["one"].to_numpy(float), rows["two"].to_numpy(float)
    inside = (_levels(rows)[:, None] == np.arange(rules().levels.count)).astype(float)
    return np.hstack([inside, inside * (two - one)[:, None], (one == two).astype(float)[:, None]])


def _levels(rows: pd.DataFrame) -> NDArray[np.int_]:
    """How good the work is that each row is on, from 0: parts of about equal size."""
    level = ((rows["one"] + rows["two"]) / 2).groupby(rows["draft"], observed=True).transform("mean").to_numpy(float)
    inner = np.arange(1, rules().levels.count) / rules().levels.count
    found: NDArray[np.int_] = np.searchsorted(np.unique(np.quantile(level, inner)), level, side="left")
    return found


def _parted(rows: pd.DataFrame, name: str) -> _Parted:
    """The groups of a dimension. Of one that is left out nothing is computed, so that nothing of it can be told."""
    values = rows[name].astype("category")
    codes, clusters = values.cat.codes.to_numpy(int), rows["cluster"].to_numpy(int)
    names = dict(enumerate(map(str, values.cat.categories))) | ({_UNKNOWN: None} if (codes < 0).any() else {})
    learners = {group: len(np.unique(clusters[codes == group])) for group in names}
    hidden = suppressed(learners, rules().least_learners.count)
    return _Parted(name, codes, names, learners, tuple(group for group in names if group not in hidden))


def _dimension(parted: _Parted, rows: pd.DataFrame, shown: Mapping[int, tuple[_Both, _Both]]) -> Dimension:
    everybody = int(rows["cluster"].nunique())
    return Dimension(
        dimension=parted.column.removeprefix(GROUP).removeprefix(PROTECTED),
        protected=parted.column.startswith(PROTECTED),
        groups=tuple(
            _figures(
                name,
                rows["submission"][parted.codes == group].nunique(),
                *shown[group],
                learners=parted.learners[group],
                others=everybody - parted.learners[group],
            )
            if group in shown
            else _left_out(name)
            for group, name in parted.names.items()
        ),
    )


def _left_out(name: str | None) -> GroupFigures:
    why = rules().unknown("suppressed", least=rules().least_learners.count)
    return GroupFigures(group=name, submissions=None, suppressed=True, agreement=why, leaning=why, difference=why)


def _figures(
    name: str | None, submissions: int, group: _Both, everybody: _Both, *, learners: int, others: int
) -> GroupFigures:
    """Agreement, leaning and difference of one group."""
    agreed = [ratio(each.agreed, each.count.sum(-1)) for each in group]
    leaning = [ratio(each.leaning.sum(-1), each.count.sum(-1)) for each in group]
    agreement = of_share(float(agreed[0]), agreed[1], learners)
    if agreement.value == 1.0:
        leans = difference = rules().unknown("never_differed", submissions)
    else:
        leans = with_interval(float(leaning[0]), leaning[1], learners)
        difference = _difference(group, everybody, min(learners, others))
    return GroupFigures(
        group=name,
        submissions=rounded(submissions, rules().round_to.count),
        suppressed=False,
        agreement=_blunted(agreement),
        leaning=_blunted(leans),
        difference=_blunted(difference),
    )


def _difference(group: _Both, everybody: _Both, learners: int) -> Estimate:
    """The group's leaning less the others', each level weighing as much as the group has work of it."""
    matched = group[0].count[everybody[0].count > group[0].count].sum()
    if learners < rules().least_learners.count or matched < rules().least_matched.share * group[0].count.sum():
        return rules().unknown("unmatched")
    value, drawn = (_apart(one, whole) for one, whole in zip(group, everybody, strict=True))
    return with_interval(float(value), drawn, learners)


def _apart(group: _Sums, everybody: _Sums) -> Floats:
    others = everybody.count - group.count
    both = (others > 0) & (group.count > 0)
    apart = ratio(group.leaning, group.count) - ratio(everybody.leaning - group.leaning, others)
    weights = np.where(both, group.count, 0.0)
    return ratio((weights * np.where(both, apart, 0.0)).sum(-1), weights.sum(-1))


def _blunted(estimate: Estimate) -> Estimate:
    """To two decimals, its interval outwards, so that no number of people can be worked out from it."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return estimate
    low, high = np.floor(100 * estimate.low) / 100, np.ceil(100 * estimate.high) / 100
    return Estimate(value=round(estimate.value, 2), low=float(low), high=float(high))


def _marked(found: list[Dimension]) -> tuple[Dimension, ...]:
    """The same, saying which groups stand out; the more groups there are, the more it takes."""
    every = [group for dimension in found for group in dimension.groups]
    out = iter(standing_out([(group.difference, 0.0) for group in every], rules().level.value))
    return tuple(
        dimension.model_copy(
            update={"groups": tuple(group.model_copy(update={"stands_out": next(out)}) for group in dimension.groups)}
        )
        for dimension in found
    )
