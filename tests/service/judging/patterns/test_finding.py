"""Whoever is at fault is found, honest colleagues beside her are not, and what cannot be looked for is said."""

from __future__ import annotations

import pandas as pd
import pytest

from service.judging.columns import REQUIRED
from service.judging.patterns.accepting import accepts_every_suggestion
from service.judging.patterns.against import against_strong_evidence
from service.judging.patterns.fast import too_fast
from service.judging.patterns.finding import find_patterns
from service.judging.patterns.looking import first_words
from service.judging.patterns.results import PatternId, Patterns, Signal, of_person
from service.judging.patterns.settings import settings
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.simulation.faults import Ways
from service.judging.table import complete

HONEST = tuple(SimulatedAssessor(f"honest-{number}", severity=number / 5 - 0.4) for number in range(5))
FAULTY = {
    PatternId.DRIFT_FROM_STANDARD: SimulatedAssessor("drifts", drift=3.5),
    PatternId.ALWAYS_THE_SAME: SimulatedAssessor("same", ways=Ways(same=1.0)),
    PatternId.TOO_FAST: SimulatedAssessor("fast", ways=Ways(hurried=0.5)),
    PatternId.PASTED_COMMENTS: SimulatedAssessor("pastes", ways=Ways(pasted=1.0)),
    PatternId.ACCEPTS_EVERY_SUGGESTION: SimulatedAssessor("follows", ways=Ways(follows=1.0)),
}
CENTRE = SimulatedCentre(
    (*HONEST, *FAULTY.values()), submissions=1000, seeded=36, shown=0.4, commented=0.4, program_error=0.5, sway=0.2
)
TABLE = simulate(CENTRE, seed=1)
NAMES = {"drifts": "Ada Byron"}


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return find_patterns(TABLE, NAMES)


def the_signal(patterns: Patterns, pattern: PatternId, key: str) -> Signal:
    (signal,) = [one for one in patterns.signals if (one.pattern, one.assessor.id) == (pattern, key)]
    return signal


def test_each_fault_is_found_in_whom_it_is_and_nothing_in_the_honest(patterns: Patterns) -> None:
    for pattern, faulty in FAULTY.items():
        the_signal(patterns, pattern, faulty.id)
    the_signal(patterns, PatternId.DRIFT_FROM_PROGRAM, "drifts")
    assert not [one for one in patterns.signals if one.assessor.id.startswith("honest")]


def test_who_draws_lots_goes_against_strong_evidence_and_who_is_severe_does_not() -> None:
    careless = SimulatedAssessor("careless", ways=Ways(careless=0.4))
    severe = SimulatedAssessor("severe", severity=1.5)
    centre = SimulatedCentre((*HONEST, severe, careless), submissions=700, program_error=0.4, quality_spread=2)
    (found,) = against_strong_evidence(first_words(simulate(centre, seed=2))).found
    assert found.assessor == "careless"
    assert found.observed > 2.5 * found.expected


def test_a_drift_says_when_and_how_far_and_shows_it_on_a_chart(patterns: Patterns) -> None:
    signal = the_signal(patterns, PatternId.DRIFT_FROM_PROGRAM, "drifts")
    assert signal.assessor.name == "Ada Byron"
    assert signal.since is not None
    assert signal.until is not None
    assert signal.observed != signal.expected
    assert f"{abs(signal.observed - signal.expected):.2f} steps" in signal.sentence
    (chart,) = [
        one for one in patterns.charts if (one.yardstick, one.assessor.id) == (PatternId.DRIFT_FROM_PROGRAM, "drifts")
    ]
    assert chart.signals_at
    assert any(not point.low <= point.ewma <= point.high for point in chart.points) or any(
        max(point.cusum_high, point.cusum_low) > chart.cusum_limit for point in chart.points
    )
    assert [point.at for point in chart.points] == sorted(point.at for point in chart.points)
    assert {one.submission for one in signal.examples} <= {point.submission for point in chart.points}


def test_examples_are_her_own_decisions_and_hold_no_words(patterns: Patterns) -> None:
    comments = set(TABLE["comment"].dropna())
    for signal in patterns.signals:
        assert 0 < len(signal.examples) <= 5
        hers = TABLE[TABLE["assessor"] == signal.assessor.id]
        assert {one.submission for one in signal.examples} <= set(hers["submission"])
        assert not comments & set(signal.sentence.split(". "))
    always = the_signal(patterns, PatternId.ALWAYS_THE_SAME, "same")
    assert {one.status for one in always.examples} == {"met"}
    assert always.observed == 1
    assert always.expected < 0.7


