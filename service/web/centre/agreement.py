"""Agreement as pictures, and as what follows from it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.judging.agreement.results import Agreement, Comparison, PairComparison, PointComparison
from service.judging.estimates import Estimate
from service.pictures import DECIMAL, PERCENT, Interval, Picture, Unknown, intervals
from service.spoken import gettext as _

Kind = Literal["nothing", "overall", "unlike_point", "least_pair", "higher", "program"]
_FEWEST_TO_LEAN = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures say; its words stand in ``centre/findings.html.j2``, by its kind."""

    kind: Kind
    names: tuple[str, ...] = ()
    estimate: Estimate | None = None
    comparison: Comparison | None = None
    count: int = 0
    of: int = 0


def findings(agreement: Agreement) -> list[Finding]:
    """What can be said; where nothing can, that alone."""
    people = agreement.between_people
    overall = people.overall
    if overall.agreement.value is None:
        return [Finding("nothing", estimate=overall.agreement, comparison=overall)]
    found = [Finding("overall", estimate=overall.agreement, comparison=overall)]
    # Points of which the whole interval lies below what holds for all together.
    found += [
        Finding("unlike_point", (point.marking_point,), point.agreement, point)
        for point in people.points
        if point.agreement.high is not None and point.agreement.high < overall.agreement.value
    ]
    known = [pair for pair in people.pairs if pair.agreement.value is not None]
    if len(known) > 1:
        least = min(known, key=lambda pair: pair.agreement.value or 0)
        found.append(Finding("least_pair", _names(least), least.agreement, least))
    found += [leaning for pair in people.pairs if (leaning := _leaning(pair))]
    program = agreement.with_program.overall
    if program.agreement.value is not None:
        found.append(Finding("program", estimate=program.agreement, comparison=program))
    return found


def pictures(agreement: Agreement, measure: str) -> list[Picture]:
    """For the marking points, each two people, and each person beside the program."""
    people, program = agreement.between_people, agreement.with_program
    several = len({point.unit for point in people.points}) > 1
    titles = {"agreement": _("Share of the same decisions"), "kappa": _("Cohen's kappa")}
    titles |= {"weighted_kappa": _("Weighted kappa"), "ac1": _("Gwet's AC1")}
    figure = titles[measure]

    def draw(name: str, title: str, of: str, rows: Sequence[tuple[str, Comparison]], overall: Comparison) -> Picture:
        reference = getattr(overall, measure).value
        return intervals(
            name,
            title,
            [_row(label, comparison, measure) for label, comparison in rows],
            of=of,
            figure=figure,
            form=PERCENT if measure == "agreement" else DECIMAL,
            reference=None if reference is None else (_("All"), reference),
            span=(0, 1),
        )

    pairs = [(" – ".join(_names(pair)), pair) for pair in people.pairs]
    points = [(_point(one, several=several), one) for one in people.points]
    hers = [(one.assessor.name, one) for one in program.assessors]
    return [
        draw("points", _("Marking points"), _("Marking point"), points, people.overall),
        draw("pairs", _("Two people at a time"), _("People"), pairs, people.overall),
        draw("program", _("People and the program"), _("Assessor"), hers, program.overall),
    ]


def _row(label: str, comparison: Comparison, measure: str) -> Interval | Unknown:
    estimate: Estimate = getattr(comparison, measure)
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return Unknown(label, estimate.why_not or "", comparison.submissions)
    return Interval(label, estimate.value, estimate.low, estimate.high, comparison.submissions)


def _point(point: PointComparison, *, several: bool) -> str:
    return f"{point.marking_point} ({point.unit})" if several else point.marking_point


def _names(pair: PairComparison) -> tuple[str, ...]:
    return tuple(person.name for person in pair.assessors)


def _leaning(pair: PairComparison) -> Finding | None:
    """Where two people differ often enough, and nearly always in one direction: whose status is the higher one."""
    cells = [(row, column, count) for row, line in enumerate(pair.table) for column, count in enumerate(line)]
    first = sum(count for row, column, count in cells if row > column)
    second = sum(count for row, column, count in cells if row < column)
    differing = first + second
    if differing < _FEWEST_TO_LEAN or max(first, second) < 0.8 * differing:
        return None
    names = _names(pair) if first > second else _names(pair)[::-1]
    return Finding("higher", names, comparison=pair, count=max(first, second), of=differing)
