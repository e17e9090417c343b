"""From a tidy table of decisions to how far people agree: with each other, and with the program."""

from __future__ import annotations

from typing import Any

import pandas as pd

from service.judging.agreement.awarding import awarding
from service.judging.agreement.breaking_down import break_down, over_time
from service.judging.agreement.comparing import compared
from service.judging.agreement.marking_twice import mark_twice
from service.judging.agreement.pairing import first_decisions, in_one_order, pairs_of_people, pairs_with_program
from service.judging.agreement.results import (
    Agreement,
    AssessorComparison,
    BetweenPeople,
    Comparison,
    PairComparison,
    PointComparison,
    WithProgram,
)
from service.judging.columns import STATUSES
from service.judging.estimates import Names, assessor
from service.judging.estimating.estimation import estimation


def measure(table: pd.DataFrame, names: Names) -> Agreement:
    """Everything that can be said of agreement in a table of decisions; ``names``: of people and cohorts."""
    first = first_decisions(table)
    pairs = pairs_of_people(first)
    return Agreement(
        statuses=STATUSES,
        decisions=len(first),
        submissions=first["submission"].nunique(),
        least_submissions=estimation().least_submissions.count,
        between_people=BetweenPeople(**_in_all_ways(pairs, names), pairs=_people(in_one_order(pairs), names)),
        with_program=_with_program(first, names),
        awarding=awarding(first, names),
        false_discovery=estimation().false_discovery.value,
        mark_twice=mark_twice(first, pairs, {key: assessor(key, names) for key in first["assessor"].unique()}),
    )


def _with_program(first: pd.DataFrame, names: Names) -> WithProgram:
    pairs = pairs_with_program(first)
    seen = first[first["knowledge"] == "shown"]
    return WithProgram(
        **_in_all_ways(pairs, names),
        assessors=tuple(
            AssessorComparison(assessor=assessor(key, names), **compared(group))
            for key, group in _in_order(pairs, "assessor", names)
        ),
        seen=len(seen),
        seen_same=int((seen["status"].cat.codes == seen["suggestion"].cat.codes).sum()),
    )


def _in_all_ways(pairs: pd.DataFrame, names: Names) -> dict[str, Any]:
    """What is told of people with each other and with the program alike."""
    return {
        "overall": Comparison(**compared(pairs)),
        "points": _points(pairs),
        "breakdowns": break_down(pairs, names),
        "over_time": over_time(pairs),
    }


def _points(pairs: pd.DataFrame) -> tuple[PointComparison, ...]:
    return tuple(
        PointComparison(unit=str(unit), marking_point=str(point), **compared(group))
        for (unit, point), group in pairs.groupby(["unit", "marking_point"], observed=True)
    )


def _people(pairs: pd.DataFrame, names: Names) -> tuple[PairComparison, ...]:
    return tuple(
        PairComparison(assessors=(assessor(one, names), assessor(other, names)), **compared(group))
        for one, of_one in _in_order(pairs, "assessor", names)
        for other, group in _in_order(of_one, "other", names)
    )


def _in_order(pairs: pd.DataFrame, column: str, names: Names) -> list[tuple[str, pd.DataFrame]]:
    groups: list[tuple[Any, pd.DataFrame]] = list(pairs.groupby(column, sort=False, observed=True))
    return sorted(groups, key=lambda group: (names.get(group[0], ""), str(group[0])))
