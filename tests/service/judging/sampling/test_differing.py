"""What a sample says of the whole."""

from __future__ import annotations

import numpy as np
import pytest

from service.judging.sampling.differing import REASONS, Looked, differing
from service.judging.sampling.results import Stratum


def stratum(name: str, submissions: int, chosen: int) -> Stratum:
    return Stratum(id=name, submissions=submissions, decisions=submissions * 4, chosen=chosen)


def looked(name: str, *differ: int) -> list[Looked]:
    return [Looked(name, 4, count) for count in differ]


def test_the_riskier_is_counted_for_what_there_is_of_it() -> None:
    strata = [stratum("coverage", 1, 1), stratum("high", 10, 4), stratum("low", 90, 5)]
    found = differing(strata, [*looked("coverage", 4), *looked("high", 2, 2, 1, 3), *looked("low", 0, 0, 0, 1, 0)])
    assert found.value == pytest.approx((4 + 10 * 2 + 90 * 0.2) / 404)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < found.value < found.high < 0.4


def test_everything_that_was_looked_at_leaves_no_doubt() -> None:
    found = differing([stratum("high", 2, 2)], looked("high", 0, 4))
    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)


def test_nothing_found_is_no_proof_that_there_is_nothing() -> None:
    found = differing([stratum("low", 100, 10)], looked("low", *[0] * 10))
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.259, abs=0.001)


def test_too_little_is_said_to_be_too_little() -> None:
    strata = [stratum("high", 10, 4), stratum("low", 90, 5)]
    assert differing(strata, []).why_not == REASONS["nothing"]
    assert differing(strata, [*looked("high", 1, 2), *looked("low", 1)]).why_not == REASONS["few"]


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(4)
    truth = {"high": random.binomial(4, 0.3, 40), "low": random.binomial(4, 0.08, 160)}
    share = sum(counts.sum() for counts in truth.values()) / 800
    strata = [stratum("high", 40, 15), stratum("low", 160, 30)]
    held, values = 0, []
    for _again in range(300):
        sample = [
            one
            for name, size in (("high", 15), ("low", 30))
            for one in looked(name, *random.choice(truth[name], size, replace=False).tolist())
        ]
        found = differing(strata, sample)
        assert found.low is not None
        assert found.high is not None
        assert found.value is not None
        held += found.low <= share <= found.high
        values.append(found.value)
    assert 0.91 <= held / 300 <= 0.99
    assert np.mean(values) == pytest.approx(share, abs=0.005)
