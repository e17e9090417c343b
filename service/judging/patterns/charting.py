"""Control charts: moving average (EWMA, Roberts 1959) and cumulative sums (CUSUM, Page 1954), with limits of their own.

Textbook limits take values for independent and normal. Here the limits come from the person's own values in other
orders: where nothing changes over time every order is as likely, so that the most extreme value that a chart reaches in
many of them says how far it goes by chance, whatever the values' distribution.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.judging.patterns.looking import Floats
from service.judging.patterns.settings import settings


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart of values in their order; all arrays have their length.

    ``low`` and ``high``: limits of ``ewma``; ``limit``: that of both sums; ``stretch``: first place and one past the
    last of where the sum that went farthest rose; ``up``: whether that is the sum of what lies above.
    """

    values: Floats
    ewma: Floats
    low: Floats
    high: Floats
    above: Floats
    below: Floats
    limit: float
    stretch: tuple[int, int]
    up: bool

    def out(self) -> NDArray[np.int64]:
        """Places at which the chart goes beyond a limit that it kept to just before."""
        beyond = (self.ewma < self.low) | (self.ewma > self.high) | (np.maximum(self.above, self.below) > self.limit)
        return np.flatnonzero(beyond & ~np.concatenate([[False], beyond[:-1]]))


def chart(given: Floats) -> Charted:
    """The chart of values in the order of time, about their mean. Shape ``(n,)``, at least two of them."""
    middle = float(given.mean())
    values = given - middle
    ewma, above, below = np.stack([np.stack(step) for step in _steps(values[:, None])], axis=1)[..., 0]
    width = _widths(len(values)) * max(float(values.std()), 1e-9)
    farthest_ewma, farthest_sum = _by_chance(values, width)
    up = bool(above.max() >= below.max())
    sums = above if up else below
    end = int(sums.argmax()) + 1
    zeros = np.flatnonzero(sums[: end - 1] <= 0)
    return Charted(
        values=given,
        ewma=ewma + middle,
        low=middle - farthest_ewma * width,
        high=middle + farthest_ewma * width,
        above=above,
        below=below,
        limit=farthest_sum,
        stretch=(int(zeros[-1]) + 1 if len(zeros) else 0, end),
        up=up,
    )


def _widths(count: int) -> Floats:
    """Standard deviation of the moving average at each step, of values with one of 1 (Montgomery 2013, 9.2)."""
    kept = 1 - settings().charts.smoothing.number
    steps = np.arange(1, count + 1)
    widths: Floats = np.sqrt((1 - kept) / (1 + kept) * (1 - kept ** (2 * steps)))
    return widths


def _steps(values: Floats) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Moving average and both sums of many series at once, step by step; ``values``: shape ``(n, series)``."""
    share, allowance = settings().charts.smoothing.number, settings().charts.allowance.number
    average = above = below = np.zeros_like(values[0])
    for value in values:
        average = average + share * (value - average)
        above = np.maximum(above + value - allowance, 0)
        below = np.maximum(below - value - allowance, 0)
        yield average, above, below


def _by_chance(values: Floats, width: Floats) -> tuple[float, float]:
    """How far the average, in widths, and the sums go at the most, in all but few orders of the values."""
    orders = int(settings().charts.permutations)
    # Both charts may signal, so each may do so half as often.
    rare = max(1, int(settings().charts.level.number / 2 * (orders + 1)))
    random = np.random.default_rng(settings().charts.seed)
    shuffled = random.permuted(np.tile(values.astype(np.float32), (orders, 1)), axis=1)
    averages = sums = np.zeros(orders, dtype=np.float32)
    for (average, above, below), wide in zip(_steps(np.ascontiguousarray(shuffled.T)), width, strict=True):
        averages = np.maximum(averages, np.abs(average) / np.float32(wide))
        sums = np.maximum(sums, np.maximum(above, below))
    return float(np.partition(averages, -rare)[-rare]), float(np.partition(sums, -rare)[-rare])
