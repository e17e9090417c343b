"""Intervals that hold what they promise, and honest silence where there is nothing to say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t

from service.judging.estimating.coefficients import COEFFICIENTS, Tables
from service.judging.estimating.estimation import estimation
from service.judging.estimating.intervals import Estimated, estimate_all
from service.judging.estimating.resampling import ends, resampled_sums
from tests.service.judging.estimating.test_worked_examples import each_decision_by_itself

LEAST = estimation().least_submissions.count


def same(status: int, times: int) -> Tables:
    return each_decision_by_itself(np.diag(np.eye(3)[status] * times))


@pytest.mark.parametrize(("count", "why"), [(0, "none"), (1, "few"), (LEAST - 1, "few")])
def test_few_submissions_are_too_few(count: int, why: str) -> None:
    estimates = estimate_all(same(2, count))
    assert set(estimates) == set(COEFFICIENTS)
    assert {estimate.why for estimate in estimates.values()} == {why}
    assert all(estimate.value is None for estimate in estimates.values())


def test_where_everything_is_the_same_only_raw_agreement_is_told_and_not_as_certain() -> None:
    estimates = dict(estimate_all(same(2, 30)))
    assert estimates.pop("agreement") == Estimated(1.0, low=0.9, high=1.0)
    assert {estimate.why for estimate in estimates.values()} == {"one_status"}


def test_two_who_have_never_differed_are_not_called_perfect() -> None:
    estimates = estimate_all(np.concatenate([same(0, 15), same(2, 15)]))
    assert estimates["agreement"].low == pytest.approx(0.9)
    assert {estimates[name].why for name in set(COEFFICIENTS) - {"agreement"}} == {"never_differed"}


def test_a_coefficient_that_hangs_on_one_decision_is_not_told() -> None:
    nearly = np.concatenate([same(2, 29), each_decision_by_itself(np.array([[0.0, 0, 0], [0, 0, 0], [0, 1, 0]]))])
    assert estimate_all(nearly)["kappa"].why == "unstable"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40))
@settings(max_examples=60, deadline=None)
def test_nothing_that_people_can_decide_is_an_error(cells: list[tuple[int, int]]) -> None:
    tables = np.array([np.eye(9)[one] + np.eye(9)[two] for one, two in cells]).reshape(-1, 3, 3)
    for estimate in estimate_all(tables).values():
        if estimate.why:
            assert (estimate.value, estimate.low, estimate.high) == (None, None, None)
            assert estimation().sentence(estimate.why, len(tables))
        else:
            assert estimate.value is not None
            assert estimate.low is not None
            assert estimate.high is not None
            assert -1.5 <= estimate.low <= estimate.value <= estimate.high <= 1  # alpha can fall below -1


def test_with_few_submissions_the_ends_lie_farther_out() -> None:
    for submissions in (LEAST, 20, 1000):
        low, high = ends(submissions)
        student = t.ppf(0.975, submissions - 1) * ((submissions + 1) / (submissions - 1)) ** 0.5
        assert low == pytest.approx(100 * norm.cdf(-student), rel=0.02)
        assert low + high == pytest.approx(100)


def test_many_submissions_are_dealt_into_groups_that_vary_as_they_do() -> None:
    drawn = np.random.default_rng(3).random((20_000, 2)) < (0.3, 0.6)
    sums = resampled_sums(drawn.astype(float))
    assert sums.mean(0) / 20_000 == pytest.approx(drawn.mean(0), abs=0.001)
    shares = sums[:, 0] / sums[:, 1]
    published = np.sqrt(0.3 / 0.6 * (1 / 0.3 + 1 / 0.6 - 2) * 0.3 / 0.6 / 20_000)  # of a ratio of two shares
    assert shares.std() == pytest.approx(published, rel=0.1)


@pytest.mark.parametrize("submissions", [12, 80])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(submissions: int) -> None:
    random = np.random.default_rng(7)
    shares = np.array([0.15, 0.04, 0.01, 0.05, 0.2, 0.07, 0.01, 0.07, 0.4])
    truths = {name: float(compute(shares.reshape(3, 3) * 1e6)) for name, compute in COEFFICIENTS.items()}
    covered, told = Counter[str](), Counter[str]()
    for _ in range(200):
        drawn = np.eye(9)[random.choice(9, size=submissions, p=shares)].reshape(-1, 3, 3)
        for name, one in estimate_all(drawn).items():
            if one.low is not None and one.high is not None:
                told[name] += 1
                covered[name] += one.low <= truths[name] <= one.high
    assert all(told[name] > 150 and covered[name] >= 0.9 * told[name] for name in COEFFICIENTS), (covered, told)
