"""How often each person gives `met` on each marking point, beside colleagues who judged the same scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.agreement.alongside import Colleagues, beside_colleagues
from service.judging.agreement.results import Awarding
from service.judging.estimates import Names, assessor
from service.judging.estimating.estimation import estimation
from service.judging.estimating.intervals import Estimated, too_few
from service.judging.estimating.resampling import interval, resampled_sums

Floats = NDArray[np.float64]
_MOST_TO_DISCUSS = 3


def awarding(first: pd.DataFrame, names: Names) -> tuple[Awarding, ...]:
    """Each person and marking point with scripts in common, the most surprising first; ``first``: first decisions.

    With so many people and points, some differ by chance: probabilities are adjusted for all that were looked at
    (Benjamini and Hochberg 1995, *Journal of the Royal Statistical Society B* 57(1)).
    """
    beside = beside_colleagues(first)
    colleagues = Colleagues(beside)
    # Of a submission that was judged in two drafts the first alone counts: the other is no independent observation.
    counted = beside.drop_duplicates(["assessor", "submission", "marking_point"])
    groups = counted.groupby(["assessor", "unit", "marking_point"], observed=True)
    found = [_awarding(rows, colleagues, names) for _, rows in groups]
    return tuple(sorted(_adjusted(found), key=_order))


def _awarding(rows: pd.DataFrame, colleagues: Colleagues, names: Names) -> Awarding:
    count = len(rows)
    hers, theirs = rows["met"].to_numpy(), rows["theirs"].to_numpy()
    difference = _difference(hers, theirs)
    told = difference.value is not None
    return Awarding(
        assessor=assessor(rows["assessor"].iloc[0], names),
        unit=str(rows["unit"].iloc[0]),
        marking_point=str(rows["marking_point"].iloc[0]),
        submissions=count,
        hers=float(hers.mean()),
        theirs=float(theirs.mean()),
        difference=difference.shown(count),
        ratio=_ratio(hers, theirs).shown(count),
        probability=_probability(hers.sum(), rows["by_chance"].to_numpy()) if told else None,
        adjusted=None,
        stands_out=False,
        discuss=tuple(colleagues.on(row) for row in _most_apart(rows, hers.mean() - theirs.mean())),
    )


def _difference(hers: Floats, theirs: Floats) -> Estimated:
    count = len(hers)
    if why := too_few(count):
        return Estimated(why=why)
    each = hers - theirs
    value = float(each.mean())
    if np.ptp(each) == 0:
        # By the rule of three, as resampling takes for certain what is the same on all of them.
        otherwise = 3 / count
        return Estimated(value, max(-1.0, value - otherwise), min(1.0, value + otherwise))
    return Estimated(value, *interval(value, resampled_sums(each) / count, count))


def _ratio(hers: Floats, theirs: Floats) -> Estimated:
    count = len(hers)
    if why := too_few(count):
        return Estimated(why=why)
    if (hers == theirs).all():
        return Estimated(why="never_differed")
    if min((hers > 0).sum(), (theirs > 0).sum()) < estimation().least_varied.count:
        return Estimated(why="never_given")
    sums = resampled_sums(np.stack([hers, theirs], axis=-1))
    return Estimated(
        float(hers.sum() / theirs.sum()),
        *interval(float(hers.sum() / theirs.sum()), sums[:, 0] / sums[:, 1], count),
    )


def _probability(hers: float, by_chance: Floats) -> float:
    """How probable it is that so many, or so few, of the `met` on these scripts are hers if all judge alike.

    Given how many of those who judged a script gave `met`, each is as likely as the others to be one of them (the exact
    form of the test of Cochran, Mantel and Haenszel, with a script as its stratum; of two people, McNemar's).
    """
    from scipy.stats import poisson_binom  # noqa: PLC0415 - slow to load, and most commands never measure

    open_ones = by_chance[(by_chance > 0) & (by_chance < 1)]
    if not len(open_ones):
        return 1.0
    given = hers - (by_chance == 1).sum()
    at_most, at_least = poisson_binom.cdf(given, open_ones), poisson_binom.sf(given - 1, open_ones)
    return float(min(1.0, 2 * min(at_most, at_least)))


def _most_apart(rows: pd.DataFrame, difference: float) -> Sequence[int]:
    """Numbers of the decisions farthest from colleagues', the way the shares lie; of those as far, the latest."""
    apart = rows["apart"].to_numpy()
    way = apart * np.sign(difference) if difference else np.abs(apart)
    order = np.lexsort((-np.arange(len(rows)), -way))[:_MOST_TO_DISCUSS]
    return [int(rows.index[place]) for place in order if way[place] > 0]


def _adjusted(found: Sequence[Awarding]) -> Iterator[Awarding]:
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - as above

    known = [one for one in found if one.probability is not None]
    adjusted = iter(false_discovery_control([one.probability for one in known])) if known else iter(())
    level = estimation().false_discovery.value
    for one in found:
        if one.probability is None:
            yield one
        else:
            now = float(next(adjusted))
            yield one.model_copy(update={"adjusted": now, "stands_out": now <= level})


def _order(one: Awarding) -> tuple[float, str, str, str, str]:
    unlikely = 2.0 if one.probability is None else one.probability
    return (unlikely, one.assessor.name, one.assessor.id, one.unit, one.marking_point)
