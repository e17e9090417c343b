"""What follows from how severe people are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from statistics import fmean

from service.judging.estimates import Estimate
from service.judging.estimating.standing_out import standing_out
from service.judging.findings.results import Finding, Kind
from service.judging.findings.wording import finding, number, said, wording
from service.judging.severity.results import AssessorSeverity, Severity


def of_severity(severity: Severity) -> Iterator[Finding]:
    """Whose severity stands out from those she can be compared with; who cannot be compared."""
    if severity.why_not:
        yield finding(Kind.SEVERITY_UNKNOWN, why=severity.why_not)
        return
    for link in severity.links_wanted:
        one, other = link.assessors
        yield finding(
            Kind.UNLINKED,
            assessors=link.assessors,
            submissions=link.submissions,
            one=one.name,
            other=other.name,
            missing=link.missing,
        )
    yield from _compared(severity)


def _compared(severity: Severity) -> Iterator[Finding]:
    centres = _centres(severity)
    people = [one for one in severity.assessors if one.group in centres and one.measure.value is not None]
    apart = standing_out([(one.measure, centres[one.group]) for one in people], wording().level.value)
    told = 0
    for one, stands_out in zip(people, apart, strict=True):
        distance = (one.measure.value or 0.0) - centres[one.group]
        if stands_out and abs(distance) >= wording().least_logits.value:
            told += 1
            yield _one(one, centres[one.group])
    if people and not told:
        widest = max((one.measure.high or 0) - (one.measure.low or 0) for one in people if one.measure.high is not None)
        yield finding(Kind.SEVERITY_ALIKE, count=len(people), room=number(_of_a_hundred(-widest / 2)))


def _one(one: AssessorSeverity, centre: float) -> Finding:
    """In words: of a hundred decisions in which colleagues would give the higher status half the time."""
    measure = one.measure
    kind = Kind.SEVERER if (measure.value or 0.0) > centre else Kind.MORE_LENIENT
    ends = [None if end is None else _of_a_hundred(end - centre) for end in (measure.value, measure.high, measure.low)]
    share = Estimate(value=ends[0], low=ends[1], high=ends[2])
    return finding(
        kind,
        assessors=(one.assessor,),
        estimate=measure,
        assessor=one.assessor.name,
        share=said(share),
        n=f"{one.submissions:,}",
    )


def _centres(severity: Severity) -> Mapping[int, float]:
    """The mean severity of each group in which several people can be compared."""
    groups: dict[int, list[float]] = defaultdict(list)
    for one in severity.assessors:
        if one.measure.value is not None:
            groups[one.group].append(one.measure.value)
    return {group: fmean(measures) for group, measures in groups.items() if len(measures) > 1}


def _of_a_hundred(distance: float) -> float:
    """How often somebody ``distance`` logits severer gives the higher status where colleagues do so half the time."""
    return 1 / (1 + math.exp(distance))
