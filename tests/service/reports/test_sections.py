"""What each reader is given, in which order, and how much of it."""

from __future__ import annotations

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.reports.view import ReportView, view_of
from tests.service.reports.conftest import without_findings


def test_a_learner_is_told_where_she_stands_before_the_marking_points(view: ReportView) -> None:
    assert view.sections == (
        *("summary", "strengths", "steps", "corrections", "personal_data"),
        *("depth", "points", "evidence", "account", "checks", "hints", "constraints", "overlaps", "person"),
    )


def test_an_assessor_is_given_the_marking_points_first_and_the_same_sections(
    view: ReportView, assessors_view: ReportView
) -> None:
    assert assessors_view.sections[:2] == ("summary", "points")
    assert sorted(assessors_view.sections) == sorted(view.sections)


def test_sections_that_have_nothing_to_say_are_left_out(analyser: Analyser, unit: Unit) -> None:
    view = view_of(without_findings(analyser.analyse(read_text("Sorry"))), unit, "a.txt")
    assert view.sections == ("summary", "depth", "account", "person")


def test_a_learner_is_shown_the_first_of_long_lists_and_an_assessor_all(result: AnalysisResult, unit: Unit) -> None:
    missing = next(check for check in result.checks if check.status == "missing")
    checks = [missing.model_copy(update={"message": f"Message {number}."}) for number in range(5)]
    checks[4] = checks[4].model_copy(update={"status": "partly"})
    (hint,) = result.quality
    hints = [hint.model_copy(update={"quality": "sufficient"}), *[hint] * 4]
    long = result.model_copy(update={"checks": tuple(checks), "quality": tuple(hints)})
    learner, assessor = view_of(long, unit, "a.txt"), view_of(long, unit, "a.txt", "assessor")
    assert [check.message for check in learner.guidance.open] == ["Message 4.", "Message 0.", "Message 1."]
    assert (learner.guidance.more, len(assessor.guidance.open), assessor.guidance.more) == (2, 5, 0)
    assert ([hint.quality for hint in learner.hints], learner.more_hints) == (["authentic"] * 3, 2)
    assert (len(assessor.hints), assessor.more_hints) == (5, 0)


def test_what_is_done_already_is_named_for_a_learner_and_explained_for_an_assessor(
    view: ReportView, assessors_view: ReportView
) -> None:
    assert view.guidance.done == ("a model or theory put to use",)
    assert assessors_view.guidance.done == ("A model is used.",)


def test_what_must_be_put_right_is_pointed_to_from_the_top(result: AnalysisResult, unit: Unit) -> None:
    (correction,) = result.feedback.corrections
    assert view_of(result, unit, "a.txt").first_to_mend is None
    grave = correction.model_copy(update={"severity": "must_fix"})
    feedback = result.feedback.model_copy(update={"corrections": (grave, correction)})
    assert view_of(result.model_copy(update={"feedback": feedback}), unit, "a.txt").first_to_mend == 1
