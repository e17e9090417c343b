"""Estimates with 95 % intervals over submissions, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from service.judging.estimates import Estimate
from service.judging.estimating.coefficients import COEFFICIENTS, OF_DECISIONS, OF_PAIRS, OF_PLACES, Tables, Values
from service.judging.estimating.estimation import Why, estimation
from service.judging.estimating.resampling import intervals, resampled_sums


@dataclass(frozen=True, slots=True)
class Estimated:
    """A figure with its 95 % interval; or no figure, and why."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None

    def shown(self, submissions: int) -> Estimate:
        """As it is answered, with the reason in words."""
        words = estimation().sentence(self.why, submissions) if self.why else None
        return Estimate(value=self.value, low=self.low, high=self.high, why_not=words)


def estimate_all(
    tables: Tables, *, of_places: Tables | None = None, of_decisions: Tables | None = None
) -> Mapping[str, Estimated]:
    """All coefficients of decisions that people made on the same submissions.

    ``tables``: shape ``(submissions, q, q)``, one table for each submission, as decisions on one submission hang
    together; every pair of decisions counts one. ``of_places``, ``of_decisions``: the same pairs, counted as the
    coefficients in `OF_PLACES` and `OF_DECISIONS` count them; left out where only two have judged each place.
    """
    count = len(tables)
    if why := too_few(count):
        return {name: Estimated(why=why) for name in COEFFICIENTS}
    unknown = _unknown(tables)
    usual = resampled_sums(tables)
    values, resampled = dict[str, float](), dict[str, Values]()
    for coefficients, counted in ((OF_PAIRS, None), (OF_PLACES, of_places), (OF_DECISIONS, of_decisions)):
        whole = (tables if counted is None else counted).sum(0)
        drawn = usual if counted is None else resampled_sums(counted)
        for name, compute in coefficients.items():
            if name == "agreement" or not unknown:
                values[name], resampled[name] = float(compute(whole)), compute(drawn)
    ends = intervals(np.array(list(values.values())), np.stack(list(resampled.values())), count)
    found = {
        name: Estimated(value, float(low), float(high))
        for (name, value), (low, high) in zip(values.items(), ends, strict=True)
    }
    if values["agreement"] in (0.0, 1.0):
        found["agreement"] = _all_alike(values["agreement"], count)
    return {name: found.get(name, Estimated(why=unknown)) for name in COEFFICIENTS}


def too_few(submissions: int) -> Why | None:
    """Why so many submissions are too few to estimate anything from; None where they are enough."""
    if submissions == 0:
        return "none"
    return "few" if submissions < estimation().least_submissions.count else None


def _all_alike(agreement: float, submissions: int) -> Estimated:
    """Raw agreement where all or none agree, which resampling takes for certain, by the rule of three.

    In ``n`` submissions that are all alike, at most ``3 / n`` of all submissions are otherwise, with 95 % confidence
    (Hanley and Lippman-Hand, 1983).
    """
    otherwise = min(1.0, 3 / submissions)
    return Estimated(agreement, low=max(0.0, agreement - otherwise), high=min(1.0, agreement + otherwise))


def _unknown(tables: Tables) -> Why | None:
    """Why coefficients say nothing about these submissions, as far as the same holds for all of them."""
    whole: Tables = tables.sum(0)
    given = whole.sum(0) + whole.sum(1)
    if (given > 0).sum() == 1:
        return "one_status"
    if np.trace(whole) == whole.sum():
        return "never_differed"
    usual = int(given.argmax())
    varied = (tables.sum((1, 2)) > tables[:, usual, usual]).sum()
    return "unstable" if varied < estimation().least_varied.count else None
