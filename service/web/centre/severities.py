"""Severities as pictures, and as what follows from them in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.judging.estimates import Estimate
from service.judging.severity.results import AssessorSeverity, Severity
from service.pictures import DECIMAL, PERCENT, Interval, Picture, Unknown, intervals
from service.web.languages import gettext as _

Kind = Literal["nothing", "more", "less", "nobody", "apart"]


@dataclass(frozen=True, slots=True)
class SeverityFinding:
    """One thing that the figures say; its words stand in ``centre/severity_words.html.j2``, by its kind."""

    kind: Kind
    one: AssessorSeverity | None = None
    count: int = 0
    why: str = ""


def findings(severity: Severity) -> list[SeverityFinding]:
    """What can be said; where nothing can, that alone. Nobody is named whose interval holds the average."""
    if severity.why_not:
        return [SeverityFinding("nothing", why=severity.why_not)]
    known = [one for one in severity.assessors if one.measure.value is not None]
    found = [found for one in known if (found := _apart_from_average(one))]
    found = found or [SeverityFinding("nobody", count=len(known))]
    groups = {one.group for one in severity.assessors}
    if not severity.linked:
        found.append(SeverityFinding("apart", count=len(groups)))
    return found


def people(severity: Severity, measure: Literal["met", "logits"]) -> list[Picture]:
    """One picture for each group whose members can be compared; only within one can they be."""
    groups = sorted({one.group for one in severity.assessors if one.measure.value is not None})
    drawn = []
    for number, group in enumerate(groups, start=1):
        members = [one for one in severity.assessors if one.group == group]
        title = _("Assessors") if len(groups) == 1 else _("Assessors, group %(number)d") % {"number": number}
        average = next((one.met_by_all for one in members if one.met_by_all is not None), None)
        in_shares = measure == "met" and average is not None
        drawn.append(
            intervals(
                f"people-{number}",
                title,
                [_row(one.assessor.name, one.met if in_shares else one.measure, one.submissions) for one in members],
                of=_("Assessor"),
                figure=_("Would give met to") if in_shares else _("Severity in logits"),
                form=PERCENT if in_shares else DECIMAL,
                reference=(_("Average"), average if in_shares and average is not None else 0.0),
            )
        )
    return drawn


def uncompared(severity: Severity) -> Sequence[AssessorSeverity]:
    """Those who could not be measured, by name."""
    return [one for one in severity.assessors if one.measure.value is None]


def difficulties(severity: Severity) -> list[Picture]:
    """One picture for each unit: which of its marking points are harder to meet than the others."""
    units = sorted({point.unit for point in severity.points})
    return [
        intervals(
            f"points-{number}",
            _("Marking points") if len(units) == 1 else _("Marking points of %(unit)s") % {"unit": unit},
            [_row(one.marking_point, one.measure, one.submissions) for one in severity.points if one.unit == unit],
            of=_("Marking point"),
            figure=_("Difficulty in logits"),
            form=DECIMAL,
            reference=(_("Average"), 0.0),
        )
        for number, unit in enumerate(units, start=1)
    ]


def _apart_from_average(one: AssessorSeverity) -> SeverityFinding | None:
    low, high = one.measure.low, one.measure.high
    if low is None or high is None or low <= 0 <= high:
        return None
    return SeverityFinding("less" if low > 0 else "more", one)


def _row(label: str, estimate: Estimate, submissions: int) -> Interval | Unknown:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return Unknown(label, estimate.why_not or "", submissions)
    return Interval(label, estimate.value, estimate.low, estimate.high, submissions)
