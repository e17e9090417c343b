"""Figures as people read them, and where they lie on a scale."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Form = Literal["percent", "decimal", "count"]
PERCENT: Form = "percent"
DECIMAL: Form = "decimal"
COUNT: Form = "count"
LARGEST = 1e12
_SMALLEST_SPAN = 1e-9
_MOST_STEPS = 5
_WIDE = 1.0
_NARROW = 0.56


def said(value: float, form: Form) -> str:
    """``value`` in its form: 0.62 is ``62%``, ``0.62``; 1200 is ``1,200``."""
    written = {"percent": f"{100 * value:.0f}%", "decimal": f"{value:,.2f}", "count": f"{value:,.10g}"}[form]
    return written.replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers, not empty."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Where ``value`` lies between the ends: 0 to 1."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def ticks(self) -> tuple[float, ...]:
        """Two to `_MOST_STEPS` + 1 round numbers within the scale."""
        span = self.high - self.low
        step = 10 ** math.floor(math.log10(span))
        step = next(step * factor for factor in (0.2, 0.5, 1, 2) if span / (step * factor) <= _MOST_STEPS)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(min(max(number * step, self.low), self.high) for number in range(first, last + 1))


def scale_over(values: Iterable[float], least: tuple[float, float] | None = None) -> Scale:
    """A scale that holds every value and the stretch ``least``.

    Raises `ValueError` for what is not a number or is beyond ``±LARGEST``: such a figure is a mistake, not a datum.
    """
    everything = [*values, *(least or ())]
    if not everything or not all(abs(value) <= LARGEST for value in everything):
        raise ValueError(f"Pictures hold at least one figure, each within ±{LARGEST:g}.")
    low, high = min(everything), max(everything)
    room = _SMALLEST_SPAN * max(1.0, abs(low), abs(high))
    return Scale(low, high) if high - low > room else Scale(low - max(1.0, abs(low)), high + max(1.0, abs(high)))


def cut(text: str, ems: float) -> str:
    """``text`` as far as it fits into ``ems`` times the size of its letters, with an ellipsis where it goes on.

    The width of a letter is an average, wide ones (Chinese, emoji) counted as such; the table has the full name.
    """
    text = " ".join(text.split())
    if _width(text) <= ems:
        return text
    kept, used = "", _NARROW
    for character in text:
        used += _width(character)
        if used > ems:
            break
        kept += character
    return f"{kept.rstrip()}…"


def _width(text: str) -> float:
    return sum(_WIDE if unicodedata.east_asian_width(character) in "WF" else _NARROW for character in text)
