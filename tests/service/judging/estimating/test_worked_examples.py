"""Worked examples that others have published: from our functions, or from the library that alone has the figure."""

from __future__ import annotations

import numpy as np
import pytest
from krippendorff import alpha as alpha_of_library
from numpy.typing import NDArray
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss_of_library

from service.judging.estimating.coefficients import (
    Distance,
    Tables,
    Values,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from service.judging.estimating.intervals import estimate_all
from service.judging.estimating.resampling import resampled_sums

GWET: Tables = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]], float)
"""The vignette of irrCAC: two people, three statuses."""
SAS: Tables = np.array([[0, 4, 1], [0, 8, 0], [0, 1, 5]], float)
"""The manual of SAS's FREQ procedure."""
PREVALENT: Tables = np.array([[130, 56], [9, 5]], float)
"""The paradox of kappa: two who mostly agree, and mostly give the same status."""
_ = np.nan
KRIPPENDORFF: NDArray[np.float64] = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)
"""Four people, twelve things, some of which not everybody has judged (Krippendorff, 2011)."""


def each_decision_by_itself(table: Tables) -> Tables:
    """The table as so many submissions with one decision each."""
    statuses = len(table)
    cells = np.repeat(np.arange(table.size), table.astype(int).ravel())
    return np.asarray(np.eye(table.size)[cells]).reshape(-1, statuses, statuses)


def how_often(ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    """From people's ratings to how often each thing was given each status: shape ``(things, statuses)``."""
    return np.stack([(ratings == status).sum(0) for status in range(1, 6)], axis=1).astype(float)


def pairs_within(counts: NDArray[np.float64]) -> Tables:
    """Of each thing that two or more have judged, all pairs of decisions in both orders: ``(things, q, q)``."""
    return counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])


def of_places(counts: NDArray[np.float64]) -> tuple[Tables, Values]:
    """Things with two judgements or more, each counting one; and how often each status was given, on all of them."""
    judged = counts.sum(1)
    several = judged > 1
    pairs = pairs_within(counts)[several] / (judged * (judged - 1))[several][:, None, None]
    return pairs, counts / judged[:, None]


def of_decisions(counts: NDArray[np.float64]) -> Tables:
    """Things with two judgements or more, each decision counting one; pairs stand in both orders, hence the half."""
    judged = counts.sum(1)
    several = judged > 1
    found: Tables = pairs_within(counts)[several] / (2 * (judged - 1))[several][:, None, None]
    return found


def test_two_people_by_the_vignette_of_irrcac() -> None:
    assert float(cohen_kappa(GWET)) == pytest.approx(0.7964094, abs=5e-8)
    assert float(fleiss_kappa(GWET)) == pytest.approx(0.7962397, abs=5e-8), "Scott's pi"
    assert float(gwet_ac1(GWET)) == pytest.approx(0.84933, abs=5e-6)
    assert cohens_kappa(GWET).std_kappa == pytest.approx(0.05891, abs=5e-6)


def test_brennan_and_prediger_is_left_to_statsmodels() -> None:
    people = np.repeat([np.eye(3)[[i, j]].sum(0) for i in range(3) for j in range(3)], GWET.astype(int).ravel(), axis=0)
    assert fleiss_of_library(people, method="randolph") == pytest.approx(0.835, abs=5e-4)
    assert float(fleiss_kappa(GWET)) == pytest.approx(fleiss_of_library(people))


def test_two_people_by_the_manual_of_sas() -> None:
    by_library = cohens_kappa(SAS)
    assert float(cohen_kappa(SAS)) == pytest.approx(0.4842, abs=5e-5)
    assert by_library.std_kappa == pytest.approx(0.1380, abs=5e-5)
    assert (by_library.kappa_low, by_library.kappa_upp) == pytest.approx((0.2137, 0.7547), abs=5e-5)


def test_where_one_status_prevails_kappa_falls_and_ac1_does_not() -> None:
    assert float(raw_agreement(PREVALENT)) == pytest.approx(0.675)
    assert float(cohen_kappa(PREVALENT)) == pytest.approx(0.022, abs=5e-4)
    assert float(gwet_ac1(PREVALENT)) == pytest.approx(0.533, abs=5e-4)


@pytest.mark.parametrize(("distance", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_four_people_with_gaps(distance: Distance, published: float) -> None:
    table = of_decisions(how_often(KRIPPENDORFF)).sum(0)
    assert float(krippendorff_alpha(table, distance)) == pytest.approx(published, abs=5e-4)


def test_alpha_on_a_scale_of_ratios_is_left_to_the_library_as_statuses_have_no_zero() -> None:
    found = alpha_of_library(KRIPPENDORFF, level_of_measurement="ratio")
    assert found == pytest.approx(0.797, abs=5e-4)


def test_the_coefficients_of_fleiss_and_gwet_of_four_people_with_gaps() -> None:
    places, given = (part.sum(0) for part in of_places(how_often(KRIPPENDORFF)))
    assert float(fleiss_kappa(places, given)) == pytest.approx(0.761, abs=5e-4)
    assert float(gwet_ac(places, given=given)) == pytest.approx(0.775, abs=5e-4)
    assert float(gwet_ac(places, "ordinal", given)) == pytest.approx(0.899, abs=5e-4)
    assert float(gwet_ac(places, "quadratic", given)) == pytest.approx(0.914, abs=5e-4)


@pytest.mark.parametrize(("table", "error"), [(GWET, 0.05891), (SAS, 0.1380)])
def test_the_interval_of_kappa_is_about_as_wide_as_the_published_error_says(table: Tables, error: float) -> None:
    kappa = estimate_all(each_decision_by_itself(table))["kappa"]
    assert kappa.low is not None
    assert kappa.high is not None
    assert kappa.high - kappa.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_resamples_of_ac1_vary_nearly_as_much_as_the_published_error_says() -> None:
    places, _given = of_places(how_often(KRIPPENDORFF))
    things = len(places)
    spread = gwet_ac1(resampled_sums(places)).std() * ((things + 1) / (things - 1)) ** 0.5
    # The published 0.143 takes the one thing that a single person judged for one on which nobody agreed.
    assert 0.85 * 0.143 < spread < 0.143
