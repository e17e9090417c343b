"""Intervals that hold what they promise, and honest silence where there is nothing to say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import norm, t

from service.judging.estimating.coefficients import COEFFICIENTS, Tables, cohen_kappa
from service.judging.estimating.intervals import Estimated, _ends, estimate_all, estimation

LEAST = estimation().least_submissions.count


def single(table: NDArray[np.float64]) -> Tables:
    """The table of as many submissions as it counts, one decision each."""
    cells = np.repeat(np.arange(9), table.astype(int).ravel())
    return np.asarray(np.eye(9)[cells]).reshape(-1, 3, 3)


def same(status: int, times: int) -> Tables:
    return single(np.diag(np.eye(3)[status] * times))


@pytest.mark.parametrize(
    ("table", "error"),
    [([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.05891), ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.1380)],
)
def test_the_interval_is_about_as_wide_as_the_published_standard_error_says(
    table: list[list[float]], error: float
) -> None:
    kappa = estimate_all(single(np.array(table)))["kappa"]
    assert kappa.low is not None
    assert kappa.high is not None
    assert kappa.high - kappa.low == pytest.approx(2 * 1.96 * error, rel=0.15)


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
    assert {estimates[name].why for name in ("kappa", "weighted_kappa", "ac1")} == {"never_differed"}


def test_a_coefficient_that_hangs_on_one_decision_is_not_told() -> None:
    nearly = np.concatenate([same(2, 29), single(np.array([[0.0, 0, 0], [0, 0, 0], [0, 1, 0]]))])
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
            assert -1 <= estimate.low <= estimate.value <= estimate.high <= 1


def test_with_few_submissions_the_ends_lie_farther_out() -> None:
    for submissions in (LEAST, 20, 1000):
        low, high = _ends(submissions)
        student = t.ppf(0.975, submissions - 1) * (submissions / (submissions - 1)) ** 0.5
        assert low == pytest.approx(100 * norm.cdf(-student), rel=0.02)
        assert low + high == pytest.approx(100)


@pytest.mark.parametrize("submissions", [12, 80])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(submissions: int) -> None:
    random = np.random.default_rng(7)
    shares = np.array([0.15, 0.04, 0.01, 0.05, 0.2, 0.07, 0.01, 0.07, 0.4])
    truth = float(cohen_kappa(shares.reshape(3, 3)))
    covered = told = 0
    for _ in range(200):
        drawn = np.eye(9)[random.choice(9, size=submissions, p=shares)].reshape(-1, 3, 3)
        kappa = estimate_all(drawn)["kappa"]
        if kappa.low is not None and kappa.high is not None:
            told += 1
            covered += kappa.low <= truth <= kappa.high
    assert told > 150
    assert covered >= 0.9 * told
