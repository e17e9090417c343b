"""Coefficients against worked examples that others have published, and what must be true of them always."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from service.judging.estimating.coefficients import (
    COEFFICIENTS,
    Tables,
    cohen_kappa,
    gwet_ac1,
    raw_agreement,
    weighted_kappa,
)

GWET: Tables = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]], float)
"""The vignette of irrCAC."""
SAS: Tables = np.array([[0, 4, 1], [0, 8, 0], [0, 1, 5]], float)
"""The manual of SAS's FREQ procedure."""
PREVALENT: Tables = np.array([[130, 56], [9, 5]], float)
"""The paradox of kappa: two who mostly agree, and mostly give the same status."""

tables = st.lists(st.integers(0, 30), min_size=9, max_size=9).map(lambda cells: np.array(cells, float).reshape(3, 3))


def test_published_examples_come_out() -> None:
    assert float(cohen_kappa(GWET)) == pytest.approx(0.7964094, abs=5e-8)
    assert float(gwet_ac1(GWET)) == pytest.approx(0.84933, abs=5e-6)
    assert float(cohen_kappa(SAS)) == pytest.approx(0.4842, abs=5e-5)
    assert float(raw_agreement(PREVALENT)) == pytest.approx(0.675)
    assert float(cohen_kappa(PREVALENT)) == pytest.approx(0.022, abs=5e-4)
    assert float(gwet_ac1(PREVALENT)) == pytest.approx(0.533, abs=5e-4)


@given(tables)
def test_kappa_is_that_of_scikit_learn(table: Tables) -> None:
    one, two = (np.repeat(axis, table.astype(int).ravel()) for axis in np.indices((3, 3)).reshape(2, -1))
    for weights, ours in ((None, cohen_kappa), ("linear", weighted_kappa)):
        found = float(ours(table))
        if not math.isnan(found):
            assert found == pytest.approx(cohen_kappa_score(one, two, labels=[0, 1, 2], weights=weights))


@given(tables)
def test_they_exist_or_are_nothing_and_never_exceed_one(table: Tables) -> None:
    for compute in COEFFICIENTS.values():
        value = float(compute(table))
        assert math.isnan(value) or -1 <= value <= 1 + 1e-9
        turned = float(compute(table.T))
        assert math.isnan(value) == math.isnan(turned)
        assert math.isnan(value) or value == pytest.approx(turned)


def test_many_tables_at_once_come_out_as_one_at_a_time() -> None:
    several = np.stack([GWET, SAS, np.zeros((3, 3)), np.diag([0.0, 0.0, 9.0])])
    for compute in COEFFICIENTS.values():
        np.testing.assert_allclose(compute(several), [compute(table) for table in several])
    assert np.isnan(cohen_kappa(several)[2:]).all()
