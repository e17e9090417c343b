"""The PDF: what can be read out of it, and that it is accessible and always the same."""

from __future__ import annotations

import json

import pypdfium2
import pytest
import typst

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.reports.errors import TypesettingFailed
from service.reports.fonts import FOLDER
from service.reports.pdf import data_of, render_pdf
from service.reports.typesetting import compile_report, typeset
from service.reports.view import ReportView, view_of
from service.reports.wording import TEMPLATES, wording
from tests.service.reports.conftest import ACCOUNT, full_result, without_findings, without_verdicts

MARKUP = (
    '= no heading\n\n#import "x": * '
    "#{ panic() } $x^2$ @label <label> *bold* _it_ `code` // note /* note */ ] [ } { \\ \\u{41}"
    "\n\n#set page(width: 1cm) ~ -- ... https://example.com"
)


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def compiled(result: AnalysisResult, unit: Unit, name: str = "account.docx") -> bytes:
    return compile_report(data_of(view_of(result, unit, name)))


@pytest.fixture(scope="module")
def pdf(view: ReportView) -> bytes:
    return render_pdf(view)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    return pages_of(pdf)


def test_the_first_page_has_what_a_learner_goes_on_with(pages: list[str], view: ReportView) -> None:
    first = pages[0]
    parts = ("summary", "strengths", "steps", "corrections", "personal_data")
    places = [first.index(wording()["sections"][part]) for part in parts]
    assert places == sorted(places)
    assert "What did it change between you?" in first
    assert "What could you be sure of?" in first
    assert all(row.label in first for row in view.depth.rows)


def test_an_assessors_first_page_has_the_marking_points(assessors_view: ReportView) -> None:
    first = pages_of(compile_report(data_of(assessors_view)))[0]
    for point in assessors_view.points:
        assert point.label in first
    assert first.count("Some evidence") == 6


def test_the_points_at_a_glance_stay_on_one_page(pages: list[str], view: ReportView) -> None:
    (page,) = (page for page in pages if "The marking points at a glance" in page)
    glance = page.partition("The marking points at a glance")[2]
    assert all(point.label in glance for point in view.points)


def test_the_account_is_there_in_order(pages: list[str]) -> None:
    account = " ".join(pages).partition("Your account, with marks")[2]
    places = [account.index(words) for words in ("On Monday", "Małgorzata Price", "I offered", "Next time I would")]
    assert places == sorted(places)
    for label in ("1: what the customer needs", "1: what the customer expects, perhaps", "Question 1", "Look again 2"):
        assert label in account


def test_pages_are_numbered_and_there_are_few(pages: list[str]) -> None:
    assert len(pages) <= 7
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert "If you see it differently" in pages[-1]


def test_it_is_tagged_titled_and_says_its_language(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == "Feedback on your account: account.docx"
    assert document.is_tagged()
    assert b"pdfuaid" in pdf
    assert b"en-GB" in pdf
    document.close()


def test_the_strips_can_be_heard(pdf: bytes, view: ReportView) -> None:
    for row in view.depth.rows:
        assert f"/Alt(Sentences {row.spoken})".encode() in pdf or not row.count


def test_headings_can_be_jumped_to(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    titles = [mark.get_title() for mark in document.get_toc()]
    assert titles[0] == "Feedback on your account"
    assert "Your account, with marks" in titles
    document.close()


def test_the_same_result_gives_the_same_bytes(pdf: bytes, view: ReportView) -> None:
    assert render_pdf(view) == compile_report(data_of(view)) == pdf


def test_the_template_settles_without_a_warning(view: ReportView) -> None:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    template = (TEMPLATES / "report.typ").read_bytes()
    _, warnings = typst.compile_with_warnings(template, font_paths=fonts, sys_inputs={"data": data_of(view)})
    assert not warnings


def test_a_learners_text_is_never_typst(analyser: Analyser, unit: Unit) -> None:
    read = " ".join(pages_of(compiled(analyser.analyse(read_text(MARKUP)), unit, "#panic().docx")))
    for words in (
        "#{ panic() } $x^2$ @label <label> *bold* _it_ `code` // note /* note */ ] [ } { \\ \\u{41}",
        "= no heading",
    ):
        assert words in read
    assert "#panic().docx" in read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Siân ap Dŵr said “never mind” – Małgorzata Łęcka agreed.",
            "Siân ap Dŵr said “never mind” – Małgorzata Łęcka agreed.",
        ),
        ("She smiled 😀 and left 👍🏽.", "She smiled [grinning face] and left [thumbs up sign]."),
        ("A\tB\tC", "A B C"),
    ],
)
def test_names_quotes_and_emoji_can_be_read(analyser: Analyser, unit: Unit, text: str, words: str) -> None:
    assert words in " ".join(pages_of(compiled(analyser.analyse(read_text(text)), unit)))


@pytest.mark.parametrize(
    "text", ["قال محمد إنه سعيد. I rang him.", "אמר דוד שהוא שמח.", "\u2067I rang\u2069 her \u200f.", "Sorry"]
)
def test_right_to_left_writing_and_a_single_word_make_a_report(analyser: Analyser, unit: Unit, text: str) -> None:
    assert len(pages_of(compiled(analyser.analyse(read_text(text)), unit))) >= 2


def test_a_paragraph_that_begins_from_right_to_left_is_set_so(analyser: Analyser, unit: Unit) -> None:
    view = view_of(analyser.analyse(read_text("قال محمد. I rang.\n\nI rang محمد.\n\n123")), unit, "a")
    blocks = json.loads(data_of(view))["view"]["account"]["blocks"]
    assert [paragraph["right_to_left"] for block in blocks for paragraph in block["paragraphs"]] == [True, False, False]


def test_rows_of_a_table_are_set_as_columns(analyser: Analyser, unit: Unit) -> None:
    text = "My account\n\nWeek\tSent\tCounted\n\n9 March\t300\n\n\u05d0\u05dc\u05d5\t1\t2\n\nI rang her."
    read = " ".join(pages_of(compiled(without_findings(analyser.analyse(read_text(text))), unit)))
    assert "Week Sent Counted 9 March 300" in read


def test_no_verdict_by_criterion_where_the_qualification_forbids_it(result: AnalysisResult, unit: Unit) -> None:
    read = " ".join(pages_of(compiled(without_verdicts(result), unit)))
    assert "does not let a program comment on single marking points" in read
    for point in unit.marking_points:
        assert point.label not in read


def test_a_long_account_has_as_many_pages_as_it_needs(analyser: Analyser, unit: Unit) -> None:
    pages = pages_of(compiled(full_result(analyser, "\n\n".join([ACCOUNT.strip()] * 40)), unit))
    assert 5 <= len(pages) <= 15
    assert sum(page.count("Małgorzata Price") for page in pages) >= 40


def test_too_long_a_time_is_an_error_that_says_what_to_do(view: ReportView) -> None:
    with pytest.raises(TypesettingFailed, match="Ask for the report as HTML"):
        typeset(data_of(view), seconds=0.001)


def test_a_fault_quotes_nothing() -> None:
    with pytest.raises(TypesettingFailed) as caught:
        typeset('{"view": "I rang Mrs Lee"}')
    assert "Lee" not in str(caught.value)
