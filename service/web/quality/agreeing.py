"""How far those who marked an exercise agree, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from service.judging.agreement.results import BetweenPeople, Comparison
from service.pictures import PERCENT, Interval, Picture, Unknown, intervals
from service.web.languages import gettext as _


def pictures_of(people: BetweenPeople) -> tuple[Picture, ...]:
    """The share of the same marks with intervals, by marking point and by two people at a time."""
    points = [(one.marking_point, one) for one in people.points]
    pairs = [(" – ".join(person.name for person in one.assessors), one) for one in people.pairs]
    return (
        _drawn("points", _("Marking points"), _("Marking point"), points, people.overall),
        _drawn("pairs", _("Two people at a time"), _("People"), pairs, people.overall),
    )


def _drawn(name: str, title: str, of: str, rows: Sequence[tuple[str, Comparison]], overall: Comparison) -> Picture:
    whole = overall.agreement.value
    return intervals(
        name,
        title,
        [_row(label, one) for label, one in rows],
        of=of,
        figure=_("Share of the same marks"),
        form=PERCENT,
        reference=None if whole is None else (_("All"), whole),
        span=(0, 1),
    )


def _row(label: str, comparison: Comparison) -> Interval | Unknown:
    found = comparison.agreement
    if found.value is None or found.low is None or found.high is None:
        return Unknown(label, found.why_not or "", comparison.submissions)
    return Interval(label, found.value, found.low, found.high, comparison.submissions)
