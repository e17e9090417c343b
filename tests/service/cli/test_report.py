"""The report for people: what it says, and what it must never do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rich.console import Console

from criteria_bank.checks import MistakeCheck
from criteria_bank.schema import Unit
from nlp.pipeline import Analyser
from nlp.results import (
    AnalysisResult,
    CheckFinding,
    CheckStatus,
    ConstraintFinding,
    Correction,
    ElementFinding,
    ElementStatus,
    Evidence,
    Extent,
    FlagFinding,
    NextStep,
    PersonalData,
    Quality,
    QualityHint,
    Strength,
)
from service.cli.report import report
from service.cli.report.context import Context
from service.cli.report.points import choose

QUALITIES: tuple[Quality, ...] = ("valid", "sufficient", "current")
BARS = set("█▉▊▋▌▍▎▏")


@pytest.fixture
def unit(analyser: Analyser) -> Unit:
    return analyser.unit


def printed(result: AnalysisResult, unit: Unit, width: int = 100, *, in_full: bool = True) -> str:
    console = Console(width=width, color_system=None, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(report(Context(result, unit, "account.txt", in_full)))
    return capture.get()


def flowing(result: AnalysisResult, unit: Unit, *, in_full: bool = True) -> str:
    """The report as running words, so that a test need not know where lines break."""
    return " ".join(printed(result, unit, in_full=in_full).split())


def evidence(result: AnalysisResult, sentence: int, probability: float = 0.9) -> Evidence:
    at = result.text.sentences[sentence]
    return Evidence(start=at.start, end=at.end, probability=probability)


def words(result: AnalysisResult, sentence: int) -> str:
    at = result.text.sentences[sentence]
    return result.text.content[at.start : at.end]


def test_every_marking_point_has_a_status_in_words(result: AnalysisResult, unit: Unit) -> None:
    text = printed(result, unit)
    glance = text[text.index("Marking points at a glance") : text.index("Evidence, in the words")]
    said = {"met": "Found", "partial": "In part", "not": "Not yet"}

    for finding, point in zip(result.marking_points, unit.marking_points, strict=True):
        (line,) = [line for line in glance.splitlines() if point.label in line]
        assert f"{said[finding.status]} " in line
        assert point.id in line


def test_elements_are_named_as_found_hinted_at_or_still_to_come(result: AnalysisResult, unit: Unit) -> None:
    point = unit.marking_points[0]
    statuses: list[ElementStatus] = ["evidenced", "weak", "missing", "missing"]
    sure = (evidence(result, 1, 0.8),)
    elements = tuple(
        ElementFinding(id=element.id, status=status, evidence=sure if status == "evidenced" else ())
        for element, status in zip(point.elements, statuses, strict=False)
    )
    found, weak, missing, other = (element.label for element in point.elements)
    for status, rest in (("partial", "Not clear yet"), ("met", "Could be added")):
        first = result.marking_points[0].model_copy(update={"elements": elements, "status": status})
        findings = (first, *result.marking_points[1:])
        text = flowing(result.model_copy(update={"marking_points": findings}), unit)
        assert f"Found: {found} Only hinted at: {weak} {rest}: {missing}, {other} " in text


def test_an_overlooked_constraint_says_what_calls_for_it(result: AnalysisResult, unit: Unit) -> None:
    place = Extent(**evidence(result, 2).model_dump(exclude={"probability"}))
    finding = ConstraintFinding(id=unit.constraints[0].id, status="overlooked", evidence=(), because=(place,))

    text = flowing(result.model_copy(update={"constraints": (finding,)}), unit)
    assert f"Called for where you write “{words(result, 2)[:20]}" in text


def test_the_units_advice_is_checked_in_words(result: AnalysisResult, unit: Unit) -> None:
    statuses: list[CheckStatus] = ["found", "partly", "missing", "not_applicable"]
    checks = tuple(
        CheckFinding(
            id=check.id, kind="advice", status=status, message=f"We say {status}.", cites=("TIP1",), evidence=()
        )
        for check, status in zip(unit.checks, statuses, strict=False)
    )
    text = flowing(result.model_copy(update={"checks": checks}), unit)

    assert f"Done: {unit.checks[0].label} " in text
    assert "Partly We say partly. (TIP1)" in text
    assert "Not yet We say missing. (TIP1)" in text
    assert "We say not_applicable" not in text
    assert "advice, checked" not in flowing(result.model_copy(update={"checks": ()}), unit)


def test_the_places_where_a_why_would_pay_are_quoted(result: AnalysisResult, unit: Unit) -> None:
    (depth,) = [check for check in unit.checks if check.detector == "depth"]
    place = Extent(**evidence(result, 2).model_dump(exclude={"probability"}))
    finding = CheckFinding(
        id=depth.id, kind="mistake", status="missing", message="Say why.", cites=depth.cites, evidence=(place,)
    )

    assert f"Say why. (CM3) “{words(result, 2)}”" in flowing(result.model_copy(update={"checks": (finding,)}), unit)


def test_a_mistake_that_a_flag_raises_is_not_said_again(result: AnalysisResult, unit: Unit) -> None:
    (check,) = [check for check in unit.checks if check.id == "same_for_all"]
    finding = CheckFinding(
        id=check.id, kind="mistake", status="missing", message="All alike.", cites=check.cites, evidence=()
    )
    raised = FlagFinding(id="uniform", severity="should_fix", message="All the same.", evidence=())
    alone, flagged = (
        flowing(result.model_copy(update={"checks": (finding,), "flags": flags}), unit) for flags in ((), (raised,))
    )

    assert "All alike." in alone
    assert "All alike." not in flagged


def test_evidence_is_the_learners_own_sentence_with_its_place_and_certainty(result: AnalysisResult, unit: Unit) -> None:
    element = unit.marking_points[0].elements[0]
    shown = ElementFinding(id=element.id, status="evidenced", evidence=(evidence(result, 2, 0.61),))
    findings = [finding.model_copy(update={"elements": ()}) for finding in result.marking_points]
    findings[0] = findings[0].model_copy(update={"elements": (shown,)})
    text = flowing(result.model_copy(update={"marking_points": tuple(findings)}), unit)

    assert f"“{words(result, 2)}” Shows: {element.label} (fairly sure); paragraph 2" in text


def test_no_probability_is_shown(result: AnalysisResult, unit: Unit) -> None:
    assert not re.search(r"\b0\.\d", printed(result, unit))


@pytest.mark.parametrize("width", [24, 40, 60, 80, 100])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_cut(result: AnalysisResult, unit: Unit, width: int) -> None:
    narrow = printed(result, unit, width)
    plain = re.compile(r"[A-Za-z’'-]+")

    assert max(map(len, narrow.splitlines())) <= width
    if width >= 40:
        assert set(plain.findall(narrow)) <= set(plain.findall(printed(result, unit, 400)))


def test_strengths_and_next_steps_are_the_feedbacks_own(result: AnalysisResult, unit: Unit) -> None:
    element = unit.elements[0]
    tip = unit.guidance[0]
    feedback = result.feedback.model_copy(
        update={
            "summary": "One thing is clear already.",
            "strengths": (Strength(text=element.strength, quote=None, evidence=(evidence(result, 1),)),),
            "next_steps": (
                NextStep(
                    text="Work next on this.",
                    question=element.question,
                    marking_point=unit.marking_points[0].id,
                    element=element.id,
                    guidance=tip.id,
                    tip="Think of one day.",
                    evidence=(),
                ),
            ),
        }
    )
    text = flowing(result.model_copy(update={"feedback": feedback}), unit)

    assert "One thing is clear already." in text
    assert f"{element.strength} “{words(result, 1)}”" in text
    point = unit.marking_points[0]
    assert f"1. {point.id} {point.label} Work next on this. {element.question} Tip: Think of one day." in text


def test_a_learner_is_told_the_first_of_long_lists_and_how_to_see_the_rest(result: AnalysisResult, unit: Unit) -> None:
    advice = [check.id for check in unit.checks if not isinstance(check, MistakeCheck)][:5]
    checks = tuple(
        CheckFinding(id=name, kind="advice", status="missing", message=f"Advice {n}.", cites=(), evidence=())
        for n, name in enumerate(advice)
    )
    hints = tuple(
        QualityHint(id=quality, quality=quality, message=f"Hint {n}.", evidence=())
        for n, quality in enumerate(QUALITIES)
    )
    long = result.model_copy(update={"checks": checks, "quality": hints})
    learners, assessors = flowing(long, unit, in_full=False), flowing(long, unit)
    assert "Advice 2." in learners
    assert "Advice 3." not in learners
    assert "And 2 more, for assessors." in learners
    assert "Hint 1." not in learners
    assert all(f"Advice {n}." in assessors for n in range(5))
    assert "more, for assessors" not in assessors


def test_constraints_are_addressed_overlooked_or_not_called_for(result: AnalysisResult, unit: Unit) -> None:
    addressed, perhaps, overlooked, neither, *_ = unit.constraints
    findings = (
        ConstraintFinding(id=addressed.id, status="addressed", evidence=(evidence(result, 0, 0.8),)),
        ConstraintFinding(id=perhaps.id, status="addressed", evidence=(evidence(result, 1, 0.4),)),
        ConstraintFinding(id=overlooked.id, status="overlooked", evidence=()),
        ConstraintFinding(id=neither.id, status="not_applicable", evidence=()),
    )
    text = flowing(result.model_copy(update={"constraints": findings}), unit).lower()

    assert f"addressed {addressed.label} “{words(result, 0)}”".lower() in text
    assert f"overlooked {overlooked.label} {overlooked.question}".lower() in text
    assert f"perhaps {perhaps.label} ".lower() in text
    assert f"not noticed, and perhaps not called for: {neither.label}".lower() in text


@pytest.mark.parametrize(
    ("severity", "said"), [("must_fix", "Must fix"), ("should_fix", "Should fix"), ("note", "Note")]
)
def test_a_flag_says_how_grave_it_is_shows_its_sentence_and_asks(
    result: AnalysisResult, unit: Unit, severity: Any, said: str
) -> None:
    flag = unit.flags[0]
    item = Correction(
        flag=flag.id,
        severity=severity,
        text=flag.message,
        question=flag.question,
        correction="Do this.",
        cites=(),
        evidence=(evidence(result, 3, 0.3),),
    )
    feedback = result.feedback.model_copy(update={"corrections": (item,)})
    text = flowing(result.model_copy(update={"feedback": feedback, "flags": ()}), unit)

    seen = f"“{words(result, 3)}” Seen here (not sure; paragraph 2)"
    assert f"{said} {flag.message} {seen} {flag.question} Do this." in text


def test_a_flag_that_feedback_does_not_go_into_is_named_all_the_same(result: AnalysisResult, unit: Unit) -> None:
    flag = unit.flags[0]
    finding = FlagFinding(id=flag.id, severity="note", message=flag.message, evidence=(evidence(result, 3, 0.3),))
    feedback = result.feedback.model_copy(update={"corrections": ()})
    text = flowing(result.model_copy(update={"feedback": feedback, "flags": (finding,)}), unit)

    assert f"Note {flag.message} “{words(result, 3)}” Seen here" in text


def test_personal_data_is_shown_by_kind_and_counted(result: AnalysisResult, unit: Unit) -> None:
    content = result.text.content
    found = [("phone_number", "March"), ("person", "mower"), ("person", "She kept")]
    starts = [(kind, content.index(string), len(string)) for kind, string in found]
    data = tuple(PersonalData(kind=kind, start=start, end=start + length) for kind, start, length in starts)
    text = flowing(result.model_copy(update={"personal_data": data}), unit)

    assert "Person (2) mower, She kept" in text
    assert "Phone number (1) March" in text


def test_depth_counts_the_sentences_of_every_stage(result: AnalysisResult, unit: Unit) -> None:
    lines = printed(result, unit).splitlines()

    for stage in unit.stages:
        (line,) = [line for line in lines if re.match(rf"\s+{stage.label}( \(reflects\))?\s+\d", line)]
        assert str(result.depth.stages[stage.id]) in line
        assert ("reflects" in line) == stage.reflective
        assert bool(set(line) & BARS) == (result.depth.stages[stage.id] > 0)


def test_parts_that_would_say_nothing_are_left_out(result: AnalysisResult, unit: Unit) -> None:
    feedback = result.feedback.model_copy(update={"corrections": (), "cautions": ()})
    nothing: dict[str, Any] = {"flags": (), "personal_data": (), "constraints": (), "marking_points": ()}
    bare = result.model_copy(update=nothing | {"feedback": feedback})
    text = printed(bare, unit)

    assert "Personal data" not in text
    assert "Look at these again" not in text
    assert "Constraints on the work" not in text
    assert "Bear in mind" not in text
    assert "Marking points at a glance" not in text


def test_cautions_are_told(result: AnalysisResult, unit: Unit) -> None:
    feedback = result.feedback.model_copy(update={"cautions": ("A person decides.",)})
    assert "Bear in mind A person decides." in flowing(result.model_copy(update={"feedback": feedback}), unit)


def test_the_sentences_chosen_cover_different_elements(result: AnalysisResult) -> None:
    first, second, third = (evidence(result, index, 0.9 - index / 10) for index in range(3))
    elements = (
        ElementFinding(id="a", status="evidenced", evidence=(first, second)),
        ElementFinding(id="b", status="weak", evidence=(first.model_copy(update={"probability": 0.3}),)),
        ElementFinding(id="c", status="weak", evidence=(third,)),
    )

    chosen = choose(elements)

    assert [shown.extent.start for shown in chosen] == [first.start, third.start]
    assert [shown.supported for shown in chosen] == [[(0.9, "a"), (0.3, "b")], [(0.7, "c")]]


def test_sentences_chosen_stand_in_reading_order(result: AnalysisResult) -> None:
    early, late = evidence(result, 0, 0.5), evidence(result, 4, 0.9)
    elements = [ElementFinding(id=name, status="weak", evidence=(item,)) for name, item in (("a", early), ("b", late))]

    assert [shown.extent.start for shown in choose(elements)] == [early.start, late.start]


def test_a_long_sentence_is_shortened_between_words(result: AnalysisResult, unit: Unit) -> None:
    quote = Context(result, unit, "account.txt").quote(evidence(result, 3), 50)

    assert quote.endswith(" …”")
    assert len(quote) <= 52
    assert words(result, 3).startswith(quote[1:-3])
