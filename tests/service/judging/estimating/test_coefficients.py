"""Coefficients beside the libraries that compute one at a time, and what must be true of them always."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from krippendorff import alpha as alpha_of_library
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss_of_library

from service.judging.estimating.coefficients import (
    COEFFICIENTS,
    Distance,
    Tables,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    weighted_kappa,
)
from tests.service.judging.estimating.test_worked_examples import GWET, SAS, of_decisions, of_places

DISTANCES: tuple[Distance, ...] = ("nominal", "ordinal", "interval")
tables = st.lists(st.integers(0, 30), min_size=9, max_size=9).map(lambda cells: np.array(cells, float).reshape(3, 3))
with_gaps = st.integers(1, 12).flatmap(lambda things: arrays(float, (things, 3), elements=st.integers(0, 3)))
"""How often each thing was given each of three statuses, by no or by any number of people."""


@given(tables)
def test_kappa_is_that_of_scikit_learn(table: Tables) -> None:
    one, two = (np.repeat(axis, table.astype(int).ravel()) for axis in np.indices((3, 3)).reshape(2, -1))
    for weights, ours in ((None, cohen_kappa), ("linear", weighted_kappa)):
        found = float(ours(table))
        if not math.isnan(found):
            assert found == pytest.approx(cohen_kappa_score(one, two, labels=[0, 1, 2], weights=weights))


@given(with_gaps)
def test_alpha_is_that_of_krippendorff_whoever_left_out_what(counts: NDArray[np.float64]) -> None:
    several = counts[counts.sum(1) > 1]
    for distance in DISTANCES:
        found = float(krippendorff_alpha(of_decisions(counts).sum(0), distance))
        if (several.sum(0) > 0).sum() > 1:
            published = alpha_of_library(value_counts=counts, value_domain=np.arange(3), level_of_measurement=distance)
            assert found == pytest.approx(published)
        else:
            assert math.isnan(found), "where the library raises"


@given(st.integers(2, 5), st.lists(st.lists(st.integers(0, 2), min_size=5, max_size=5), min_size=1, max_size=12))
def test_fleiss_is_that_of_statsmodels_where_there_are_no_gaps(people: int, judged: list[list[int]]) -> None:
    counts = np.array([np.bincount(one[:people], minlength=3) for one in judged], float)
    found = float(fleiss_kappa(of_places(counts)[0].sum(0)))
    if not math.isnan(found):
        assert found == pytest.approx(fleiss_of_library(counts))
    else:
        assert (counts.sum(0) > 0).sum() == 1


@given(tables)
def test_they_exist_or_are_nothing_and_never_exceed_one(table: Tables) -> None:
    for compute in COEFFICIENTS.values():
        value = float(compute(table))
        assert math.isnan(value) or -2 <= value <= 1 + 1e-9
        turned = float(compute(table.T))
        assert math.isnan(value) == math.isnan(turned)
        assert math.isnan(value) or value == pytest.approx(turned)


def test_many_tables_at_once_come_out_as_one_at_a_time() -> None:
    several = np.stack([GWET, SAS, np.zeros((3, 3)), np.diag([0.0, 0.0, 9.0])])
    for compute in COEFFICIENTS.values():
        np.testing.assert_allclose(compute(several), [compute(table) for table in several])
    assert np.isnan(cohen_kappa(several)[2:]).all()
    assert np.isnan(krippendorff_alpha(several)[2:]).all()
