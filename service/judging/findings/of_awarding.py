"""What follows from how often people give ``met`` beside colleagues on the same scripts."""

from __future__ import annotations

from collections.abc import Iterator

from service.judging.agreement.results import Agreement, Awarding
from service.judging.estimates import Estimate
from service.judging.findings.results import Finding, Kind
from service.judging.findings.wording import finding, number, said, wording


def of_awarding(agreement: Agreement) -> Iterator[Finding]:
    """Who gives it more or less often on which marking point, beyond chance and enough to matter."""
    several = len({one.unit for one in agreement.awarding}) > 1
    compared = [one for one in agreement.awarding if one.probability is not None]
    told = [one for one in compared if one.stands_out and abs(one.hers - one.theirs) >= wording().least_share.value]
    for one in told:
        yield _one(one, several_units=several)
    if compared and not told:
        yield finding(Kind.AWARDING_ALIKE, count=len(compared))


def _one(one: Awarding, *, several_units: bool) -> Finding:
    return finding(
        Kind.AWARDS_MORE if one.hers > one.theirs else Kind.AWARDS_LESS,
        assessors=(one.assessor,),
        place=(one.unit, one.marking_point),
        estimate=one.ratio if one.ratio.value is not None else one.difference,
        submissions=tuple(each.submission for each in one.discuss),
        assessor=one.assessor.name,
        point=f"{one.marking_point} ({one.unit})" if several_units else one.marking_point,
        often=_often(one),
        figure=_figure(one.ratio, one.difference),
        hers=number(one.hers),
        theirs=number(one.theirs),
        n=f"{one.submissions:,}",
    )


def _often(one: Awarding) -> str:
    """``about twice as often as``."""
    ratio = one.ratio.value
    if ratio is None:
        return wording().without_ratio[0 if one.hers < one.theirs else 1]
    return max((each for each in wording().often if each.least <= ratio), key=lambda each: each.least).words


def _figure(ratio: Estimate, difference: Estimate) -> str:
    words = wording()
    return (
        words.times.format(figure=said(ratio, "decimal"))
        if ratio.value
        else words.apart.format(figure=said(difference))
    )
