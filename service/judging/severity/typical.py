"""What severity means for a learner: how often somebody would give ``met`` on typical work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from service.judging.columns import STATUSES
from service.judging.severity.comparisons import Comparisons
from service.judging.severity.scaling import Scale

Floats = NDArray[np.float64]
_MET = STATUSES.index("met")
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(61)
_SHARES = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class TypicalWork:
    """Evidence whose quality is spread normally about ``middle`` by ``spread``, in logits.

    ``statuses``: places of those that were given; ``distance``: of the two steps.
    """

    middle: float
    spread: float
    statuses: tuple[int, ...]
    distance: float

    def share_met(self, severities: Floats) -> Floats:
        """The share of decisions that somebody of each severity would be expected to give ``met``."""
        found: Floats = self.met(severities) @ _SHARES
        return found

    def met(self, severities: Floats) -> Floats:
        """How probable ``met`` is at each quality: one row for each severity."""
        located = self.middle + self.spread * _NODES - np.asarray(severities, float)[:, None]
        if len(self.statuses) < len(STATUSES):
            return np.asarray(1 / (1 + np.exp(-located)))
        # Steps at half the distance below and above.
        partial, met = located + self.distance / 2, 2 * located
        highest = np.maximum(0, np.maximum(partial, met))
        every = np.exp(-highest) + np.exp(partial - highest) + np.exp(met - highest)
        return np.asarray(np.exp(met - highest) / every)


def typical_work(given: Comparisons, statuses: tuple[int, ...], found: Scale) -> TypicalWork | None:
    """Work on which people of these severities give ``met``, and differ in it, as often as they did on the same work.

    None where nobody, or nobody but, gave ``met``: then no severity could be told from another.
    """
    met = np.stack([given.one == _MET, given.two == _MET])
    share, differ = (float(np.average(of, weights=given.weight)) for of in (met.mean(0), met[0] != met[1]))
    if not 0 < share < 1:
        return None
    size = len(given.ids)
    together = np.bincount(given.left * size + given.right, given.weight, size**2).reshape(size, size)
    together = together / together.sum()
    hers = (together.sum(0) + together.sum(1)) / 2

    def work(place: Floats) -> TypicalWork:
        return TypicalWork(float(place[0]), float(np.exp(place[1])), statuses, found.distance)

    def missed(place: Floats) -> Floats:
        met = work(place).met(found.measures)
        only_left = np.einsum("lr,lq,rq,q->", together, met, 1 - met, _SHARES, optimize=True)
        only_right = np.einsum("lr,lq,rq,q->", together, 1 - met, met, _SHARES, optimize=True)
        return np.array([hers @ met @ _SHARES - share, only_left + only_right - differ])

    return work(least_squares(missed, (0.0, 0.0), bounds=((-15, -3), (15, 2.5))).x)
