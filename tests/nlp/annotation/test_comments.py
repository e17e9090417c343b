"""What the comments in the margin say, and where: by findings put into a result."""

from __future__ import annotations

import re
from typing import Any

import pytest
import textstat

from criteria_bank.annotation import ANNOTATION_NAMES, Annotation
from criteria_bank.schema import Unit
from nlp.annotation import comments
from nlp.documents import Document
from nlp.feedback.policy import for_learner
from nlp.pipeline import fake_analyser
from nlp.results import (
    AnalysisResult,
    Correction,
    ElementFinding,
    ElementStatus,
    Evidence,
    Feedback,
    FlagFinding,
    MarkingPointFinding,
    NextStep,
    PersonalData,
)
from nlp.writers import Comment

SENTENCES = [
    "My account of March.",
    "Mrs Garstang rang me on Friday about a mower.",
    "I asked her what would help most, and then I was quiet.",
    "I promised her that it would never fail again.",
    "Next time I would write the call down at once.",
]
DOCUMENT = Document.from_paragraphs([SENTENCES[0], " ".join(SENTENCES[1:3]), " ".join(SENTENCES[3:])])
ANALYSER = fake_analyser()
UNIT = ANALYSER.unit
RESULT = ANALYSER.analyse(DOCUMENT)
QUIET = RESULT.model_copy(
    update={
        "marking_points": tuple(point.model_copy(update={"elements": ()}) for point in RESULT.marking_points),
        "personal_data": (),
        "flags": (),
        "feedback": RESULT.feedback.model_copy(
            update={"next_steps": (), "corrections": (), "cautions": (), "summary": "A summary."}
        ),
    }
)


def evidence(number: int, probability: float = 0.83) -> Evidence:
    start = DOCUMENT.text.index(SENTENCES[number])
    return Evidence(start=start, end=start + len(SENTENCES[number]), probability=probability)


def with_evidence(*found: tuple[str, ElementStatus, Evidence], base: AnalysisResult = QUIET) -> AnalysisResult:
    def finding(point: MarkingPointFinding) -> MarkingPointFinding:
        own = [
            ElementFinding(id=name, status=status, evidence=(at,))
            for name, status, at in found
            if name[0] == point.id[2]
        ]
        return point.model_copy(update={"elements": tuple(own)})

    return base.model_copy(update={"marking_points": tuple(map(finding, base.marking_points))})


def with_feedback(base: AnalysisResult = QUIET, **parts: Any) -> AnalysisResult:
    feedback: Feedback = base.feedback.model_copy(update=parts)
    return base.model_copy(update={"feedback": feedback})


def step(place: Evidence | None, element: str | None = "3.effectiveness", tip: str | None = "Say why.") -> NextStep:
    return NextStep(
        text="Something to work on.",
        question="How well did it work?",
        marking_point="MP3" if element else None,
        element=element,
        guidance=None,
        tip=tip,
        evidence=(place,) if place else (),
    )


def correction(place: Evidence | None, severity: str = "should_fix", flag: str = "overpromise") -> Correction:
    return Correction.model_validate(
        {
            "flag": flag,
            "severity": severity,
            "text": f"A promise was noticed ({flag}).",
            "question": "What could you be sure of?",
            "correction": "Promise only what is in your hands.",
            "cites": (),
            "evidence": (place,) if place else (),
        }
    )


def beside(result: AnalysisResult, unit: Unit = UNIT) -> list[tuple[str, str]]:
    """What stands beside which words, without the comment at the top."""
    return [(DOCUMENT.text[one.start : one.end], one.text) for one in comments(result, unit)[1:]]


def limited(**limits: int) -> Unit:
    return UNIT.model_copy(update={"annotation": UNIT.annotation.model_copy(update=limits)})


def test_the_first_comment_is_at_the_top_and_says_what_was_done() -> None:
    (top,) = comments(with_feedback(cautions=("It can be wrong.",)), UNIT)
    assert DOCUMENT.text[top.start : top.end] == SENTENCES[0]
    assert top.text.startswith("Thank you for sharing your draft. A summary.\n")
    assert "Your own words were not changed." in top.text
    assert top.text.endswith("It can be wrong.")


