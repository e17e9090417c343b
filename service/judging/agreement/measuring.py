"""From a tidy table of decisions to how far people agree: with each other, and with the program."""

from __future__ import annotations

from typing import Any

import pandas as pd

from service.judging.agreement.marking_twice import mark_twice
from service.judging.agreement.pairing import (
    first_decisions,
    in_one_order,
    pairs_of_people,
    pairs_with_program,
    tables_of,
)
from service.judging.agreement.results import (
    Agreement,
    AssessorComparison,
    BetweenPeople,
    Comparison,
    PairComparison,
    PointComparison,
    WithProgram,
)
from service.judging.columns import STATUSES, Source
from service.judging.estimates import Estimate, Names, assessor
from service.judging.estimating.intervals import Estimated, estimate_all, estimation


def measure(table: pd.DataFrame, names: Names) -> Agreement:
    """Everything that can be said of agreement in a table of decisions; ``names``: of all who decided."""
    first = first_decisions(table)
    pairs = pairs_of_people(first)
    return Agreement(
        statuses=STATUSES,
        decisions=len(first),
        submissions=first["submission"].nunique(),
        least_submissions=estimation().least_submissions.count,
        between_people=BetweenPeople(
            overall=Comparison(**_compared(pairs)), points=_points(pairs), pairs=_people(in_one_order(pairs), names)
        ),
        with_program=_with_program(first, names),
        mark_twice=mark_twice(first, pairs, {key: assessor(key, names) for key in first["assessor"].unique()}),
    )


def _with_program(first: pd.DataFrame, names: Names) -> WithProgram:
    pairs = pairs_with_program(first)
    seen = first[first["knowledge"] == "shown"]
    return WithProgram(
        overall=Comparison(**_compared(pairs)),
        points=_points(pairs),
        assessors=tuple(
            AssessorComparison(assessor=assessor(key, names), **_compared(group))
            for key, group in _in_order(pairs, "assessor", names)
        ),
        seen=len(seen),
        seen_same=int((seen["status"].cat.codes == seen["suggestion"].cat.codes).sum()),
    )


def _points(pairs: pd.DataFrame) -> tuple[PointComparison, ...]:
    return tuple(
        PointComparison(unit=str(unit), marking_point=str(point), **_compared(group))
        for (unit, point), group in pairs.groupby(["unit", "marking_point"], observed=True)
    )


def _people(pairs: pd.DataFrame, names: Names) -> tuple[PairComparison, ...]:
    return tuple(
        PairComparison(assessors=(assessor(one, names), assessor(other, names)), **_compared(group))
        for one, of_one in _in_order(pairs, "assessor", names)
        for other, group in _in_order(of_one, "other", names)
    )


def _in_order(pairs: pd.DataFrame, column: str, names: Names) -> list[tuple[str, pd.DataFrame]]:
    groups: list[tuple[Any, pd.DataFrame]] = list(pairs.groupby(column, sort=False, observed=True))
    return sorted(groups, key=lambda group: (names.get(group[0], ""), str(group[0])))


def _compared(pairs: pd.DataFrame) -> dict[str, Any]:
    """The fields of a `Comparison`."""
    tables = tables_of(pairs)
    counted = pairs["source"].value_counts()
    estimates = estimate_all(tables)
    return {
        "submissions": len(tables),
        "pairs": len(pairs),
        "sources": {source: int(counted[source]) for source in Source if counted[source]},
        "table": tuple(tuple(int(cell) for cell in row) for row in tables.sum(0)),
        **{name: _shown(estimate, len(tables)) for name, estimate in estimates.items()},
    }


def _shown(estimate: Estimated, submissions: int) -> Estimate:
    why = estimation().sentence(estimate.why, submissions) if estimate.why else None
    return Estimate(value=estimate.value, low=estimate.low, high=estimate.high, why_not=why)
