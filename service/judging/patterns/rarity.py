"""How rarely chance alone gives as much as was seen."""

from __future__ import annotations

from scipy.special import bdtrc, pdtr, pdtrc

from service.judging.patterns.settings import settings


def more_often(count: int, of: int, tolerated: float) -> bool:
    """Whether ``count`` of so many submissions is more than a share of ``tolerated`` gives by chance (binomial)."""
    return count > 0 and bool(bdtrc(count - 1, of, tolerated) < settings().level.number)


def more_than(count: int, expected: float) -> bool:
    """Whether ``count`` is more than ``expected`` gives by chance (Poisson)."""
    return count > 0 and bool(pdtrc(count - 1, expected) < settings().level.number)


def fewer_than(count: int, expected: float) -> bool:
    """Whether ``count`` decisions are fewer than ``expected`` gives by chance (Poisson).

    Decisions on one submission hang together, so that both count for less than they are.
    """
    apart = settings().dispersion.number
    return bool(pdtr(count // apart, expected / apart) < settings().level.number)
