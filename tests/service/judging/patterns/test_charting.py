"""Control charts: what they follow, where they signal, and how rarely they do so by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from service.judging.patterns.charting import chart


def test_the_average_and_the_sums_are_those_of_the_books() -> None:
    """By hand, with a smoothing of 0.05 and an allowance of 0.05, about the mean of 0.5."""
    found = chart(np.array([0.0, 1.0, 1.0, 0.0]))
    assert found.ewma == pytest.approx([0.475, 0.50125, 0.5261875, 0.499878125])
    assert found.above == pytest.approx([0, 0.45, 0.9, 0.35])
    assert found.below == pytest.approx([0.45, 0, 0, 0.45])


def test_a_shift_signals_and_says_where_it_began() -> None:
    values = np.random.default_rng(1).normal(0, 0.2, 120)
    values[80:] += 0.3
    found = chart(values)
    assert len(found.out())
    assert found.up
    first, end = found.stretch
    assert abs(first - 80) < 10
    assert end > 115


def test_a_shift_down_is_the_mirror_of_one_up() -> None:
    values = np.random.default_rng(2).normal(0, 0.2, 60)
    values[40:] += 0.4
    up, down = chart(values), chart(-values)
    assert up.above == pytest.approx(down.below)
    assert (up.stretch, up.up, down.up) == (down.stretch, True, False)


def test_by_chance_it_signals_as_rarely_as_it_should_whatever_the_values() -> None:
    """Of 150 charts of one chance in fifty; values of three sizes alone, the odd one far out."""
    random = np.random.default_rng(3)
    signals = sum(len(chart(random.choice([0, 0, 0, 0, 0.1, 1.5], 30)).out()) > 0 for _ in range(150))
    assert signals <= 9  # 3 are expected; ten or more would come once in nine hundred times


@given(arrays.arrays(float, st.integers(2, 25), elements=st.floats(-2, 2)))
@settings(max_examples=12, deadline=None)
def test_any_values_have_a_chart(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    found = chart(values)
    assert np.isfinite(found.ewma).all()
    assert (found.above >= 0).all()
    assert (found.below >= 0).all()
    assert (found.low <= found.high).all()
    assert 0 <= found.stretch[0] < found.stretch[1] <= len(values)


def test_values_that_are_all_the_same_never_signal() -> None:
    assert len(chart(np.full(50, -0.3)).out()) == 0
