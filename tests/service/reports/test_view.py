"""What a report says, before it is laid out."""

from __future__ import annotations

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult, CheckFinding, FlagFinding, PersonalData
from service.reports.context import codes, short_label
from service.reports.depth import GAP, Run, StageRow, outline
from service.reports.view import ReportView, view_of
from tests.service.reports.conftest import without_verdicts


def test_the_eight_points_say_what_was_found_hinted_at_and_missing(view: ReportView, unit: Unit) -> None:
    assert [point.code for point in view.points] == list("12345678")
    first, definition = view.points[0], unit.marking_points[0]
    assert (first.label, first.text, first.status) == (definition.label, definition.text, "met")
    assert first.found == ("what the customer needs",)
    assert first.thin == ("what the customer expects",)
    assert first.missing == ("what the organisation gains", "a theory that helps to explain it")
    assert [element.name for element in first.elements] == ["1 needs", "1 expectations", "1 benefits", "1 theory"]


def test_questions_come_with_their_tip_and_place(view: ReportView) -> None:
    first, second = view.steps
    assert (first.number, first.question, first.point) == (1, "What did it change between you?", "3")
    assert first.tip == "Look back at what you did."
    assert first.place is not None
    assert (first.place.words, first.place.paragraph, first.place.anchor) == (
        "It worked, and she rang again in May.",
        2,
        "s4",
    )
    assert (second.number, second.point, second.place) == (2, None, None)


def test_a_step_without_a_plain_tip_gives_the_units_own(view: ReportView, unit: Unit) -> None:
    assert view.steps[1].tip == next(tip.text for tip in unit.guidance if tip.id == "TIP8")


def test_open_checks_cite_the_unit_and_those_that_do_not_apply_are_left_out(view: ReportView, unit: Unit) -> None:
    (check,) = view.guidance.open
    assert (check.number, check.status, check.cites) == (1, "missing", ("TIP3",))
    assert [quote.words for quote in check.quotes] == ["It worked, and she rang again in May."]
    assert view.guidance.done == ("A model is used.",)
    tip = next(tip for tip in unit.guidance if tip.id == "TIP3")
    assert [(cited.id, cited.text) for cited in view.guidance.cited] == [(tip.id, tip.text)]


def test_a_mistake_that_is_raised_already_is_not_checked_off_again(result: AnalysisResult, unit: Unit) -> None:
    offered = result.feedback.corrections[0].evidence
    check = CheckFinding(
        id="x", kind="mistake", status="missing", message="A promise.", cites=("CM8",), evidence=offered
    )
    flag = FlagFinding(id="overpromise", severity="note", message="A promise.", evidence=offered)

    def still_open(*flags: FlagFinding, check: CheckFinding = check) -> list[str]:
        changed = result.model_copy(update={"checks": (check,), "flags": flags})
        return [item.message for item in view_of(changed, unit, "account.docx").guidance.open]

    assert still_open() == ["A promise."]
    assert still_open(flag) == []
    elsewhere = check.model_copy(update={"evidence": result.feedback.next_steps[0].evidence})
    assert still_open(flag, check=elsewhere) == ["A promise."]


def test_the_profile_has_a_cell_for_every_sentence(view: ReportView, result: AnalysisResult) -> None:
    assert view.depth.cells == tuple(sentence.stage.label for sentence in result.text.sentences)
    assert sum(row.count for row in view.depth.rows) == len(view.depth.cells)
    for row in view.depth.rows:
        covered = [index for run in row.runs for index in range(run.start, run.start + run.length)]
        assert covered == [index for index, cell in enumerate(view.depth.cells) if cell == row.id]


def test_sentences_of_a_stage_are_named_and_drawn() -> None:
    row = StageRow("analysis", "Analysis", "", reflective=True, count=4, runs=(Run(1, 1), Run(4, 3)))
    assert row.spoken == "2, 5 to 7"
    assert outline(row, separate=False) == "M1 0h1v1h-1zM4 0h3v1h-3z"
    assert outline(row, separate=True).count(f"h{1 - GAP:g}v1") == 4


def test_nothing_is_judged_by_criterion_where_the_qualification_forbids_it(result: AnalysisResult, unit: Unit) -> None:
    view = view_of(without_verdicts(result), unit, "account.docx")
    assert view.copy == "signpost"
    assert view.points == ()
    assert not {"found", "thin"} & set(view.account.kinds)


