"""Control charts as pictures: a point a week, of whoever moves or is asked for."""

from __future__ import annotations

from dataclasses import replace

from service.judging.patterns.finding import find_patterns
from service.judging.patterns.results import PatternId
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.web.centre.control_charts import charts_of

CALM = tuple(SimulatedAssessor(f"calm-{number}") for number in range(2))
MOVING = tuple(SimulatedAssessor(f"moving-{number}", drift=4.0 if number % 2 else -4.0) for number in range(8))
CENTRE = SimulatedCentre((*CALM, *MOVING), submissions=900, program_error=0.3)
PATTERNS = find_patterns(simulate(CENTRE, seed=4), {})


def test_who_moves_is_drawn_and_who_is_left_is_counted() -> None:
    moving = [one for one in PATTERNS.signals if one.pattern is PatternId.DRIFT_FROM_PROGRAM]
    charts, left = charts_of(PATTERNS, "", "en-GB")
    assert len(moving) > len(charts) == 6
    assert left == len(moving) - 6
    assert {chart.assessor.id for chart in charts} <= {one.assessor.id for one in moving}


def test_a_year_has_a_point_a_week_and_none_that_signals_is_lost() -> None:
    (chart,), left = charts_of(PATTERNS, "moving-1", "en-GB")
    average, sums = chart.pictures
    assert left == 0
    assert 40 < len(average.table.rows) <= 54
    assert "no" in {row[-1] for row in (*average.table.rows, *sums.table.rows)}
    assert average.table.rows[0][0] == "5 Jan 2026"


def test_of_whoever_has_too_few_decisions_there_is_no_chart() -> None:
    few = find_patterns(simulate(replace(CENTRE, submissions=40), seed=4), {})
    assert charts_of(few, "moving-1", "en-GB") == ([], 0)
