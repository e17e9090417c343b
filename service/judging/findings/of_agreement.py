"""What follows from how far people agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from service.judging.agreement.results import Agreement, Comparison, PairComparison, PointComparison
from service.judging.estimates import Estimate
from service.judging.estimating.standing_out import standing_out
from service.judging.findings.results import Finding, Kind
from service.judging.findings.wording import finding, number, said, wording

Compared = TypeVar("Compared", bound=Comparison)


def of_agreement(agreement: Agreement) -> Iterator[Finding]:
    """What is known of people with each other and with the program, and what is not."""
    people, program = agreement.between_people, agreement.with_program.overall
    if people.overall.agreement.value is None:
        yield finding(
            Kind.OVERALL_UNKNOWN, estimate=people.overall.agreement, why=people.overall.agreement.why_not or ""
        )
    else:
        yield _overall(people.overall)
        yield from _points(people.points, people.overall.agreement.value)
        yield from _pairs(people.pairs, people.overall.agreement.value, agreement.least_submissions)
    for one in agreement.mark_twice:
        yield finding(
            Kind.MARK_TWICE,
            assessors=(one.assessor,),
            submissions=one.submissions,
            assessor=one.assessor.name,
            compared=one.compared,
            missing=one.missing,
        )
    if program.agreement.value is None:
        why = program.agreement.why_not if program.pairs else wording().nothing_hidden
        yield finding(Kind.PROGRAM_UNKNOWN, estimate=program.agreement, why=why or "")
    else:
        yield finding(Kind.PROGRAM, estimate=program.agreement, n=f"{program.submissions:,}")


def _overall(overall: Comparison) -> Finding:
    return finding(
        Kind.OVERALL,
        estimate=overall.agreement,
        n=f"{overall.submissions:,}",
        kappa=said(overall.kappa, "decimal"),
        ac1=said(overall.ac1, "decimal"),
    )


def _points(points: Sequence[PointComparison], overall: float) -> Iterator[Finding]:
    several_units = len({point.unit for point in points}) > 1
    lower = _lower(points, overall)
    for point in lower:
        yield finding(
            Kind.POINT_LOWER,
            place=(point.unit, point.marking_point),
            estimate=point.agreement,
            point=f"{point.marking_point} ({point.unit})" if several_units else point.marking_point,
            overall=number(overall),
        )
    known = [point.agreement for point in points if point.agreement.value is not None]
    if len(known) > 1 and not lower:
        yield finding(Kind.POINTS_ALIKE, count=len(known), room=_room(known))


def _pairs(pairs: Sequence[PairComparison], overall: float, least: int) -> Iterator[Finding]:
    lower = _lower(pairs, overall)
    for pair in lower:
        one, other = pair.assessors
        yield finding(
            Kind.PAIR_LOWER,
            assessors=pair.assessors,
            estimate=pair.agreement,
            one=one.name,
            other=other.name,
            overall=number(overall),
        )
    known = [pair.agreement for pair in pairs if pair.agreement.value is not None]
    if len(known) > 1 and not lower:
        yield finding(Kind.PAIRS_ALIKE, count=len(known), room=_room(known))
    if len(known) < len(pairs):
        yield finding(Kind.PAIRS_UNKNOWN, count=len(pairs) - len(known), all=len(pairs), least=least)


def _lower(compared: Sequence[Compared], overall: float) -> list[Compared]:
    """Those that agree less than all together, the least first."""
    apart = standing_out([(one.agreement, overall) for one in compared], wording().level.value)
    enough = overall - wording().least_share.value
    lower = [
        (one.agreement.value, place)
        for place, one in enumerate(compared)
        if apart[place] and one.agreement.value is not None and one.agreement.value <= enough
    ]
    return [compared[place] for _, place in sorted(lower)]


def _room(known: Sequence[Estimate]) -> str:
    """How large a difference could be without being seen: the widest interval's reach below its figure."""
    reach = max(one.value - one.low for one in known if one.value is not None and one.low is not None)
    return wording().points.format(points=f"{100 * reach:.0f}")
