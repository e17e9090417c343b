"""Control charts as pictures: a point a week, so that a year fits on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel import Locale
from babel.dates import format_date

from service.judging.estimates import Assessor
from service.judging.patterns.results import Chart, ChartPoint, PatternId, Patterns
from service.pictures import DECIMAL, Observation, Picture, series
from service.spoken import gettext as _

_MOST = 6
_DRIFTS = (PatternId.DRIFT_FROM_STANDARD, PatternId.DRIFT_FROM_PROGRAM)


@dataclass(frozen=True, slots=True)
class Charted:
    """The charts of one person beside one yardstick."""

    assessor: Assessor
    yardstick: PatternId
    pictures: tuple[Picture, ...]


def charts_of(patterns: Patterns, person: str, language: str) -> tuple[list[Charted], int]:
    """The charts of the person with this id, or of whoever moves; and how many more there are."""
    drifting = {(signal.assessor.id, signal.pattern) for signal in patterns.signals if signal.pattern in _DRIFTS}
    wanted = [
        chart
        for chart in patterns.charts
        if (chart.assessor.id == person if person else (chart.assessor.id, chart.yardstick) in drifting)
    ]
    wanted.sort(key=lambda chart: (chart.assessor.name, chart.assessor.id, chart.yardstick))
    return [_drawn(chart, place, language) for place, chart in enumerate(wanted[:_MOST])], len(wanted[_MOST:])


def _drawn(chart: Chart, place: int, language: str) -> Charted:
    average = series(
        f"average-{place}",
        _("Moving average (EWMA)"),
        _weekly(chart.points, lambda point: point.ewma, lambda point: (point.low, point.high), language),
        of=_("Week of"),
        figure=_("Distance from the yardstick, in statuses"),
        form=DECIMAL,
        middle=(_("Her usual distance"), _middle(chart.points)),
    )
    sums = series(
        f"sums-{place}",
        _("Cumulative sums (CUSUM)"),
        _weekly(chart.points, _farther, lambda _point: (-chart.cusum_limit, chart.cusum_limit), language),
        of=_("Week of"),
        figure=_("Sum of what lies higher (above 0) or lower (below 0) than usual"),
        form=DECIMAL,
        middle=(_("As usual"), 0.0),
    )
    return Charted(chart.assessor, chart.yardstick, (average, sums))


def _middle(points: tuple[ChartPoint, ...]) -> float:
    return (points[0].low + points[0].high) / 2


def _farther(point: ChartPoint) -> float:
    return point.cusum_high if point.cusum_high >= point.cusum_low else -point.cusum_low


def _weekly(
    points: Iterable[ChartPoint],
    value: Callable[[ChartPoint], float],
    limits: Callable[[ChartPoint], tuple[float, float]],
    language: str,
) -> list[Observation]:
    """Of each week the point that goes farthest, named by its Monday."""
    found = []
    for (year, week), few in groupby(points, key=lambda point: point.at.isocalendar()[:2]):
        farthest = max(few, key=lambda point: abs(value(point) - sum(limits(point)) / 2))
        monday = date.fromisocalendar(year, week, 1)
        label = format_date(monday, "d MMM y", locale=Locale.parse(language, sep="-"))
        found.append(Observation(label, value(farthest), *limits(farthest)))
    return found