def test_evidence_names_the_point_and_says_why_it_counts() -> None:
    element = next(one for one in UNIT.elements if one.id == "3.technique")
    ((words, text),) = beside(with_evidence((element.id, "evidenced", evidence(2))))
    assert words == SENTENCES[2]
    assert text == f"Evidence for “Relationship-building in practice” (MP3). {element.strength}"


def test_unsure_evidence_says_that_it_is_unsure() -> None:
    ((_, text),) = beside(with_evidence(("3.technique", "weak", evidence(2))))
    assert text.startswith("Perhaps evidence for")


def test_a_flag_that_feedback_does_not_go_into_is_told_beside_its_sentence() -> None:
    flag = next(one for one in UNIT.flags if one.id == "overpromise")
    raised = FlagFinding(id=flag.id, severity=flag.severity, message=flag.message, evidence=(evidence(3),))
    about_all = raised.model_copy(update={"id": "constraints", "evidence": ()})
    result = QUIET.model_copy(update={"flags": (raised, about_all)})
    assert beside(result) == [(SENTENCES[3], f"Look again: {flag.message}")]


def test_evidence_that_is_less_sure_is_told_as_unsure_or_not_at_all() -> None:
    told_from, sure_from = UNIT.feedback.told_from, UNIT.feedback.sure_from
    ((_, text),) = beside(with_evidence(("3.technique", "evidenced", evidence(2, sure_from - 0.01))))
    assert text.startswith("Perhaps evidence for")
    assert beside(with_evidence(("3.technique", "evidenced", evidence(2, told_from - 0.01)))) == []


def test_each_marking_point_has_its_best_sentence_before_any_has_a_second() -> None:
    result = with_evidence(
        ("1.needs", "evidenced", evidence(1, 0.99)),
        ("1.benefits", "evidenced", evidence(2, 0.98)),
        ("2.constraints", "weak", evidence(3, 0.9)),
        ("4.impact", "evidenced", evidence(4, 0.8)),
    )
    assert [words for words, _ in beside(result, limited(most=2))] == [SENTENCES[1], SENTENCES[4]]
    assert [words for words, _ in beside(result, limited(most=3))] == [SENTENCES[1], SENTENCES[2], SENTENCES[4]]
    assert len(beside(result)) == 4


def test_a_next_step_is_a_question_at_its_place_with_its_tip() -> None:
    ((words, text),) = beside(with_feedback(next_steps=(step(evidence(2)),)))
    assert words == SENTENCES[2]
    assert text.startswith("Ask yourself: How well did it work? ")
    assert "You could add it here (MP3: how well it worked)." in text
    assert text.endswith("\nA tip: Say why.")


def test_weak_evidence_that_a_question_is_about_is_left_to_the_question() -> None:
    result = with_evidence(
        ("3.effectiveness", "weak", evidence(2)), base=with_feedback(next_steps=(step(evidence(2)),))
    )
    ((_, text),) = beside(result)
    assert "Perhaps evidence" not in text


def test_a_question_without_a_place_stands_at_the_top() -> None:
    (top,) = comments(with_feedback(next_steps=(step(None, element=None, tip=None),)), UNIT)
    assert "About your account as a whole:\nAsk yourself: How well did it work?\n" in top.text


def test_a_question_about_an_element_without_a_place_does_not_speak_of_one() -> None:
    (top,) = comments(with_feedback(next_steps=(step(None),)), UNIT)
    assert "Ask yourself: How well did it work?\nA tip: Say why.\n" in top.text


def test_a_correction_stands_at_its_sentence() -> None:
    ((words, text),) = beside(with_feedback(corrections=(correction(evidence(3)),)))
    assert words == SENTENCES[3]
    assert text == "Look again: A promise was noticed (overpromise).\nPromise only what is in your hands."


def test_personal_data_is_marked_where_it_stands_and_never_repeated() -> None:
    start = DOCUMENT.text.index("Mrs Garstang")
    item = PersonalData(start=start, end=start + 12, kind="titled_surname", certainty="weak")
    result = QUIET.model_copy(update={"personal_data": (item,)})
    ((words, text),) = beside(result)
    assert words == "Mrs Garstang"
    assert "before you share" in text
    assert not any("Garstang" in comment.text for comment in comments(result, UNIT))


def test_more_personal_data_is_counted_at_the_top() -> None:
    items = tuple(
        PersonalData(start=evidence(number).start, end=evidence(number).start + 2, kind="full_name", certainty="strong")
        for number in (1, 2, 3, 4)
    )
    result = QUIET.model_copy(update={"personal_data": items})
    assert len(beside(result, limited(most_personal_data=3))) == 3
    assert "More sentences (1)" in comments(result, limited(most_personal_data=3))[0].text


