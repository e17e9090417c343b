"""What severity, patterns and the program come to in words."""

from __future__ import annotations

from collections.abc import Iterable

from service.judging.agreement.measuring import measure
from service.judging.estimates import Assessor, Estimate
from service.judging.findings.of_patterns import of_patterns
from service.judging.findings.of_program import of_program
from service.judging.findings.of_severity import of_severity
from service.judging.findings.results import Finding, Kind, Weight
from service.judging.patterns.results import Example, LookedFor, PatternId, Patterns, Signal
from service.judging.program.results import Calibration, CalibrationBand, Dimension, GroupFigures, ProgramAudit
from service.judging.severity.results import AssessorSeverity, Link, Severity
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate

IDA, OLI = Assessor(id="1", name="Ida"), Assessor(id="2", name="Oli")
UNKNOWN = Estimate(why_not="Too few.")


def near(value: float, reach: float) -> Estimate:
    return Estimate(value=value, low=value - reach, high=value + reach)


def severe(person: Assessor, measure: Estimate, group: int = 0) -> AssessorSeverity:
    return AssessorSeverity(
        assessor=person,
        measure=measure,
        group=group,
        standard_error=0.1,
        infit=1,
        outfit=1,
        decisions=80,
        submissions=1234,
    )


def severity(*assessors: AssessorSeverity, links: Iterable[Link] = (), why_not: str | None = None) -> Severity:
    return Severity(
        why_not=why_not,
        decisions=200,
        submissions=30,
        assessors=assessors,
        points=(),
        thresholds=(-1, 1),
        reliability=0.8,
        linked=not links,
        links_wanted=tuple(links),
    )


def kinds(findings: Iterable[Finding]) -> list[Kind]:
    return [one.kind for one in findings]


def test_severity_is_told_as_decisions_and_not_as_logits() -> None:
    severer, milder = of_severity(severity(severe(IDA, near(0.8, 0.2)), severe(OLI, near(-0.8, 0.2))))
    assert (severer.kind, severer.assessors) == (Kind.SEVERER, (IDA,))
    assert "where they would in 50% of decisions, Ida does in 31% (95% interval 27% to 35%), on 1,234" in severer.found
    assert milder.kind == Kind.MORE_LENIENT
    assert "logit" not in severer.found + milder.found


def test_a_difference_that_is_real_and_small_is_not_worth_a_meeting() -> None:
    (alike,) = of_severity(severity(severe(IDA, near(0.05, 0.01)), severe(OLI, near(-0.05, 0.01))))
    assert alike.kind == Kind.SEVERITY_ALIKE


def test_people_whom_nothing_joins_are_not_compared_and_it_says_what_would_join_them() -> None:
    link = Link(assessors=(IDA, OLI), missing=5, submissions=("s1", "s2"))
    apart = severity(severe(IDA, near(3, 0.1), group=0), severe(OLI, near(-3, 0.1), group=1), links=[link])
    (unlinked,) = of_severity(apart)
    assert (unlinked.kind, unlinked.weight, unlinked.submissions) == (Kind.UNLINKED, Weight.OPEN, ("s1", "s2"))
    assert kinds(of_severity(severity(why_not="Nobody judged the same."))) == [Kind.SEVERITY_UNKNOWN]


def patterns(*signals: Signal, searched: int = 3) -> Patterns:
    looked = LookedFor(
        pattern=PatternId.TOO_FAST,
        meaning="Decisions faster than the text can be read.",
        assessors=searched,
        why_not=None if searched else "It is not recorded when texts are opened.",
        false_alarms=0.02,
    )
    return Patterns(signals=signals, charts=(), looked_for=(looked,))


def test_a_signal_says_how_often_it_is_wrong_and_names_each_submission_once() -> None:
    examples = tuple(Example(submission=key, marking_point="MP1", status="met") for key in ("s2", "s2", "s1"))
    signal = Signal(
        pattern=PatternId.TOO_FAST,
        assessor=IDA,
        sentence="Ida decided on 9 of 30 texts faster than they can be read.",
        ask="Were they read before?",
        observed=0.3,
        expected=0.05,
        decisions=30,
        since=None,
        examples=examples,
    )
    (told,) = of_patterns(patterns(signal))
    assert told.found == f"Ida: {signal.sentence}"
    rate = "Of a hundred assessors with whose judging nothing is amiss, about 2 show this within a year."
    assert told.to_do == f"Were they read before? {rate}"
    assert told.submissions == ("s2", "s1")


def test_nothing_found_is_a_finding_and_nothing_looked_for_is_another() -> None:
    (none,) = of_patterns(patterns())
    assert none.kind == Kind.NO_PATTERN
    assert "up to 3 people: decisions faster than the text can be read." in none.found
    (unsearched,) = of_patterns(patterns(searched=0))
    assert unsearched.kind == Kind.PATTERN_UNKNOWN
    assert unsearched.found.endswith("It is not recorded when texts are opened.")


def group(name: str | None, difference: Estimate, *, suppressed: bool = False) -> GroupFigures:
    return GroupFigures(
        group=name,
        submissions=None if suppressed else 40,
        suppressed=suppressed,
        agreement=UNKNOWN if suppressed else near(0.7, 0.05),
        leaning=UNKNOWN,
        difference=difference,
    )


def program(*groups: GroupFigures, bands: tuple[CalibrationBand, ...] = ()) -> ProgramAudit:
    table = simulate(SimulatedCentre((SimulatedAssessor("1"), SimulatedAssessor("2")), submissions=20), seed=1)
    calibration = Calibration(bands=bands, error=near(0.04, 0.01), brier=near(0.5, 0.1))
    return ProgramAudit(
        decisions=100,
        submissions=20,
        agreement=measure(table, {}).with_program.overall,
        calibration=calibration,
        dimensions=(Dimension(dimension="level_of_english", groups=groups),) if groups else (),
        least_learners=10,
    )


def test_a_group_for_which_the_program_leans_otherwise_is_named_with_its_dimension() -> None:
    found = list(of_program(program(group("B1", near(-0.2, 0.05)), group("C1", near(0.01, 0.1)))))
    assert kinds(found) == [Kind.CALIBRATED, Kind.GROUP_LOWER]
    assert found[1].group == "B1"
    assert "Where level of English is “B1”, the program suggests less" in found[1].found
    assert "by 0.20 (95% interval 0.15 to 0.25) of a status" in found[1].found


def test_small_groups_are_counted_and_not_named() -> None:
    found = list(of_program(program(group("B1", UNKNOWN, suppressed=True), group(None, UNKNOWN))))
    assert kinds(found) == [Kind.CALIBRATED, Kind.GROUPS_SMALL]
    assert "B1" not in found[1].found
    assert kinds(of_program(program())) == [Kind.CALIBRATED, Kind.GROUPS_UNKNOWN]


def test_where_the_program_is_surer_than_right_it_says_so() -> None:
    sure = CalibrationBand(low=0.9, high=1, held=0.95, agreed=near(0.7, 0.04), suggestions=300)
    found = list(of_program(program(group("B1", near(0, 0.1)), bands=(sure,))))
    assert kinds(found) == [Kind.TOO_SURE, Kind.GROUPS_ALIKE]
    assert "held 90% to 100% probable (95% on average)" in found[0].found
