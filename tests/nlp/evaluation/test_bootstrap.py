from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.evaluation.bootstrap import MIN_ACCOUNTS, RESAMPLES, Figure, draw_accounts, estimate, summed
from nlp.evaluation.metrics import Values, cohen_kappa, confusion, f1, precision


def outcomes_of_accounts(accounts: int, seed: int) -> Values:
    return np.random.default_rng(seed).integers(1, 9, size=(accounts, 3)).astype(float)


def test_every_resample_draws_as_many_accounts_as_there_are() -> None:
    draws = draw_accounts(20, seed=0)

    assert draws.shape == (1 + RESAMPLES, 20)
    assert draws[0].tolist() == [1.0] * 20
    assert (draws.sum(axis=1) == 20).all()


def test_the_same_seed_draws_the_same_accounts() -> None:
    assert (draw_accounts(20, seed=3) == draw_accounts(20, seed=3)).all()
    assert (draw_accounts(20, seed=3) != draw_accounts(20, seed=4)).any()


@given(st.integers(10, 60), st.integers(0, 100))
def test_the_interval_contains_the_value(accounts: int, seed: int) -> None:
    figure = estimate(summed(outcomes_of_accounts(accounts, seed), draw_accounts(accounts, seed, 200)), f1, n=accounts)

    assert figure.value is not None
    assert figure.low is not None
    assert figure.high is not None
    assert 0.0 <= figure.low <= figure.value <= figure.high <= 1.0


def test_the_value_is_that_of_the_accounts_themselves() -> None:
    counts = outcomes_of_accounts(12, seed=0)

    figure = estimate(summed(counts, draw_accounts(12, seed=0)), precision, n=7)

    assert figure.value == pytest.approx(precision(counts.sum(axis=0)))
    assert figure.n == 7


def test_more_accounts_make_a_narrower_interval() -> None:
    def width(accounts: int) -> float:
        figure = estimate(summed(outcomes_of_accounts(accounts, 0), draw_accounts(accounts, 0)), f1, n=accounts)
        assert figure.high is not None
        assert figure.low is not None
        return figure.high - figure.low

    assert width(400) < width(100) < width(25)


def test_the_interval_is_near_the_one_from_theory() -> None:
    """Kappa of [[0,4,1],[0,8,0],[0,1,5]] is 0.4842 with asymptotic interval (0.2137, 0.7547) (SAS, statsmodels)."""
    gold = np.array([0] * 5 + [1] * 8 + [2] * 6)
    other = np.array([1, 1, 1, 1, 2] + [1] * 8 + [1] + [2] * 5)
    counts = np.stack([confusion(gold[[case]], other[[case]], 3) for case in range(len(gold))])

    figure = estimate(summed(counts, draw_accounts(len(gold), seed=0)), cohen_kappa, n=len(gold))

    assert (figure.value, figure.low, figure.high) == pytest.approx((0.4842, 0.2137, 0.7547), abs=0.1)


def test_what_cannot_be_estimated_has_no_value() -> None:
    nothing_there = np.zeros((9, 3))

    assert estimate(summed(nothing_there, draw_accounts(9, 0)), f1, n=0) == Figure(None, None, None, 0)


def test_few_accounts_give_a_value_without_an_interval() -> None:
    few = MIN_ACCOUNTS - 1
    figure = estimate(summed(np.ones((few, 3)), draw_accounts(few, 0)), precision, n=few)

    assert figure == Figure(0.5, None, None, few)


def test_a_value_that_most_resamples_lose_has_no_interval() -> None:
    one_in_many = np.zeros((40, 3))
    one_in_many[0] = [1, 1, 0]  # absent from about a third of resamples: still enough
    rare = estimate(summed(one_in_many, draw_accounts(40, 0)), f1, n=1)
    lost = estimate(summed(one_in_many, np.concatenate([np.ones((1, 40)), 1.0 - np.eye(1, 40)])), f1, n=1)

    assert rare.low is not None
    assert lost == Figure(rare.value, None, None, 1)
