"""What every sampling plan keeps to, whatever was decided and however little can be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.judging.sampling.planning import COVERAGE, Wanted, plan
from service.judging.sampling.results import Drawn
from service.judging.sampling.rules import rules
from service.judging.simulation.faulty_decisions import FaultyCentre, simulate_faults
from service.judging.table import table_of

SINCE = datetime(2026, 1, 5, 9, tzinfo=UTC)
USUAL = Wanted(SINCE, SINCE + timedelta(days=92), seed=1, assurers=("q", "r"))
PEOPLE = ("ada", "mary", "jo", "q")
COLUMNS = ("assessor", "submission", "learner", "marking_point", "status", "decided_on", "method", "location", "cohort")


def a_table(works: list[dict[str, Any]]) -> pd.DataFrame:
    rows = [
        [
            one["assessor"],
            f"s{number}",
            one.get("learner", f"l{number}"),
            point,
            one.get("status", "met"),
            SINCE + timedelta(hours=number),
            one.get("method"),
            one.get("location"),
            one.get("cohort"),
        ]
        for number, one in enumerate(works)
        for point in one.get("points", ("MP1", "MP2"))
    ]
    return table_of(rows, COLUMNS)


works = st.lists(
    st.fixed_dictionaries(
        {
            "assessor": st.sampled_from(PEOPLE),
            "status": st.sampled_from(("not", "partial", "met")),
            "method": st.sampled_from((None, "account", "observation")),
            "location": st.sampled_from((None, "Leeds", "York")),
            "cohort": st.sampled_from((None, "autumn")),
            "points": st.sampled_from((("MP1", "MP2"), ("MP1",), ("MP2", "MP3"))),
            "learner": st.sampled_from(("l1", "l2", "r")),
        }
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(works, st.one_of(st.none(), st.integers(0, 12)), st.integers(0, 9))
def test_whatever_was_decided(decided: list[dict[str, Any]], capacity: int | None, seed: int) -> None:
    table = a_table(decided)
    wanted = replace(USUAL, seed=seed, capacity=capacity)
    drawn = plan(table, wanted, rules())
    assert plan(table, wanted, rules()) == drawn
    assert capacity is None or len(drawn.chosen) <= capacity
    assert len({one.submission for one in drawn.chosen}) == len(drawn.chosen)
    assert drawn.submissions + drawn.out_of_reach == len(decided)
    for one in drawn.chosen:
        work = decided[int(one.submission[1:])]
        assert one.assurer not in {work["assessor"], work["learner"]}
        assert one.reasons
        assert 0 < one.probability <= 1
    _everything_is_covered_or_named(table, drawn)
    if capacity is None:
        assert all(band.chosen >= band.target for band in drawn.bands)
        assert all(one.why == "nobody" for one in drawn.uncovered)


def _everything_is_covered_or_named(table: pd.DataFrame, drawn: Drawn) -> None:
    covered = {value for one in drawn.chosen for value in one.covers}
    for dimension in ("assessor", "method", "location", "cohort"):
        there = {(dimension, value) for value in table[dimension].dropna().astype(str)}
        named = {(one.dimension, one.value) for one in drawn.uncovered}
        assert there <= covered | named
        assert not covered & named


@settings(max_examples=15, deadline=None)
@given(works, st.integers(0, 6))
def test_as_much_is_covered_as_the_room_allows(decided: list[dict[str, Any]], capacity: int) -> None:
    """No room is spent on chance while something that could be covered is not."""
    drawn = plan(a_table(decided), replace(USUAL, capacity=capacity), rules())
    if any(one.why == "capacity" for one in drawn.uncovered):
        assert all(one.stratum == COVERAGE for one in drawn.chosen)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 5), st.integers(0, 40), st.integers(0, 3))
def test_work_is_shared_as_evenly_as_may_be(people: int, size: int, barred: int) -> None:
    names = [f"q{number}" for number in range(people)]
    wanted = replace(
        USUAL,
        assurers=names,
        share=1.0,
        barred=[(names[0], f"s{number}") for number in range(barred)],
    )
    drawn = plan(a_table([{"assessor": "ada"}] * max(1, size)), wanted, rules())
    loads = [sum(one.assurer == name for one in drawn.chosen) for name in names]
    assert sum(loads) == max(1, size)
    assert max(loads) - min(loads) <= max(1, barred)
    assert max(loads) <= max(ceil(sum(loads) / people), ceil(min(barred, sum(loads)) / (people - 1)))


def test_another_seed_draws_others_from_the_same_bands() -> None:
    decisions = simulate_faults(FaultyCentre(), 3)
    plans = [plan(decisions.table, replace(USUAL, seed=seed, share=0.1), rules()) for seed in range(3)]
    assert len({tuple(one.submission for one in drawn.chosen) for drawn in plans}) == 3
    assert len({tuple((band.id, band.chosen) for band in drawn.bands) for drawn in plans}) == 1


def test_every_submission_has_a_chance_and_it_is_the_one_that_is_told() -> None:
    decisions = simulate_faults(FaultyCentre(submissions=60, past=0, assessors=3), 5)
    plans = [plan(decisions.table, replace(USUAL, seed=seed, share=0.3), rules()) for seed in range(25)]
    every = {stratum.id: stratum for stratum in plans[0].strata}
    assert all(stratum.chosen > 0 for stratum in every.values())
    for drawn in plans:
        for one in drawn.chosen:
            stratum = every[one.stratum]
            assert one.probability == pytest.approx(stratum.chosen / stratum.submissions)
    seen = {one.submission for drawn in plans for one in drawn.chosen if one.stratum == "low"}
    assert len(seen) > every["low"].submissions / 3


def test_what_was_looked_at_before_covers_and_is_not_drawn_again() -> None:
    table = a_table([{"assessor": "ada", "location": "Leeds"}, {"assessor": "ada", "location": "York"}])
    drawn = plan(table, replace(USUAL, sampled={"s0"}, capacity=1), rules())
    (chosen,) = drawn.chosen
    assert chosen.submission == "s1"
    assert chosen.reasons[0] == "every_location"
    assert (drawn.submissions, drawn.uncovered) == (1, ())


def test_what_nobody_may_look_at_is_named() -> None:
    table = a_table([{"assessor": "ada"}, {"assessor": "q", "location": "York"}])
    drawn = plan(table, replace(USUAL, assurers=("q",)), rules())
    assert drawn.out_of_reach == 1
    assert {(one.dimension, one.value, one.why) for one in drawn.uncovered} == {
        ("assessor", "q", "nobody"),
        ("location", "York", "nobody"),
    }


def test_a_period_in_which_nothing_was_decided_gives_an_empty_plan() -> None:
    before = replace(USUAL, since=SINCE - timedelta(days=9), until=SINCE - timedelta(days=8))
    drawn = plan(a_table([{"assessor": "ada"}]), before, rules())
    assert (drawn.submissions, drawn.chosen, drawn.uncovered) == (0, (), ())


def test_it_finds_more_faults_than_chance() -> None:
    found = by_chance = 0.0
    for seed in range(500, 504):
        decisions = simulate_faults(FaultyCentre(), seed)
        drawn = plan(decisions.table, replace(USUAL, seed=seed, share=0.1), rules())
        found += float(decisions.faults[[one.submission for one in drawn.chosen]].sum())
        by_chance += float(decisions.faults.mean()) * len(drawn.chosen)
    assert found > 1.5 * by_chance
