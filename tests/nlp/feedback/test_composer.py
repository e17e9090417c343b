"""What feedback says, and what always holds of it whatever was found."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.feedback.composer import compose
from nlp.feedback.quotes import ELLIPSIS
from nlp.results import ConstraintFinding, FlagFinding, Status
from tests.nlp.feedback.findings import SENTENCES, TEXT, Findings, all_findings, cite, depth, element, point


@cache
def the_unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture
def unit() -> Unit:
    return the_unit()


def in_all(unit: Unit, status: Status) -> Findings:
    return Findings(tuple(point(definition, status) for definition in unit.marking_points), depth())


def test_summary_counts_the_points_and_names_the_depth(unit: Unit) -> None:
    first, second, *others = unit.marking_points
    points = (point(first, "met"), point(second, "partial"), *(point(definition, "not") for definition in others))
    summary = Findings(points, depth("descriptive", 0.126)).compose(unit).summary
    expected_depth = unit.messages.depth_descriptive.format(share=13)
    assert summary == unit.messages.summary_some.format(
        points=len(points), points_met=1, points_partial=1, depth=expected_depth
    )


@pytest.mark.parametrize(
    ("status", "message"), [("met", "summary_all"), ("partial", "summary_partial"), ("not", "summary_none")]
)
def test_summary_where_all_points_are_alike(unit: Unit, status: Status, message: str) -> None:
    points = len(unit.marking_points)
    expected = getattr(unit.messages, message).format(
        points=points, points_met=points, points_partial=points, depth=unit.messages.depth_mixed.format(share=40)
    )
    assert in_all(unit, status).compose(unit).summary == expected


def test_strengths_are_the_surest_evidence_of_different_points_and_sentences(unit: Unit) -> None:
    one, two, three, four, five, *_ = unit.marking_points
    points = (
        point(one, "partial", element(one.elements[0].id, cite(0, 0.6)), element(one.elements[1].id, cite(1, 0.95))),
        point(two, "partial", element(two.elements[0].id, cite(1, 0.9), cite(2, 0.8))),
        point(three, "partial", element(three.elements[0].id, cite(3, 0.99), weak=True)),
        point(four, "partial", element(four.elements[0].id, cite(4, 0.7))),
        point(five, "partial", element(five.elements[0].id, cite(5, 0.65))),
    )
    strengths = Findings(points, depth()).compose(unit).strengths
    assert [(item.text, item.evidence) for item in strengths] == [
        (one.elements[1].strength, (cite(1, 0.95),)),
        (two.elements[0].strength, (cite(2, 0.8),)),
        (four.elements[0].strength, (cite(4, 0.7),)),
    ]


def test_the_point_that_lacks_least_comes_first(unit: Unit) -> None:
    one, two, *others = unit.marking_points
    all_but_one = [element(item.id, cite(0, 0.9)) for item in two.elements[: two.requires.met - 1]]
    points = (
        point(one, "not"),
        point(two, "partial", *all_but_one),
        *(point(definition, "met") for definition in others),
    )
    first, second, third = Findings(points, depth()).compose(unit).next_steps
    missing = two.elements[two.requires.met - 1]
    assert (first.marking_point, first.element, first.question) == (two.id, missing.id, missing.question)
    assert first.guidance == missing.guidance[0]
    assert second.marking_point == one.id
    assert {third.marking_point} <= {one.id, two.id}


def test_a_step_quotes_the_place_where_the_missing_thing_belongs(unit: Unit) -> None:
    one, *others = unit.marking_points
    met = tuple(point(definition, "met") for definition in others)
    present, missing = one.elements[0], one.elements[1]
    points = (point(one, "partial", element(present.id, cite(2, 0.6), cite(3, 0.9))), *met)
    step = Findings(points, depth()).compose(unit).next_steps[0]
    assert step.element == missing.id
    assert step.evidence == (cite(3, 0.9),)
    words = f"{SENTENCES[3][: SENTENCES[3].rindex(',')]} {ELLIPSIS}"
    assert step.text == unit.messages.next_step_at.format(label=missing.label, quote=words)


def test_weak_evidence_is_worked_on_before_something_new_and_is_itself_the_place(unit: Unit) -> None:
    one, *others = unit.marking_points
    weak = one.elements[-1]
    points = (
        point(one, "partial", element(one.elements[0].id, cite(0, 0.9)), element(weak.id, cite(4, 0.3), weak=True)),
        *(point(definition, "met") for definition in others),
    )
    step = Findings(points, depth()).compose(unit).next_steps[0]
    assert (step.element, step.evidence) == (weak.id, (cite(4, 0.3),))


def test_without_a_place_the_step_says_only_what_to_work_on(unit: Unit) -> None:
    step = in_all(unit, "not").compose(unit).next_steps[0]
    definition = next(item for item in unit.elements if item.id == step.element)
    assert step.text == unit.messages.next_step.format(label=definition.label)
    assert step.evidence == ()


def test_what_must_be_fixed_comes_first_and_other_flags_after_the_points(unit: Unit) -> None:
    must = next(flag for flag in unit.flags if flag.severity == "must_fix")
    should = next(flag for flag in unit.flags if flag.severity == "should_fix")
    flags = tuple(
        FlagFinding(id=flag.id, severity=flag.severity, message=flag.message, evidence=(cite(1, 0.8), cite(2, 0.7)))
        for flag in (should, must)
    )
    one, *others = unit.marking_points
    points = (point(one, "not"), *(point(definition, "met") for definition in others))
    steps = Findings(points, depth(), flags).compose(unit).next_steps
    assert [step.question for step in steps] == [must.question, one.elements[0].question, should.question]
    assert (steps[0].text, steps[0].evidence, steps[0].marking_point) == (must.message, (cite(1, 0.8),), None)


def test_an_overlooked_constraint_is_asked_about_once(unit: Unit) -> None:
    flag = next(flag for flag in unit.flags if flag.severity == "must_fix" and flag.constraints_overlooked)
    constraint = next(item for item in unit.constraints if item.id == flag.constraints_overlooked[0])
    overlooked = (ConstraintFinding(id=constraint.id, status="overlooked", evidence=()),)
    raised = (FlagFinding(id=flag.id, severity=flag.severity, message=flag.message, evidence=()),)
    findings = in_all(unit, "not")
    without_flag = Findings(findings.points, findings.depth, (), overlooked).compose(unit).next_steps
    with_flag = Findings(findings.points, findings.depth, raised, overlooked).compose(unit).next_steps
    assert [step.question for step in without_flag].count(constraint.question) == 1
    assert without_flag[0].text == unit.messages.next_step.format(label=constraint.label)
    assert constraint.question not in [step.question for step in with_flag]


def test_a_unit_with_nothing_found_and_nothing_to_find_still_gets_feedback(unit: Unit) -> None:
    complete = tuple(
        point(definition, "met", *(element(item.id, cite(n % 6, 0.9)) for n, item in enumerate(definition.elements)))
        for definition in unit.marking_points
    )
    feedback = compose(unit, TEXT, complete, depth(), (), constraints=())
    assert len(feedback.strengths) == 3
    assert feedback.next_steps == ()


def allowed_texts(unit: Unit) -> set[str]:
    """Everything feedback may say, with quotes taken out."""
    labels = [item.label for item in (*unit.elements, *unit.constraints)]
    steps = [unit.messages.next_step.format(label=label) for label in labels]
    places = [unit.messages.next_step_at.format(label=label, quote="") for label in labels]
    return {*steps, *places, *(flag.message for flag in unit.flags), *(item.strength for item in unit.elements)}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_always_holds(data: st.DataObject) -> None:
    unit = the_unit()
    findings = data.draw(all_findings(unit))
    feedback = findings.compose(unit)
    steps, strengths = feedback.next_steps, feedback.strengths

    assert feedback == findings.compose(unit)
    assert len(strengths) <= 3
    assert len(steps) <= 3
    assert len({step.question for step in steps}) == len(steps)
    assert len({item.text for item in strengths}) == len(strengths)
    assert len({item.evidence for item in strengths}) == len(strengths)

    sentences = {(cite(n, 0).start, cite(n, 0).end) for n in range(len(SENTENCES))}
    cited = [place for strength in strengths for place in strength.evidence]
    cited += [place for step in steps for place in step.evidence]
    assert {(place.start, place.end) for place in cited} <= sentences

    met = {item.id for item in findings.points if item.status == "met"}
    if len(met) < len(findings.points):
        assert not met & {step.marking_point for step in steps}
    if any(item.status != "met" for item in findings.points) and not findings.flags:
        assert any(step.marking_point for step in steps)

    allowed = allowed_texts(unit)
    own_words = {f"{sentence[: sentence.rindex(',')]} {ELLIPSIS}" for sentence in SENTENCES}
    for text in [*(strength.text for strength in strengths), *(step.text for step in steps)]:
        assert text in allowed or any(text.replace(words, "") in allowed for words in own_words)
    tips = {tip.id for tip in unit.guidance}
    assert {step.guidance for step in steps} <= tips | {None}
