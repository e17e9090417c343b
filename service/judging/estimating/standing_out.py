"""Which of several figures differ from what they are compared with, when chance has had several tries."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

from service.judging.estimates import Estimate

_NORMAL = NormalDist()
_HALF_WIDTH = _NORMAL.inv_cdf(0.975)


def standing_out(compared: Sequence[tuple[Estimate, float]], level: float) -> tuple[bool, ...]:
    """For each estimate, and what it is compared with, whether it differs from that.

    The chance that any does although none differs is at most ``level`` (Holm 1979, *Scandinavian Journal of Statistics*
    6(2)); each probability is that of the estimate's interval, taken for normal on the side of what it is compared
    with. One that cannot be estimated never differs, and is no try.
    """
    known = {place: _probability(*one) for place, one in enumerate(compared) if one[0].value is not None}
    found: set[int] = set()
    for before, place in enumerate(sorted(known, key=known.__getitem__)):
        if known[place] > level / (len(known) - before):
            break
        found.add(place)
    return tuple(place in found for place in range(len(compared)))


def _probability(estimate: Estimate, against: float) -> float:
    """How probable an estimate at least so far away is where the truth is ``against``."""
    value, end = estimate.value, estimate.high
    if value is not None and value > against:
        end = estimate.low
    if value is None or end is None or value == against:
        return 1.0
    error = abs(end - value) / _HALF_WIDTH
    return 2 * (1 - _NORMAL.cdf(abs(against - value) / error)) if error else 0.0
