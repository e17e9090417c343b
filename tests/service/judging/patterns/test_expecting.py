"""What colleagues would give on the same evidence, and somebody as severe as she is."""

from __future__ import annotations

import numpy as np
import pytest

from service.judging.patterns.expecting import (
    as_severe_as_she,
    by_colleagues,
    enough_of_others,
    expected_status,
    tilted,
)
from service.judging.patterns.looking import first_words, numbered
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.simulation.faults import Ways

PEOPLE = (
    SimulatedAssessor("severe", severity=1.2),
    SimulatedAssessor("lenient", severity=-1.2),
    SimulatedAssessor("same", ways=Ways(same=1.0)),
)
ROWS = numbered(first_words(simulate(SimulatedCentre(PEOPLE, submissions=240), seed=1)))


def mean_of(likely: np.ndarray[tuple[int, int], np.dtype[np.float64]], who: int) -> float:
    return float((likely @ np.arange(3))[ROWS["who"] == who].mean())


def test_colleagues_say_what_is_expected_of_her_and_she_does_not() -> None:
    likely = by_colleagues(ROWS, expected_status(ROWS))
    assert likely.sum(1) == pytest.approx(np.ones(len(ROWS)))
    # Whoever gives `met` throughout is expected to vary, and the others are not expected to give as much.
    assert 0.8 < mean_of(likely, 2) < 1.2
    assert mean_of(likely, 0) > ROWS["given"][ROWS["who"] == 0].mean() + 0.3


def test_her_own_severity_is_allowed_for() -> None:
    likely = as_severe_as_she(by_colleagues(ROWS, expected_status(ROWS)), ROWS)
    for who in (0, 1):
        assert mean_of(likely, who) == pytest.approx(ROWS["given"][ROWS["who"] == who].mean(), abs=0.01)


def test_a_program_that_leans_leaves_what_is_expected_as_it_is() -> None:
    """Only the order of its expectations counts: what follows from each is learned from people."""
    evidence = expected_status(ROWS)
    assert by_colleagues(ROWS, 0.2 + evidence / 2) == pytest.approx(by_colleagues(ROWS, evidence), abs=1e-6)


def test_a_tilt_moves_the_odds_alike() -> None:
    (moved,) = tilted(np.array([[0.2, 0.3, 0.5]]), np.array([np.log(2)]))
    assert moved / moved[0] == pytest.approx([1, 3, 10])


def test_whoever_is_alone_has_no_colleagues() -> None:
    alone = numbered(ROWS[ROWS["who"] == 0])
    assert enough_of_others(ROWS).all()
    assert not enough_of_others(alone).any()
    assert np.isfinite(by_colleagues(alone, expected_status(alone))).all()
