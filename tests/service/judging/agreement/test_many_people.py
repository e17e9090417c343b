"""Agreement of any number of people, who have not all judged the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from krippendorff import alpha

from service.judging.agreement.measuring import measure
from service.judging.agreement.pairing import first_decisions, pairs_of_people, tables_of
from service.judging.columns import STATUSES
from service.judging.estimating.intervals import estimate_all
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from tests.service.judging.agreement.cases import NAMES, a_table, decision

THREE = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, st.integers(0, 2)))
"""What three people gave on a submission, some of whom may not have judged it."""


@given(st.lists(THREE, min_size=8, max_size=20))
@settings(max_examples=15, deadline=None)
def test_alpha_is_that_of_the_library_whoever_has_judged_what(judged: list[Mapping[str, int]]) -> None:
    rows = [decision(who, n, STATUSES[given]) for n, one in enumerate(judged) for who, given in one.items()]
    found = measure(a_table(rows), NAMES).between_people.overall.alpha if rows else None
    if found is None or found.value is None:
        return
    ratings = np.array([[one.get(who, np.nan) for one in judged] for who in NAMES])
    assert found.value == pytest.approx(
        alpha(ratings, level_of_measurement="ordinal", value_domain=np.arange(3)), abs=1e-9
    )


def test_a_place_that_many_have_judged_counts_no_more_than_one_that_two_have() -> None:
    people = [f"person {number}" for number in range(6)]
    rows = [decision(who, 0, "met" if n % 2 else "not") for n, who in enumerate(people)]
    rows += [decision(who, n, ("met", "not")[n % 2]) for n in range(1, 13) for who in people[:2]]
    rows += [decision(who, 13, given) for who, given in zip(people[:2], ("partial", "met"), strict=True)]
    rows += [decision(who, 14, given) for who, given in zip(people[:2], ("partial", "not"), strict=True)]
    overall = measure(a_table(rows), {}).between_people.overall
    assert overall.pairs == 15 + 14
    assert overall.agreement.value == pytest.approx((6 + 12) / 29)
    agreed = (6 / 15 + 12) / 15
    assert overall.fleiss_kappa.value is not None
    met, given_not = (1 / 2 + 6 + 1 / 2) / 15, (1 / 2 + 6 + 1 / 2) / 15
    by_chance = met**2 + given_not**2 + (1 / 15) ** 2
    assert overall.fleiss_kappa.value == pytest.approx((agreed - by_chance) / (1 - by_chance))


def test_intervals_cover_what_holds_for_all_although_decisions_on_a_submission_hang_together() -> None:
    """Two hundred centres of forty submissions each, beside all of them as one."""
    people = tuple(SimulatedAssessor(name, severity) for name, severity in (("a", -0.5), ("b", 0.0), ("c", 0.5)))
    large = simulate(SimulatedCentre(people, submissions=8000, shared=1.0, points=4, difficulty_spread=0), seed=0)
    tables = tables_of(pairs_of_people(first_decisions(large)))
    truth = estimate_all(tables)
    covered = Counter[str]()
    for start in range(200):
        for name, one in estimate_all(tables[start::200]).items():
            low, high, value = one.low, one.high, truth[name].value
            assert low is not None
            assert high is not None
            assert value is not None
            covered[name] += low <= value <= high
    assert all(covered[name] >= 180 for name in truth), covered