def test_an_assessors_copy_says_that_it_is_one(result: AnalysisResult, unit: Unit) -> None:
    for policy in ("signpost", "off"):
        feedback = result.feedback.model_copy(update={"policy": policy})
        view = view_of(result.model_copy(update={"feedback": feedback}), unit, "account.docx")
        assert view.copy == "assessor"
        assert len(view.points) == 8
    assert view_of(result, unit, "account.docx").copy == "full"


def test_what_the_feedback_does_not_go_into_is_named_all_the_same(result: AnalysisResult, unit: Unit) -> None:
    flags = tuple(
        FlagFinding(id=name, severity="note", message=f"About {name}.", evidence=())
        for name in ("overpromise", "tick_box")
    )
    view = view_of(result.model_copy(update={"flags": flags}), unit, "account.docx")
    assert [item.text for item in view.corrections] == ["A promise that may not be yours to keep."]
    assert [(item.text, item.quotes) for item in view.also_raised] == [("About tick_box.", ())]


def test_a_strength_is_quoted_in_the_words_that_the_feedback_chose(result: AnalysisResult, unit: Unit) -> None:
    (strength,) = result.feedback.strengths
    chosen = strength.model_copy(update={"quote": "I asked what would help …"})
    feedback = result.feedback.model_copy(update={"strengths": (chosen,)})
    view = view_of(result.model_copy(update={"feedback": feedback}), unit, "account.docx")
    assert [quote.words for quote in view.strengths[0].quotes] == ["I asked what would help …"]


def test_personal_data_is_grouped_and_a_string_is_given_once(analyser: Analyser, unit: Unit) -> None:
    result = analyser.analyse(
        read_text("Ann Lee rang from 01632 960 001. Later Ann Lee rang from 01632 960 001 again.")
    )
    given = {
        item.kind: (item.count, [quote.words for quote in item.quotes])
        for item in view_of(result, unit, "").personal_data
    }
    assert given["telephone number"] == (2, ["01632 960 001"])


def test_what_identifies_only_beside_other_facts_comes_last_and_with_a_question_mark(
    result: AnalysisResult, unit: Unit
) -> None:
    (name,) = result.personal_data
    title = PersonalData(start=0, end=9, kind="date_of_birth", certainty="weak")
    view = view_of(result.model_copy(update={"personal_data": (title, name)}), unit, "account.docx")
    assert [(item.weak, [quote.words for quote in item.quotes]) for item in view.personal_data] == [
        (False, ["Małgorzata Price"]),
        (True, ["On Monday"]),
    ]
    segments = [segment for paragraph in view.account.paragraphs for segment in paragraph.segments]
    names = {mark.name for segment in segments for mark in segment.marks if mark.kind == "personal"}
    assert names == {"", "?"}


def test_whose_text_overlaps_is_not_told(view: ReportView) -> None:
    assert len(view.overlaps) == 1
    assert "another-learner" not in repr(view)


def test_no_probability_reaches_the_report(view: ReportView) -> None:
    assert "probabilit" not in repr(view)


def test_a_file_name_cannot_turn_the_page_round(result: AnalysisResult, unit: Unit) -> None:
    assert view_of(result, unit, "a\u202ecod.exe\x07").name == "a�cod.exe�"


def test_codes_drop_the_letters_that_all_ids_share() -> None:
    assert codes(["MP1", "MP2"]) == ["1", "2"]
    assert codes(["AC1.1", "AC1.2"]) == ["1.1", "1.2"]
    assert codes(["A1", "B1"]) == ["A1", "B1"]
    assert codes(["A", "A"]) == ["A", "A"]
    assert codes([]) == []


def test_an_element_is_named_by_the_word_in_its_id_or_else_by_its_label(unit: Unit) -> None:
    element = unit.elements[0]
    assert short_label(element) == "needs"
    assert short_label(element.model_copy(update={"id": "1.long_term_value"})) == "long term value"
    numbered = element.model_copy(update={"id": "AC1.1", "label": "what the customer needs most of all"})
    assert short_label(numbered) == "what the customer needs…" or len(short_label(numbered)) <= 24


def test_one_word_is_a_report_too(analyser: Analyser, unit: Unit) -> None:
    view = view_of(analyser.analyse(read_text("Sorry")), unit, "a.txt")
    assert view.size == "1 word, 1 sentence"
    assert [segment.text for paragraph in view.account.paragraphs for segment in paragraph.segments] == ["Sorry"]
