"""An account with highlights: every character where it was, every mark with its label, switches without a script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from criteria_bank.schema import Unit
from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult, PersonalData
from service.reports.account import account
from service.reports.context import Context
from service.reports.marks import Mark
from service.web.marked_text import MarkedText, marked_text, shown_by
from service.web.rendering import environment

ANALYSER = fake_analyser()
ACCOUNT = "I rang her the same day. She had waited long, so I listened.\n\nNext time I ring first.\n\nשלם 👩‍👩‍👧 <b>&"
STRETCH = re.compile(r'<span data-start="(\d+)" data-end="(\d+)">(.*?)</span>', re.DOTALL)


@pytest.fixture(scope="session")
def result() -> AnalysisResult:
    return ANALYSER.analyse(read_text(ACCOUNT))


@pytest.fixture(scope="session")
def unit() -> Unit:
    return ANALYSER.unit


def evidence(point: int, start: int, end: int, *, sure: bool = True) -> Mark:
    name = f"{point}: something"
    return Mark("found" if sure else "thin", name, name, None, start, end, point)


def marked(result: AnalysisResult, *found: Mark, shown: frozenset[str] | None = None) -> MarkedText:
    return marked_text(account(Context(result, ANALYSER.unit, "a.txt"), found), ANALYSER.unit, shown=shown)


def page_of(text: MarkedText, targets: dict[str, str] | None = None) -> str:
    template = environment("en-GB").from_string(
        '{% from "macros/marked_text.html.j2" import words, switches, key with context %}'
        "{{ switches(text) }}{{ key(text) }}<main>{{ words(text, targets) }}</main>"
    )
    return template.render(text=text, targets=targets or {})


def stretches(page: str) -> list[tuple[int, int, str]]:
    return [
        (int(start), int(end), unescape(re.sub(r"<.*?>", "", words))) for start, end, words in STRETCH.findall(page)
    ]


@given(places=st.lists(st.tuples(st.integers(0, len(ACCOUNT) - 1), st.integers(1, 40), st.integers(1, 8)), max_size=8))
def test_offsets_say_exactly_where_the_words_stand(places: list[tuple[int, int, int]]) -> None:
    result = ANALYSER.analyse(read_text(ACCOUNT))
    content = result.text.content
    found = [evidence(point, start, min(start + length, len(content))) for start, length, point in places]
    shown = stretches(page_of(marked(result, *sorted(found, key=lambda mark: (mark.start, mark.end)))))
    assert all(content[start:end] == words for start, end, words in shown)
    assert "".join("".join(words.split()) for *_, words in shown) == "".join(content.split())


def test_where_marks_overlap_each_has_a_line_and_a_label(result: AnalysisResult) -> None:
    text = marked(result, evidence(3, 0, 24), evidence(4, 7, 24, sure=False))
    page = page_of(text)
    assert '<mark class="line-1 found" data-group="3"><mark class="line-2 thin" data-group="4">' in page
    assert "4: something, perhaps" in page
    for group in ("3", "4"):
        assert page.count(f'dir="ltr"><span class="spoken"> [End: </span>{group}: something') == 1
    assert page.index("[Start: evidence for 3") < page.index("[Start: perhaps evidence for 4") < page.index("[End: ")


def test_two_marks_of_one_point_share_a_line_and_the_surer_one_draws_it(result: AnalysisResult) -> None:
    text = marked(result, evidence(3, 0, 24, sure=False), evidence(3, 0, 24))
    (paragraph, *_) = text.account.paragraphs
    (line,) = text.lines(paragraph.segments[0])
    assert (line.group, line.kind, line.depth) == ("3", "found", 1)


def test_a_mark_that_ends_before_another_leaves_that_ones_line_in_its_place(result: AnalysisResult) -> None:
    text = marked(result, evidence(3, 0, 24), evidence(4, 2, 6))
    depths = [{line.group: line.depth for line in text.lines(part)} for part in text.account.paragraphs[0].segments[:3]]
    assert depths == [{"3": 1}, {"3": 1, "4": 2}, {"3": 1}]


def test_more_lines_than_there_is_room_for_lie_on_the_lowest(result: AnalysisResult) -> None:
    text = marked(result, *(evidence(point, 0, 24) for point in range(1, 9)))
    assert [line.depth for line in text.lines(text.account.paragraphs[0].segments[0])] == [1, 2, 3, 4, 4, 4, 4, 4]


def test_what_is_switched_off_is_there_but_not_drawn_nor_read_out(result: AnalysisResult) -> None:
    question = Mark("question", "1", "1", "question-1", 25, 59)
    page = page_of(marked(result, evidence(3, 0, 24), question, shown=frozenset({"question"})))
    assert '<mark class="line-1 found off" data-group="3">' in page
    assert '<span class="spoken off" data-group="3"' in page
    assert '<span class="highlight-label found off" data-group="3"' in page
    assert '<span class="highlight-label question" data-group="question"' in page
    assert 'value="question" checked' in page
    assert 'value="3" checked' not in page


def test_labels_lead_back_to_what_they_are_about(result: AnalysisResult) -> None:
    question = Mark("question", "1", "1", "question-1", 25, 59)
    page = page_of(marked(result, evidence(3, 0, 24), question), targets={"3": "point-3"})
    assert '<a href="#point-3">3: something</a>' in page
    assert '<a href="#question-1">Question 1</a>' in page


def test_only_what_there_is_can_be_switched(result: AnalysisResult, unit: Unit) -> None:
    text = marked(result, evidence(3, 0, 24), evidence(3, 25, 59), Mark("again", "1", "1", "again-1", 0, 5))
    assert [(group.id, group.count) for group in text.groups] == [("3", 2), ("again", 1)]
    assert text.groups[0].label == unit.marking_points[2].label


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", None),
        ("highlights=all&show=3", None),
        ("highlights=none&show=3", frozenset()),
        ("highlights=chosen", frozenset()),
        ("highlights=chosen&show=3&show=again", frozenset({"3", "again"})),
    ],
)
def test_the_address_says_what_is_shown(query: str, shown: frozenset[str] | None) -> None:
    assert shown_by(QueryParams(query)) == shown


def test_hostile_words_stay_words() -> None:
    hostile = ANALYSER.analyse(read_text('<script>alert(1)</script> "quoted" & שלם \u202e reversed. I rang her.'))
    personal = PersonalData(start=0, end=8, kind="full_name")
    hostile = hostile.model_copy(update={"personal_data": (personal,)})
    text = marked_text(account(Context(hostile, ANALYSER.unit, "a.txt")), ANALYSER.unit)
    assert "<script>" not in page_of(text)


def test_a_row_of_a_table_keeps_its_cells() -> None:
    rows = ANALYSER.analyse(read_text("When\tWhat\n\nMonday\tI rang her. She was glad."))
    page = page_of(marked(rows, evidence(1, 0, 4)))
    assert page.count("<td>") == 4
