"""How simulated assessors go about it, and what some of them do wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int_]
_MET = 2


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody works. Shares are from 0 to 1; what stands here first is honest work.

    ``speed``: words that she reads in a minute; ``elsewhere``: share of submissions that she read on paper or
    discussed before she opened them; ``bank``: share of her comments that she takes from a comment bank.

    Faults: ``same``: share of submissions on which she gives `met` throughout; ``careless``: share of decisions drawn
    by lot; ``follows``: share of suggestions in view that she takes as they are; ``hurried``: share of submissions that
    she does not read; ``pasted``: share of submissions on which she writes the same to everybody.
    """

    speed: float = 238.0
    elsewhere: float = 0.03
    bank: float = 0.3
    same: float = 0.0
    careless: float = 0.0
    follows: float = 0.0
    hurried: float = 0.0
    pasted: float = 0.0


def shares(ways: Sequence[Ways], name: str) -> NDArray[np.float64]:
    """One share of each, by its name."""
    return np.array([getattr(one, name) for one in ways], dtype=float)


def at_fault(
    given: Places,
    suggested: Places,
    shown: NDArray[np.bool_],
    ways: Sequence[Ways],
    random: np.random.Generator,
) -> Places:
    """What is given in place of honest statuses: shape ``(judgings, points)``, as of ``given`` and ``suggested``."""
    if not any(one.same or one.careless or one.follows for one in ways):
        return given
    lots = random.integers(0, _MET + 1, given.shape)
    given = np.where(random.random(given.shape) < shares(ways, "careless")[:, None], lots, given)
    taken = shown[:, None] & (random.random(given.shape) < shares(ways, "follows")[:, None])
    given = np.where(taken, suggested, given)
    return np.where((random.random(len(given)) < shares(ways, "same"))[:, None], _MET, given)


def hurried(
    words: NDArray[np.float64], points: int, ways: Sequence[Ways], random: np.random.Generator
) -> NDArray[np.float64]:
    """Minutes from opening a text of so many words to the last decision on it."""
    reading = words / (shares(ways, "speed") * random.lognormal(0, 0.15, len(words)))
    deciding = random.gamma(points, 1 / 3, len(words))
    unread = random.random(len(words)) < shares(ways, "elsewhere")
    at_once = random.random(len(words)) < shares(ways, "hurried")
    minutes: NDArray[np.float64] = np.where(unread, 0.0, reading) + deciding
    return np.where(at_once, 0.2 + points / 30, minutes)
