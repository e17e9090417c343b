"""The account as a report shows it: every character, and every mark where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria_bank.schema import Unit
from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult, ElementFinding, Evidence, PersonalData
from service.reports.account import Account, Segment, account
from service.reports.context import Context
from service.reports.marks import Mark, marks
from tests.service.reports.conftest import ACCOUNT

ANALYSER = fake_analyser()
PIECES = st.sampled_from(
    ["I rang her. ", "She wept! ", "\n\n", "\n", "- one\n", "שלום ", "👩‍👩‍👧 ", "<b> & ", "\t", "x"]
)


@st.composite
def results(draw: st.DrawFn) -> AnalysisResult:
    """The result on some text, with evidence and personal data anywhere in it, overlapping as they like."""
    text = "I rang. " + "".join(draw(st.lists(PIECES, max_size=12)))
    result = ANALYSER.analyse(read_text(text))
    length = len(result.text.content)
    extents = st.tuples(st.integers(0, length), st.integers(0, length + 3)).filter(lambda pair: pair[0] <= pair[1])
    points = list(result.marking_points)
    evidence = tuple(
        Evidence(start=start, end=end, probability=0.5) for start, end in draw(st.lists(extents, max_size=6))
    )
    first = points[0]
    element = ElementFinding(id=first.elements[0].id, status="evidenced", evidence=evidence)
    points[0] = first.model_copy(update={"elements": (element, *first.elements[1:])})
    personal = tuple(
        PersonalData(start=start, end=end, kind="full_name") for start, end in draw(st.lists(extents, max_size=3))
    )
    return result.model_copy(update={"marking_points": tuple(points), "personal_data": personal})


def segments(shown: Account) -> list[Segment]:
    return [segment for paragraph in shown.paragraphs for segment in paragraph.segments]


def shown_text(shown: Account) -> str:
    parts = [paragraph.gap + "".join(segment.text for segment in paragraph.segments) for paragraph in shown.paragraphs]
    return "".join(parts) + shown.tail


@given(result=results())
def test_the_text_is_there_to_the_character(result: AnalysisResult) -> None:
    shown = account(Context(result, ANALYSER.unit, "a.txt"))
    content = result.text.content
    assert shown_text(shown) == content
    assert all(content[part.start : part.start + len(part.text)] == part.text for part in segments(shown))
    assert [len(paragraph.segments) > 0 for paragraph in shown.paragraphs] == [True] * len(result.text.paragraphs)


@given(result=results())
def test_every_mark_covers_its_own_words_and_no_others(result: AnalysisResult) -> None:
    context = Context(result, ANALYSER.unit, "a.txt")
    parts = segments(account(context))
    for mark in marks(context):
        assert result.text.content[mark.start : mark.end]
        for part in parts:
            inside = mark.start <= part.start and part.start + len(part.text) <= mark.end
            assert (mark in part.marks) == inside
            assert (mark in part.opens) == (inside and part.start == mark.start)
            assert (mark in part.closes) == (inside and part.start + len(part.text) == mark.end)


@given(result=results())
def test_every_piece_of_evidence_that_is_not_empty_is_marked(result: AnalysisResult) -> None:
    found = {(mark.start, mark.end) for mark in marks(Context(result, ANALYSER.unit, "a.txt")) if mark.kind == "found"}
    for element in result.marking_points[0].elements[:1]:
        for item in element.evidence:
            there = item.start < item.end <= len(result.text.content)
            assert ((item.start, item.end) in found) == there


def test_sentences_can_be_linked_to(result: AnalysisResult) -> None:
    parts = segments(account(Context(result, ANALYSER.unit, "a.txt")))
    assert [part.anchor for part in parts if part.anchor] == ["s1", "s2", "s3", "s4", "s5"]
    assert next(part.text for part in parts if part.anchor == "s4").startswith("It worked")


def test_overlapping_marks_keep_their_names(result: AnalysisResult) -> None:
    parts = segments(account(Context(result, ANALYSER.unit, "a.txt")))
    worked = next(part for part in parts if part.text == "It worked, and she rang again in May.")
    named = {(mark.kind, mark.name) for mark in worked.marks}
    assert {
        ("found", "1: what the customer needs"),
        ("thin", "1: what the customer expects"),
        ("question", "1"),
        ("check", "1"),
    } <= named
    assert worked.opens == worked.closes == worked.marks


def test_what_is_judged_found_already_is_not_pointed_at_by_a_check(result: AnalysisResult) -> None:
    found = marks(Context(result, ANALYSER.unit, "a.txt"))
    assert {mark.name for mark in found if mark.kind == "check"} == {"1"}


def test_whether_there_is_enough_is_not_marked_again(result: AnalysisResult) -> None:
    (hint,) = result.quality
    enough = result.model_copy(update={"quality": (hint.model_copy(update={"quality": "sufficient"}),)})
    kinds = [{mark.kind for mark in marks(Context(each, ANALYSER.unit, "a.txt"))} for each in (result, enough)]
    assert kinds[0] - kinds[1] == {"hint"}


def test_marks_of_the_same_kind_and_name_on_the_same_words_are_one(result: AnalysisResult) -> None:
    found = marks(Context(result, ANALYSER.unit, "a.txt"))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("words", "most"), [(40_000, 30_000)])
def test_a_very_long_account_is_cut_at_its_sentences_only(words: int, most: int) -> None:
    text = "\n\n".join([ACCOUNT.strip()] * (words // len(ACCOUNT.split())))
    result = ANALYSER.analyse(read_text(text))
    shown = account(Context(result, ANALYSER.unit, "a.txt"))
    assert shown_text(shown) == text
    assert len(segments(shown)) < most


def test_marks_are_in_reading_order(result: AnalysisResult) -> None:
    found: tuple[Mark, ...] = marks(Context(result, ANALYSER.unit, "a.txt"))
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)


def test_a_row_is_cut_at_its_tabs_and_rows_stay_together(unit: Unit) -> None:
    text = "Week\tSent\n\n9 March\t\t300\n\nI rang her."
    shown = account(Context(ANALYSER.analyse(read_text(text)), unit, "a.txt"))
    assert [(block.form, len(block.paragraphs)) for block in shown.blocks[:1]] == [("row", 2)]
    cells = [["".join(segment.text for segment in cell) for cell in row.cells] for row in shown.blocks[0].paragraphs]
    assert cells == [["Week\t", "Sent"], ["9 March\t", "\t", "300"]]
    assert shown_text(shown) == text


def test_every_raised_flag_with_a_sentence_is_marked_under_its_number(result: AnalysisResult) -> None:
    found = marks(Context(result, ANALYSER.unit, "a.txt"))
    again = {
        mark.name: (mark.target, result.text.content[mark.start : mark.end]) for mark in found if mark.kind == "again"
    }
    assert again == {
        "1": ("again-1", "I offered to collect it myself, because a second trip was the last thing she needed."),
        "2": ("again-2", "Next time I would write the call down at once."),
    }


@pytest.mark.parametrize(("below", "kind"), [(0.0, "found"), (0.01, "thin")])
def test_evidence_too_unsure_for_a_strength_is_marked_perhaps(result: AnalysisResult, below: float, kind: str) -> None:
    first, *others = result.marking_points
    item = first.elements[0].evidence[0]
    unsure = item.model_copy(update={"probability": ANALYSER.unit.feedback.told_from - below})
    point = first.model_copy(update={"elements": (first.elements[0].model_copy(update={"evidence": (unsure,)}),)})
    changed = result.model_copy(
        update={"marking_points": (point, *(other.model_copy(update={"elements": ()}) for other in others))}
    )
    found = marks(Context(changed, ANALYSER.unit, "a.txt"))
    assert [mark.kind for mark in found if mark.kind in ("found", "thin")] == [kind]
