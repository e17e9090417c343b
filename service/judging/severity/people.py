"""What is answered about each assessor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from service.judging.columns import STATUSES
from service.judging.estimates import Estimate, Names, assessor
from service.judging.severity.comparisons import Comparisons
from service.judging.severity.measures import Compared, Placed, Scaled
from service.judging.severity.results import AssessorSeverity, SameWork
from service.judging.severity.settings import Why, settings
from service.judging.severity.typical import TypicalWork, typical_work

_MET = STATUSES.index("met")


def severities(
    first: pd.DataFrame, compared: Compared, fits: Mapping[str, tuple[float | None, float | None]], names: Names
) -> tuple[AssessorSeverity, ...]:
    """Everybody who decided, the most severe first, then those who could not be measured by name.

    ``first``: first decisions; ``fits``: infit and outfit by id.
    """
    works = tuple(_work(scaled) for scaled in compared.scaled)
    same = _same_work(compared.given)
    found = []
    for number, key in enumerate(_in_order(first, compared)):
        placed = compared.placed.get(key) or _alone(compared, number)
        infit, outfit = fits.get(key, (None, None))
        work = works[placed.group] if placed.scaled else None
        found.append(
            AssessorSeverity(
                assessor=assessor(key, names),
                group=placed.group,
                measure=placed.measure,
                standard_error=placed.error,
                infit=infit,
                outfit=outfit,
                decisions=same.get(key, SameWork()).decisions,
                submissions=placed.submissions,
                met=_met(placed.measure, work),
                met_by_all=float(work.share_met(np.zeros(1))[0]) if work else None,
                same_work=same.get(key, SameWork()),
            )
        )
    return tuple(sorted(found, key=_most_severe))


def _in_order(first: pd.DataFrame, compared: Compared) -> list[str]:
    """All who decided, those who were compared first."""
    others = sorted(set(first["assessor"].astype(str).unique()) - set(compared.given.ids))
    return [*compared.given.ids, *others]


def _alone(compared: Compared, number: int) -> Placed:
    """Whose work nobody else has judged: a group of her own, after those of the others."""
    group = len(compared.groups) + number - len(compared.given.ids)
    why: Why = "alone" if compared.given.ids else "none"
    return Placed(group, 0, Estimate(why_not=settings().sentence("assessor", why)))


def _work(scaled: Scaled | None) -> TypicalWork | None:
    return typical_work(scaled.given, scaled.statuses, scaled.scale) if scaled else None


def _met(measure: Estimate, work: TypicalWork | None) -> Estimate:
    """The share of met on typical work: who is more severe gives less, so the ends of the interval change places."""
    if measure.value is None or measure.low is None or measure.high is None:
        return measure
    if work is None:
        return Estimate(why_not=settings().sentence("assessor", "met"))
    value, low, high = work.share_met(np.array([measure.value, measure.high, measure.low])).tolist()
    return Estimate(value=value, low=low, high=high)


def _same_work(given: Comparisons) -> Mapping[str, SameWork]:
    size = len(given.ids)
    hers = np.concatenate([given.left, given.right])
    theirs = np.concatenate([given.two, given.one]) == _MET
    own = np.concatenate([given.one, given.two]) == _MET
    weight = np.tile(given.weight, 2)
    # Each of her decisions counts once, however many colleagues made it too.
    decisions, met, colleagues = (np.bincount(hers, weight * what, size) for what in (1, own, theirs))
    return {
        key: SameWork(
            met=float(met[place] / decisions[place]),
            colleagues_met=float(colleagues[place] / decisions[place]),
            decisions=round(float(decisions[place])),
        )
        for place, key in enumerate(given.ids)
        if decisions[place]
    }


def _most_severe(one: AssessorSeverity) -> tuple[bool, float, str, str]:
    value = one.measure.value
    return value is None, -(value or 0), one.assessor.name, one.assessor.id