def test_several_observations_on_a_sentence_are_one_comment_with_what_counts_first() -> None:
    result = with_evidence(
        ("3.technique", "evidenced", evidence(3)),
        base=with_feedback(next_steps=(step(evidence(3)),), corrections=(correction(evidence(3)),)),
    )
    ((words, text),) = beside(result)
    assert words == SENTENCES[3]
    assert [line.split()[0] for line in text.splitlines()] == ["Evidence", "Ask", "A", "Look", "Promise"]
    ((_, shorter),) = beside(result, limited(most_together=2))
    assert "Evidence" not in shorter


def test_the_gravest_are_kept() -> None:
    result = with_evidence(
        ("1.needs", "evidenced", evidence(1)),
        base=with_feedback(
            next_steps=(step(evidence(2)),),
            corrections=(correction(evidence(4)), correction(evidence(3), "must_fix", "data_protection")),
        ),
    )
    kept = [[words for words, _ in beside(result, limited(most=most))] for most in (1, 2, 3, 4)]
    assert kept == [[SENTENCES[3]], SENTENCES[2:4], SENTENCES[2:5], SENTENCES[1:5]]


def test_where_no_verdict_by_criterion_is_allowed_there_is_no_evidence() -> None:
    result = with_evidence(("3.technique", "evidenced", evidence(2)), base=with_feedback(policy="signpost"))
    assert beside(result) != []
    assert beside(for_learner(result)) == []


def test_no_probability_is_told() -> None:
    result = with_evidence(
        ("3.technique", "evidenced", evidence(2, 0.8317)),
        ("1.needs", "weak", evidence(1, 0.5173)),
        base=with_feedback(next_steps=(step(evidence(4, 0.2919)),)),
    )
    said = "".join(comment.text for comment in comments(result, UNIT))
    assert not re.search(r"0\.\d|83|51|29|%", said)


def test_comments_lie_in_the_text_in_its_order() -> None:
    told: list[Comment] = list(comments(RESULT, UNIT))
    assert [one.start for one in told[1:]] == sorted(one.start for one in told[1:])
    assert all(0 <= one.start < one.end <= len(DOCUMENT.text) for one in told)
    assert all(one.text and one.author == "Tallymark" for one in told)


def test_every_template_is_used() -> None:
    marked = {name: f"<{name}>" for name in ANNOTATION_NAMES}
    unit = UNIT.model_copy(update={"annotation": Annotation(**marked, most_personal_data=1)})
    start = evidence(1).start
    people = [
        PersonalData(start=at, end=at + 3, kind="full_name", certainty="strong") for at in (start, evidence(4).start)
    ]
    result = with_evidence(
        ("3.technique", "evidenced", evidence(2)),
        ("1.needs", "weak", evidence(2)),
        base=with_feedback(
            cautions=("It can be wrong.",),
            next_steps=(step(evidence(3)), step(evidence(3), element=None)),
            corrections=(correction(evidence(3)), correction(None, flag="descriptive")),
        ),
    ).model_copy(update={"personal_data": tuple(people)})
    said = "\n".join(comment.text for comment in comments(result, unit))
    assert set(re.findall(r"<(\w+)>", said)) == set(ANNOTATION_NAMES)


def test_a_unit_without_the_section_says_what_was_found_and_no_more() -> None:
    unit = UNIT.model_copy(update={"annotation": Annotation()})
    element = next(one for one in UNIT.elements if one.id == "3.technique")
    result = with_evidence((element.id, "evidenced", evidence(2)), base=with_feedback(next_steps=(step(evidence(4)),)))
    assert [one.text for one in comments(result, unit)] == [
        "A summary.",
        f"Relationship-building in practice: {element.label}. {element.strength}",
        "How well did it work?\nSay why.",
    ]


@pytest.mark.parametrize("template", ANNOTATION_NAMES)
def test_the_units_own_words_read_at_twelve(template: str) -> None:
    """As the feedback does (Flesch-Kincaid); names of marking points and elements stand apart."""
    own = re.sub(r"\{\w+\}", "this", getattr(UNIT.annotation, template))
    assert textstat.flesch_kincaid_grade(own) <= 7.0
