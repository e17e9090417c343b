"""What a report says, before it is laid out."""

from __future__ import annotations

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult, CheckFinding, Evidence, FlagFinding, PersonalData
from service.reports.context import codes
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
    assert [(element.label, element.kind) for element in first.elements] == [
        ("what the customer needs", "found"),
        ("what the customer expects", "thin"),
    ]


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
    assert view.guidance.done == ("a model or theory put to use",)
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


def test_what_the_report_says_itself_is_not_said_by_a_caution_too(result: AnalysisResult, unit: Unit) -> None:
    of_the_program = [
        message.text for message in unit.feedback.of("caution") if not {*message.when} - {"matching", "policy"}
    ]
    assert len(of_the_program) == 2
    cautions = (*of_the_program, "The program is not sure about point 2.")
    feedback = result.feedback.model_copy(update={"cautions": cautions})
    view = view_of(result.model_copy(update={"feedback": feedback}), unit, "a.txt")
    assert view.cautions == ("The program is not sure about point 2.",)


def test_a_point_without_evidence_is_only_named(result: AnalysisResult, unit: Unit) -> None:
    first, *others = result.marking_points
    silent = first.model_copy(
        update={
            "elements": tuple(each.model_copy(update={"status": "missing", "evidence": ()}) for each in first.elements)
        }
    )
    view = view_of(result.model_copy(update={"marking_points": (silent, *others)}), unit, "a.txt")
    assert view.without_evidence == ("1",)
    assert view.points[0].elements == ()


def test_what_is_missing_from_a_point_that_is_met_could_be_added(view: ReportView) -> None:
    assert [point.rest for point in view.points] == ["could_add", *["unclear"] * 7]


def test_unsure_evidence_is_quoted_with_a_perhaps_and_only_where_there_is_no_surer(
    result: AnalysisResult, unit: Unit
) -> None:
    floor = unit.feedback.told_from

    def quoted(*probabilities: float) -> tuple[str, list[str]]:
        first, *others = result.marking_points
        sentences = result.text.sentences
        evidence = tuple(
            Evidence(start=sentence.start, end=sentence.end, probability=probability)
            for sentence, probability in zip(sentences, probabilities, strict=False)
        )
        found = first.elements[0].model_copy(update={"evidence": evidence})
        point = first.model_copy(update={"elements": (found,)})
        view = view_of(result.model_copy(update={"marking_points": (point, *others)}), unit, "a.txt")
        (element,) = view.points[0].elements
        return element.kind, [quote.anchor for quote in element.quotes]

    assert quoted(0.9, floor, floor - 0.01) == ("found", ["s1", "s2"])
    assert quoted(0.9, floor - 0.01) == ("found", ["s1"])
    assert quoted(floor - 0.01, floor - 0.02) == ("perhaps", ["s1"])


def test_a_constraint_with_doubtful_sentences_only_is_perhaps_addressed(result: AnalysisResult, unit: Unit) -> None:
    first, second, third, *others = result.constraints
    sure, unsure = (result.feedback.strengths[0].evidence[0].model_copy(update={"probability": p}) for p in (0.5, 0.49))
    constraints = (
        first.model_copy(update={"status": "overlooked", "evidence": ()}),
        second.model_copy(update={"status": "addressed", "evidence": (unsure,)}),
        third.model_copy(update={"status": "addressed", "evidence": (sure, unsure)}),
        *(other.model_copy(update={"status": "not_applicable", "evidence": ()}) for other in others),
    )
    view = view_of(result.model_copy(update={"constraints": constraints}), unit, "a.txt")
    assert [(item.status, len(item.quotes), bool(item.question)) for item in view.constraints] == [
        ("addressed", 1, False),
        ("perhaps", 0, False),
        ("overlooked", 0, True),
    ]
    assert view.not_noticed == tuple(constraint.label for constraint in unit.constraints[3:])


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
    assert [(item.number, item.text, item.quotes) for item in view.also_raised] == [(2, "About tick_box.", ())]


def test_a_strength_is_quoted_in_the_words_that_the_feedback_chose(result: AnalysisResult, unit: Unit) -> None:
    (strength,) = result.feedback.strengths
    chosen = strength.model_copy(update={"quote": "I asked what would help …"})
    feedback = result.feedback.model_copy(update={"strengths": (chosen,)})
    view = view_of(result.model_copy(update={"feedback": feedback}), unit, "account.docx")
    assert [quote.words for quote in view.strengths[0].quotes] == ["I asked what would help …"]


def test_personal_data_is_told_by_kind_and_place_and_never_repeated(analyser: Analyser, unit: Unit) -> None:
    result = analyser.analyse(
        read_text("Ann Lee rang from 01632 960 001.\n\nThen 01632 960 002 rang, then 01632 960 001 again.")
    )
    told = view_of(result, unit, "").personal_data
    places = {item.kind: (item.count, [(place.paragraph, place.anchor) for place in item.places]) for item in told}
    assert places["telephone number"] == (3, [(1, "s1"), (2, "s2")])
    assert "01632" not in repr(told)
    assert "Lee" not in repr(told)


def test_what_identifies_only_beside_other_facts_comes_last_and_with_a_question_mark(
    result: AnalysisResult, unit: Unit
) -> None:
    (name,) = result.personal_data
    title = PersonalData(start=0, end=9, kind="date_of_birth", certainty="weak")
    view = view_of(result.model_copy(update={"personal_data": (title, name)}), unit, "account.docx")
    assert [(item.weak, item.kind) for item in view.personal_data] == [(False, "full name"), (True, "date of birth")]
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


def test_one_word_is_a_report_too(analyser: Analyser, unit: Unit) -> None:
    view = view_of(analyser.analyse(read_text("Sorry")), unit, "a.txt")
    assert view.size == "1 word, 1 sentence"
    assert [segment.text for paragraph in view.account.paragraphs for segment in paragraph.segments] == ["Sorry"]
