"""Simulated centres: severe assessors give less, drift shows in time, and a seed gives the same again."""

from __future__ import annotations

import pandas as pd

from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate

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
