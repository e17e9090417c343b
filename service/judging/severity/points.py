"""How hard the marking points of each unit are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from service.judging.estimates import Estimate
from service.judging.severity.comparisons import points_compared
from service.judging.severity.measures import Compared, Placed, compare
from service.judging.severity.results import PointDifficulty
from service.judging.severity.settings import settings

Point: TypeAlias = tuple[str, str]
"""A unit and a marking point."""


def place_points(first: pd.DataFrame) -> Mapping[Point, Placed]:
    """Where each marking point lies among those of its unit, whose mean is 0."""
    found: dict[Point, Placed] = {}
    for unit, rows in first.groupby("unit", observed=True, sort=True):
        compared = compare(points_compared(rows), "point")
        for point in sorted(rows["marking_point"].astype(str).unique()):
            found[str(unit), point] = _placed(compared, point)
    return found


def _placed(compared: Compared, point: str) -> Placed:
    placed = compared.placed.get(point)
    if placed is None:
        return Placed(0, 0, Estimate(why_not=settings().sentence("point", "alone")))
    if placed.scaled and placed.group:
        return Placed(placed.group, placed.submissions, Estimate(why_not=settings().sentence("point", "apart")))
    return placed


def difficulties(
    first: pd.DataFrame,
    placed: Mapping[Point, Placed],
    fits: Mapping[Point, tuple[float | None, float | None]],
) -> tuple[PointDifficulty, ...]:
    """All marking points, unit by unit, the hardest first. ``fits``: infit and outfit."""
    on = first.groupby(["unit", "marking_point"], observed=True)["submission"]
    decisions, submissions = on.size().to_dict(), on.nunique().to_dict()
    found = []
    for (unit, point), one in placed.items():
        infit, outfit = fits.get((unit, point), (None, None))
        found.append(
            PointDifficulty(
                unit=unit,
                marking_point=point,
                measure=one.measure,
                standard_error=one.error,
                infit=infit,
                outfit=outfit,
                decisions=decisions[unit, point],
                submissions=submissions[unit, point],
            )
        )
    return tuple(sorted(found, key=_hardest))


def _hardest(one: PointDifficulty) -> tuple[str, bool, float, str]:
    value = one.measure.value
    return one.unit, value is None, -(value or 0), one.marking_point
