"""What follows from how the program does."""

from __future__ import annotations

from collections.abc import Iterator

from service.judging.estimates import Estimate
from service.judging.estimating.standing_out import standing_out
from service.judging.findings.results import Finding, Kind
from service.judging.findings.wording import finding, number, said, wording
from service.judging.program.results import CalibrationBand, Dimension, GroupFigures, ProgramAudit


def of_program(program: ProgramAudit) -> Iterator[Finding]:
    """Whether it is right as often as it says, and whether it does as well for every group."""
    yield from _calibration(program)
    yield from _groups(program)


def _calibration(program: ProgramAudit) -> Iterator[Finding]:
    bands = [(band, band.held) for band in program.calibration.bands if band.held is not None]
    apart = standing_out([(band.agreed, held) for band, held in bands], wording().level.value)
    off = [
        (band, held)
        for (band, held), stands_out in zip(bands, apart, strict=True)
        if stands_out and abs((band.agreed.value or 0.0) - held) >= wording().least_share.value
    ]
    for kind in (Kind.TOO_SURE, Kind.TOO_UNSURE):
        alike = [one for one in off if _kind(*one) == kind]
        if alike:
            yield _off(kind, *max(alike, key=lambda one: abs((one[0].agreed.value or 0.0) - one[1])), count=len(alike))
    if not off and program.calibration.error.value is not None:
        yield finding(Kind.CALIBRATED, estimate=program.calibration.error)


def _kind(band: CalibrationBand, held: float) -> Kind:
    return Kind.TOO_SURE if (band.agreed.value or 0.0) < held else Kind.TOO_UNSURE


def _off(kind: Kind, band: CalibrationBand, held: float, *, count: int) -> Finding:
    """The band that is farthest off; ``count``: how many are off in the same way."""
    return finding(
        kind,
        estimate=band.agreed,
        held=number(held),
        low=number(band.low),
        high=number(band.high),
        n=f"{band.suggestions:,}",
        also="" if count == 1 else wording().also.format(count=count - 1),
    )


def _groups(program: ProgramAudit) -> Iterator[Finding]:
    groups = [(each, group) for each in program.dimensions for group in each.groups if group.group is not None]
    known = [(each, group) for each, group in groups if group.difference.value is not None]
    apart = standing_out([(group.difference, 0.0) for _, group in known], wording().level.value)
    told = [
        _group(each, group)
        for (each, group), stands_out in zip(known, apart, strict=True)
        if stands_out and abs(group.difference.value or 0.0) >= wording().least_statuses.value
    ]
    yield from told
    if known and not told:
        dimensions = ", ".join(dict.fromkeys(wording().dimension(each.dimension) for each, _ in known))
        ends = [
            abs(end) for _, group in known for end in (group.difference.low, group.difference.high) if end is not None
        ]
        yield finding(Kind.GROUPS_ALIKE, count=len(known), dimensions=dimensions, room=f"{max(ends, default=0):.2f}")
    small = sum(group.suppressed for _, group in groups)
    if small:
        yield finding(Kind.GROUPS_SMALL, count=small, least=program.least_learners)
    if not known and not small:
        yield finding(Kind.GROUPS_UNKNOWN)


def _group(dimension: Dimension, group: GroupFigures) -> Finding:
    difference = group.difference
    kind = Kind.GROUP_LOWER if (difference.value or 0.0) < 0 else Kind.GROUP_HIGHER
    return finding(
        kind,
        group=group.group,
        estimate=difference,
        dimension=wording().dimension(dimension.dimension),
        figure=said(_size(difference), "decimal"),
        agreement=said(group.agreement),
    )


def _size(difference: Estimate) -> Estimate:
    """The difference without its sign, which words tell."""
    if (difference.value or 0.0) >= 0:
        return difference
    ends = [None if end is None else -end for end in (difference.value, difference.high, difference.low)]
    return Estimate(value=ends[0], low=ends[1], high=ends[2])
