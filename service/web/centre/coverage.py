"""Coverage of marking points as pictures, one for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.consistency.schemas import CohortProgress, PointCoverage
from service.pictures import Bar, BarGroup, Picture, coverage
from service.spoken import gettext as _
from service.storage.tables.analyses import Status

_ORDER = (Status.MET, Status.PARTIAL, Status.NOT)


def coverage_of(cohorts: Sequence[CohortProgress], titles: Mapping[str, str]) -> list[Picture]:
    """For each unit one picture: its marking points, over all of the cohorts."""
    points = [point for cohort in cohorts for point in cohort.points]
    units = list(dict.fromkeys(point.unit for point in points))
    parts = (_("Met"), _("Partly met"), _("Not met"), _("Not decided yet"))
    return [
        coverage(
            f"coverage-{number}",
            titles.get(unit, unit),
            of=_("Marking point"),
            parts=parts,
            groups=[BarGroup("", tuple(_bars([point for point in points if point.unit == unit])))],
        )
        for number, unit in enumerate(units, start=1)
    ]


def _bars(points: Sequence[PointCoverage]) -> list[Bar]:
    names = dict.fromkeys(point.marking_point for point in points)
    return [Bar(name, _counts([point for point in points if point.marking_point == name])) for name in names]


def _counts(points: Sequence[PointCoverage]) -> tuple[int, ...]:
    given = (sum(point.statuses[status] for point in points) for status in _ORDER)
    return (*given, sum(point.undecided for point in points))
