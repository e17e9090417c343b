"""Simulated centres: severe assessors give less, drift shows in time, and a seed gives the same again."""

from __future__ import annotations

import pandas as pd
import pytest

from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.simulation.faults import Ways

TWO = (SimulatedAssessor("lenient", severity=-1), SimulatedAssessor("severe", severity=1))


def share_met(table: pd.DataFrame) -> float:
    return float((table["status"] == "met").mean())


def test_a_severe_assessor_gives_less_on_the_same_work() -> None:
    table = simulate(SimulatedCentre(TWO, submissions=300, shared=1.0), seed=1)
    by = {key: share_met(rows) for key, rows in table.groupby("assessor", observed=True)}
    assert by["lenient"] > by["severe"] + 0.2
    assert table.groupby("submission", observed=True)["assessor"].nunique().eq(2).all()


def test_somebody_who_drifts_gives_less_at_the_end() -> None:
    table = simulate(SimulatedCentre((SimulatedAssessor("a", drift=3),), submissions=400), seed=2)
    half = len(table) // 2
    assert share_met(table[:half]) > share_met(table[half:]) + 0.1


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    centre = SimulatedCentre(TWO, submissions=50, shown=0.5)
    assert simulate(centre, seed=3).equals(simulate(centre, seed=3))
    assert not simulate(centre, seed=3).equals(simulate(centre, seed=4))


def test_who_sees_suggestions_follows_them() -> None:
    centre = SimulatedCentre(TWO, submissions=400, shown=0.5, anchoring=3)
    table = simulate(centre, seed=5)
    same = table["status"].cat.codes == table["suggestion"].cat.codes
    assert same[table["knowledge"] == "shown"].mean() > same[table["knowledge"] == "hidden"].mean() + 0.1


def test_everybody_marks_the_seeded_scripts_and_each_has_a_standard() -> None:
    table = simulate(SimulatedCentre(TWO, submissions=40, seeded=12), seed=6)
    seeded = table[table["source"] == "standardisation"]
    assert seeded.groupby("assessor", observed=True)["submission"].nunique().eq(12).all()
    assert seeded["standard"].notna().all()
    assert table.loc[table["source"] != "standardisation", "standard"].isna().all()


@pytest.mark.parametrize("seed", [7, 8])
def test_who_is_at_fault_differs_from_an_honest_colleague(seed: int) -> None:
    faulty = Ways(same=1.0, hurried=1.0, pasted=1.0)
    people = (SimulatedAssessor("honest"), SimulatedAssessor("faulty", workload=2, case_mix=-1, ways=faulty))
    table = simulate(SimulatedCentre(people, submissions=120, commented=0.5, summer=0.5, mood=0.2, sway=0.3), seed)
    honest, hers = (table[table["assessor"] == key] for key in ("honest", "faulty"))
    assert len(hers) > 1.4 * len(honest)
    assert share_met(hers) == 1 > share_met(honest)
    assert hers["comment"].dropna().str.split(n=1).str[1].nunique() == 3 < honest["comment"].nunique()
    took = (table["decided_on"] - table["opened_on"]).dt.total_seconds() / 60
    assert (table["words"] / took)[hers.index].median() > 4 * (table["words"] / took)[honest.index].median()


def test_careless_and_following_change_what_is_given() -> None:
    def same(ways: Ways) -> float:
        table = simulate(SimulatedCentre((SimulatedAssessor("a", ways=ways),), submissions=150, shown=1.0), seed=9)
        return float((table["status"].cat.codes == table["suggestion"].cat.codes).mean())

    assert same(Ways(follows=1.0)) == 1 > same(Ways()) > same(Ways(careless=0.5)) + 0.1
