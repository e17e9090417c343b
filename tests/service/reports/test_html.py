"""The web page: its structure, and what it must never hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.reports.html import content_security_policy, render_html
from service.reports.view import ReportView, view_of
from tests.service.reports.conftest import ACCOUNT, full_result, without_verdicts

ANALYSER = fake_analyser()
HARMFUL = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> </style></mark> {{ 7 * 7 }} {% raw %} &lt; "
    "\"quoted\" 'single' "
    "\u202eturned round\u202c and 👩‍👩‍👧 wept, said عمر and שלום."
)


def page_of(result: AnalysisResult, unit: Unit, name: str = "account.docx") -> html.HtmlElement:
    return html.document_fromstring(render_html(view_of(result, unit, name)).decode())


@pytest.fixture(scope="module")
def page(view: ReportView) -> html.HtmlElement:
    return html.document_fromstring(render_html(view).decode())


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(page: html.HtmlElement, path: str) -> html.HtmlElement:
    (element,) = page.xpath(path)
    return element


def test_language_title_and_landmarks(page: html.HtmlElement) -> None:
    assert page.get("lang") == "en-GB"
    assert words_of(one(page, "//title")) == "Feedback on your account: account.docx"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.xpath(f"//body/{landmark}")) == 1


def test_headings_descend_without_gaps(page: html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_section_is_named_by_its_heading_and_reached_from_the_contents(page: html.HtmlElement) -> None:
    sections = [section.get("aria-labelledby") for section in page.xpath("//section")]
    assert all(one(page, f"//section/h2[@id='{name}']") is not None for name in sections)
    assert sorted(page.xpath("//nav//a/@href")) == sorted(f"#{name}" for name in sections)


def test_ids_are_unique_and_links_lead_somewhere(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href|//use/@href")} <= set(ids)


def test_a_question_leads_to_its_place_and_back(page: html.HtmlElement) -> None:
    (there,) = page.xpath("//li[@id='question-1']//a/@href")
    sentence = one(page, f"//*[@id='{there[1:]}']")
    label = sentence.xpath("following::a[@href='#question-1']")[0]
    assert label.text == "Question 1"


def test_nothing_is_run_or_loaded_from_anywhere(page: html.HtmlElement) -> None:
    assert not page.xpath("//script|//iframe|//object|//embed|//link|//img|//form|//base")
    assert all(value.startswith("#") for value in page.xpath("//@href|//@src|//@xlink:href", namespaces={"xlink": "x"}))
    assert not page.xpath("//@style|//@*[starts-with(name(), 'on')]")
    style = one(page, "//style").text_content()
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(page: html.HtmlElement) -> None:
    policy = one(page, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == content_security_policy()
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_marks_say_in_words_where_they_begin_and_end_and_what_they_are(page: html.HtmlElement) -> None:
    said = words_of(one(page, "//div[@class='text']"))
    assert "[Start: evidence for 1, what the customer needs; evidence for 2," in said
    assert "[Start: personal data, full name] Małgorzata Price – Personal data [End]" in said
    assert len(page.xpath("//div[@class='text']//mark")) > 3
    labels = {words_of(label).removeprefix("– ") for label in page.xpath("//span[contains(@class, 'label')]")}
    assert {"1 needs", "1 expectations, hinted at", "Question 1", "Look again 1", "Guidance 1"} <= labels


def test_the_account_is_there_word_for_word(page: html.HtmlElement) -> None:
    text = one(page, "//div[@class='text']")
    for added in text.xpath(".//span[@class='spoken' or starts-with(@class, 'label')]"):
        added.drop_tree()
    assert [paragraph.text_content() for paragraph in text.xpath("./p")] == ACCOUNT.strip().split("\n\n")


def test_the_profile_is_a_table_that_can_be_heard(page: html.HtmlElement, view: ReportView) -> None:
    table = one(page, "//table")
    assert [header.get("scope") for header in table.xpath(".//th")] == ["col"] * 3 + ["row"] * len(view.depth.rows)
    for shown, row in zip(table.xpath("./tbody/tr"), view.depth.rows, strict=True):
        assert words_of(shown.xpath("./td")[0]) == (f"Sentences {row.spoken}" if row.count else "None")
        assert words_of(shown.xpath("./td")[1]) == str(row.count)
    assert all(drawing.get("aria-hidden") == "true" for drawing in page.xpath("//svg"))


def test_statuses_are_words_and_never_grades(page: html.HtmlElement) -> None:
    statuses = [words_of(tag) for tag in page.xpath("//ol[@class='points']//span[contains(@class, 'tag')]")]
    assert statuses == ["Evidence found", "Not yet", *["Some evidence"] * 6]
    assert not re.search(r"\b(pass|fail|passed|failed|grade|score|%)\b", words_of(one(page, "//main")), re.IGNORECASE)


def test_the_page_ends_with_who_decides_and_how_to_disagree(page: html.HtmlElement) -> None:
    closing = words_of(page.xpath("//section")[-1])
    assert "Your assessor reads your work and decides." in closing
    assert "Do you think something here is wrong? Tell your assessor." in closing


def test_no_verdict_by_criterion_where_the_qualification_forbids_it(result: AnalysisResult, unit: Unit) -> None:
    page = page_of(without_verdicts(result), unit)
    said = words_of(one(page, "//body"))
    assert "Your qualification does not let a program comment on single marking points before you hand in." in said
    assert not page.xpath("//*[@class='points' or @id='evidence']|//mark[contains(@class, 'found')]")
    for point in unit.marking_points:
        assert point.label not in said


def test_an_assessors_copy_says_that_it_is_one(result: AnalysisResult, unit: Unit) -> None:
    feedback = result.feedback.model_copy(update={"policy": "off"})
    said = words_of(one(page_of(result.model_copy(update={"feedback": feedback}), unit), "//main"))
    assert "This copy is for the assessor." in said


def test_a_unit_without_a_trained_model_says_so(result: AnalysisResult, unit: Unit) -> None:
    rough = result.model_copy(update={"analyser": result.analyser.model_copy(update={"matching": "similarity"})})
    assert "take this as a rough guide" in words_of(one(page_of(rough, unit), "//main"))


def test_harmful_text_is_shown_as_text(analyser: Analyser, unit: Unit) -> None:
    page = page_of(analyser.analyse(read_text(HARMFUL)), unit, "<script>alert(2)</script>.docx")
    assert not page.xpath("//script|//img")
    assert "<script>alert(1)</script> <img src=x onerror=alert(1)> </style></mark> {{ 7 * 7 }}" in page.text_content()
    assert "\u202e" not in page.text_content()


@given(text=st.text(min_size=1, max_size=300))
def test_any_text_makes_one_page_of_valid_utf_8(text: str) -> None:
    result = ANALYSER.analyse(read_text(f"I rang her. {text}"))
    page = html.document_fromstring(render_html(view_of(result, ANALYSER.unit, text)).decode("utf-8"))
    assert one(page, "//main") is not None
    assert not page.xpath("//script")


def test_a_paragraph_that_begins_from_right_to_left_is_shown_so(analyser: Analyser, unit: Unit) -> None:
    page = page_of(analyser.analyse(read_text("قال محمد. I rang.\n\nI rang محمد.\n\n123")), unit)
    assert [paragraph.get("dir") for paragraph in page.xpath("//div[@class='text']/p")] == ["rtl", None, None]


def test_the_same_result_gives_the_same_bytes(result: AnalysisResult, unit: Unit) -> None:
    assert render_html(view_of(result, unit, "a")) == render_html(view_of(result, unit, "a"))


def test_a_usual_account_stays_small(analyser: Analyser, unit: Unit) -> None:
    text = "\n\n".join([ACCOUNT.strip()] * 20)
    assert 1000 < len(text.split()) < 2000
    assert len(render_html(view_of(full_result(analyser, text), unit, "a"))) < 100_000


def test_time_grows_with_the_length_and_no_faster(analyser: Analyser, unit: Unit) -> None:
    def seconds(copies: int) -> float:
        result = analyser.analyse(read_text("\n\n".join([ACCOUNT.strip()] * copies)))
        return min(timed(lambda: render_html(view_of(result, unit, "a"))) for _ in range(3))

    # Eight times the length: with the square of the length it would be 64 times as long.
    assert seconds(640) < 32 * max(seconds(80), 0.01)


def timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