def test_of_one_person_only_what_is_said_of_her_is_left(patterns: Patterns) -> None:
    own = of_person(patterns, "same")
    assert {signal.assessor.id for signal in own.signals} == {"same"}
    assert {chart.assessor.id for chart in own.charts} == {"same"}
    assert own.looked_for == patterns.looked_for


def test_everything_that_was_looked_for_is_told_with_how_often_it_fires_falsely(patterns: Patterns) -> None:
    assert [one.pattern for one in patterns.looked_for] == list(PatternId)
    for one in patterns.looked_for:
        assert one.assessors > 0
        assert one.false_alarms <= 0.05
        assert one.meaning
    assert patterns.false_alarms <= 0.1


def test_of_a_plain_table_it_says_what_could_not_be_looked_for() -> None:
    found = find_patterns(complete(TABLE[list(REQUIRED)]), {})
    assert {one.pattern for one in found.looked_for if one.assessors} == {PatternId.ALWAYS_THE_SAME}
    assert all(one.why_not for one in found.looked_for if not one.assessors)
    (signal,) = found.signals
    assert signal.assessor.id == "same"
    assert "on the same marking points" in signal.sentence
    assert "{" not in "".join(one.why_not or "" for one in found.looked_for)


def test_nothing_at_all_is_found_in_nothing() -> None:
    found = find_patterns(TABLE.iloc[:0], {})
    assert (found.signals, found.charts) == ((), ())


def test_suggestions_without_probabilities_are_a_yardstick_too() -> None:
    without = TABLE.assign(probability_not=None, probability_partial=None, probability_met=None)
    found = find_patterns(complete(without), {})
    the_signal(found, PatternId.DRIFT_FROM_PROGRAM, "drifts")
    the_signal(found, PatternId.ACCEPTS_EVERY_SUGGESTION, "follows")
    assert {one.pattern: one.assessors for one in found.looked_for}[PatternId.AGAINST_STRONG_EVIDENCE] == 0
    assert not [one for one in found.signals if one.assessor.id.startswith("honest")]


def test_where_everybody_sees_suggestions_colleagues_say_how_often_to_differ() -> None:
    centre = SimulatedCentre((*HONEST, FAULTY[PatternId.ACCEPTS_EVERY_SUGGESTION]), submissions=400, shown=1.0)
    (found,) = accepts_every_suggestion(first_words(simulate(centre, seed=3))).found
    assert found.assessor == "follows"
    assert "colleagues" in str(found.figures["among"])


def test_only_the_last_year_counts() -> None:
    longer = pd.concat([TABLE.assign(decided_on=TABLE["decided_on"] - pd.Timedelta(days=800)), TABLE.tail(800)])
    found = find_patterns(complete(longer), {})
    assert all(
        point.at > TABLE["decided_on"].max() - pd.Timedelta(days=365) for one in found.charts for point in one.points
    )


def test_a_text_opened_the_day_before_or_known_from_an_earlier_draft_is_not_read_too_fast() -> None:
    def fast(table: pd.DataFrame) -> list[str]:
        return [one.assessor for one in too_fast(first_words(complete(table))).found]

    assert fast(TABLE) == ["fast"]
    assert not fast(TABLE.assign(opened_on=TABLE["opened_on"] - pd.Timedelta(days=1)))
    slow = TABLE.assign(
        draft="first of " + TABLE["submission"].astype(str), opened_on=TABLE["opened_on"] - pd.Timedelta(days=1)
    )
    later = TABLE.assign(
        draft="second of " + TABLE["submission"].astype(str),
        decided_on=TABLE["decided_on"] + pd.Timedelta(days=9),
        opened_on=TABLE["opened_on"] + pd.Timedelta(days=9),
    )
    assert not fast(pd.concat([slow, later]))


def test_every_sentence_can_be_filled_and_every_number_has_a_reason() -> None:
    for pattern in PatternId:
        of = settings().patterns.of(pattern)
        assert of.least.because.endswith(".")
        assert of.ask
        assert of.false_alarms <= 0.05
