"""The audit of the program as a whole."""

from __future__ import annotations

from service.judging.program.measuring import measure_program
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.simulation.groups import SimulatedGroup

CENTRE = SimulatedCentre(
    tuple(SimulatedAssessor(f"a{number}") for number in range(4)),
    submissions=120,
    groups=(SimulatedGroup("form", "log", 0.3),),
)


def test_all_parts_speak_of_the_same_suggestions() -> None:
    table = simulate(CENTRE, 5)
    found = measure_program(table, {})
    assert found.decisions == found.agreement.pairs == sum(band.suggestions for band in found.calibration.bands)
    assert found.submissions == found.agreement.submissions == 120
    assert [one.dimension for one in found.dimensions] == ["form"]
    assert found.least_learners == 10
    assert measure_program(table, {}) == found


def test_nothing_to_compare_is_said_and_no_error() -> None:
    found = measure_program(simulate(CENTRE, 5).iloc[:0], {})
    assert found.decisions == 0
    assert found.dimensions == ()
    assert found.agreement.agreement.why_not is not None
    assert found.calibration.brier.why_not is not None
