"""Which figures stand out when chance has had several tries."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from service.judging.estimates import Estimate
from service.judging.estimating.standing_out import standing_out

LEVEL = 0.05


def estimate(value: float, error: float) -> Estimate:
    return Estimate(value=value, low=value - 1.959964 * error, high=value + 1.959964 * error)


def apart(estimates: list[Estimate], against: float) -> tuple[bool, ...]:
    return standing_out([(one, against) for one in estimates], LEVEL)


def test_one_far_from_the_rest_stands_out_and_the_rest_do_not() -> None:
    found = apart([estimate(0.8, 0.03), estimate(0.5, 0.03), estimate(0.82, 0.03)], 0.8)
    assert found == (False, True, False)


def test_what_would_stand_out_alone_need_not_among_twenty() -> None:
    near = estimate(0.8 - 2.2 * 0.03, 0.03)
    assert apart([near], 0.8) == (True,)
    assert apart([near] + [estimate(0.8, 0.03)] * 19, 0.8) == (False,) * 20


def test_what_cannot_be_estimated_is_no_try() -> None:
    unknown = Estimate(why_not="Too few.")
    assert apart([unknown] * 19 + [estimate(0.73, 0.03)], 0.8)[-1]
    assert apart([], 0.8) == ()


def test_an_interval_without_length_away_from_the_rest_stands_out() -> None:
    assert apart([Estimate(value=0.5, low=0.5, high=0.5), estimate(0.8, 0.1)], 0.8) == (True, False)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_holms_method(seed: int) -> None:
    random = np.random.default_rng(seed)
    distances = random.normal(0, 2, random.integers(1, 30))
    expected = multipletests(2 * norm.sf(np.abs(distances)), alpha=LEVEL, method="holm")[0]
    assert list(apart([estimate(0.1 * distance, 0.1) for distance in distances], 0)) == list(expected)


@pytest.mark.parametrize("tries", [1, 8, 40])
def test_where_nothing_differs_one_audit_in_twenty_says_so_at_most(tries: int) -> None:
    random = np.random.default_rng(tries)
    drawn = random.normal(0, 0.1, (600, tries))
    alarms = sum(any(apart([estimate(value, 0.1) for value in row], 0)) for row in drawn)
    assert alarms / len(drawn) < LEVEL + 0.027  # three standard errors of the share itself
