"""Patterns that were looked for, and the control charts of those whose charts signal."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit_reports.exhibits import Exhibit, Section, drawn
from service.audit_reports.wording import day, wording
from service.judging.patterns.results import Chart, Patterns
from service.pictures import DECIMAL, Observation, Table, series

_MOST_CHARTS = 6


def sections(patterns: Patterns) -> Iterator[Section]:
    """What was looked for, where, how often it fires where nothing is wrong; and charts that signal."""
    words = wording().sections["patterns"]
    signalling = [chart for chart in patterns.charts if chart.signals_at]
    charts = tuple(_chart(place, chart) for place, chart in enumerate(signalling[:_MOST_CHARTS]))
    yield Section("patterns", words.title, (words.lead,), (_looked_for(patterns), *charts))


def _looked_for(patterns: Patterns) -> Exhibit:
    words = wording().sections["patterns"].words
    signals = [signal.pattern for signal in patterns.signals]
    head = tuple(words[name] for name in ("pattern", "assessors", "signals", "false_alarms"))
    rows = tuple(
        (
            one.meaning if one.assessors or not one.why_not else f"{one.meaning} {one.why_not}",
            str(one.assessors),
            str(signals.count(one.pattern)),
            f"{100 * one.false_alarms:.1f}%",
        )
        for one in patterns.looked_for
    )
    return Exhibit("patterns-looked-for", words["looked_for"], Table(head, rows))


def _chart(place: int, chart: Chart) -> Exhibit:
    words = wording().sections["patterns"].words
    seen = [Observation(day(point.at), point.ewma, point.low, point.high) for point in chart.points]
    picture = series(
        f"chart-{place}",
        words[chart.yardstick.value].format(assessor=chart.assessor.name),
        seen,
        of=words["when"],
        figure=words["ewma"],
        form=DECIMAL,
        middle=(words["expected"], 0.0),
    )
    return drawn(picture, _beyond(seen), words["chart_note"])


def _beyond(seen: list[Observation]) -> Table:
    """Of a long chart the steps that lie beyond its limits, and the last."""
    words = wording().sections["patterns"].words
    told = [one for one in seen if one.out][:20]
    if seen and seen[-1] not in told:
        told.append(seen[-1])
    head = (words["when"], words["ewma"], words["limits"])
    return Table(
        head, tuple((one.label, _decimal(one.value), f"{_decimal(one.low)} to {_decimal(one.high)}") for one in told)
    )


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
