"""What an audit says in words."""

from __future__ import annotations

import pytest

from service.judging.auditing import audit
from service.judging.columns import STATUSES
from service.judging.findings.results import Finding, Kind, Weight
from service.judging.findings.wording import Wording, wording
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.table import table_of

PEOPLE = tuple(SimulatedAssessor(f"Assessor {letter}") for letter in "ABC")
ALIKE = SimulatedCentre(PEOPLE, submissions=300, shared=0.4)


def of_kind(findings: tuple[Finding, ...], kind: Kind) -> list[Finding]:
    return [one for one in findings if one.kind == kind]


@pytest.fixture(scope="module")
def alike() -> tuple[Finding, ...]:
    return audit(simulate(ALIKE, seed=7), {}).findings


def test_the_first_thing_known_is_how_far_people_agree(alike: tuple[Finding, ...]) -> None:
    overall = next(finding for finding in alike if finding.weight == Weight.KNOWN)
    assert overall.kind == Kind.OVERALL
    assert overall.estimate
    assert overall.estimate.value is not None
    assert f"{100 * overall.estimate.value:.0f}% (95% interval " in overall.found
    assert "kappa" in overall.found
    assert "AC1" in overall.found


def test_where_nothing_stands_out_that_is_a_finding_and_says_what_could_still_be_there(
    alike: tuple[Finding, ...],
) -> None:
    (points,) = of_kind(alike, Kind.POINTS_ALIKE)
    assert points.weight == Weight.KNOWN
    assert "of the 8 that can be compared" in points.found
    assert "percentage points could still be there" in points.found
    assert not of_kind(alike, Kind.POINT_LOWER)
    assert not of_kind(alike, Kind.PAIR_LOWER)


def test_what_asks_for_something_comes_before_what_asks_for_nothing() -> None:
    one_decides_otherwise = SimulatedAssessor("Assessor A", points={"MP4": -5.0})
    another_too = SimulatedAssessor("Assessor B", points={"MP4": 5.0})
    table = simulate(SimulatedCentre((one_decides_otherwise, another_too), submissions=400, shared=0.5), seed=7)
    findings = audit(table, {}).findings
    (lower,) = of_kind(findings, Kind.POINT_LOWER)
    assert (lower.weight, lower.marking_point) == (Weight.ACT, "MP4")
    assert "On MP4 people agree less" in lower.found
    assert lower.to_do
    assert {one.weight for one in findings[: findings.index(lower) + 1]} == {Weight.ACT}


def test_who_gives_met_more_often_than_colleagues_is_told_with_the_scripts_to_discuss() -> None:
    people = (SimulatedAssessor("Assessor A"), SimulatedAssessor("Assessor B", points={"MP4": -3.0}), *PEOPLE[2:])
    found = audit(simulate(SimulatedCentre(people, submissions=300, shared=0.5), seed=7), {}).findings
    (told,) = (one for one in of_kind(found, Kind.AWARDS_MORE) if one.marking_point == "MP4")
    assert told.assessors[0].id == "Assessor B"
    assert "on the same scripts" in told.found
    assert "times as often" in told.found
    assert "95% interval" in told.found
    assert len(told.submissions) == 3


def test_of_two_who_never_judged_the_same_it_says_what_to_mark_twice() -> None:
    rows = [
        (assessor, f"{assessor}{number}", point, STATUSES[number % 3], f"2026-03-{number + 1:02}")
        for assessor in ("Ida", "Oli")
        for number in range(9)
        for point in ("MP1", "MP2")
    ]
    table = table_of(rows, ("assessor", "submission", "marking_point", "status", "decided_on"))
    findings = audit(table, {"Ida": "Ida Unknown"}).findings
    assert {one.weight for one in findings} == {Weight.OPEN}
    told = of_kind(findings, Kind.MARK_TWICE)
    assert [one.assessors[0].name for one in told] == ["Ida Unknown", "Oli"]
    assert "Ida Unknown" in told[0].found
    assert len(told[0].submissions) == wording().most_submissions.value


def test_an_empty_table_has_findings_too() -> None:
    table = table_of([], ("assessor", "submission", "marking_point", "status", "decided_on"))
    assert Kind.OVERALL_UNKNOWN in {one.kind for one in audit(table, {}).findings}


def test_of_many_alike_the_first_few_are_told_and_the_rest_counted() -> None:
    people = tuple(SimulatedAssessor(f"Assessor {number}") for number in range(12))
    findings = audit(simulate(SimulatedCentre(people, submissions=60, shared=0.2), seed=3), {}).findings
    told = of_kind(findings, Kind.MARK_TWICE)
    assert len(told) == wording().most_of_a_kind.value + 1
    assert told[-1].found == "7 more of this kind: the tables have them."


def test_every_kind_has_its_words_and_its_place() -> None:
    content = wording().model_dump()
    content["order"] = content["order"][1:]
    with pytest.raises(ValueError, match="Every kind"):
        Wording.model_validate(content)
