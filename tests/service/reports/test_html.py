"""The web page: its structure, and what it must never hold."""

from __future__ import annotations

import re
from itertools import pairwise

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
from tests.service.reports.conftest import ACCOUNT, full_result, without_findings, without_verdicts

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
    for contents in page.xpath("//nav//ul"):
        assert contents.xpath(".//a/@href") == [f"#{name}" for name in sections]


def test_the_contents_can_be_folded_where_there_is_little_room(page: html.HtmlElement) -> None:
    assert words_of(one(page, "//nav/details[not(@open)]/summary")) == "In this report"
    assert len(page.xpath("//nav//ul")) == 2


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
    assert "[Start: evidence for 1: what the customer needs; evidence for 2:" in said
    assert "[Start: personal data, full name] Małgorzata Price – Personal data [End]" in said
    assert len(page.xpath("//div[@class='text']//mark")) > 3
    labels = {words_of(label).removeprefix("– ") for label in page.xpath("//span[contains(@class, 'label')]")}
    assert {"1: what the customer needs", "1: what the customer expects, perhaps", "Personal data"} <= labels
    assert {"Question 1", "Look again 1", "Look again 2", "Guidance 1", "Hint 1"} <= labels


def test_the_account_is_there_word_for_word(result: AnalysisResult, unit: Unit) -> None:
    text = one(page_of(result, unit), "//div[@class='text']")
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


def test_the_page_begins_with_who_decides_and_ends_with_how_to_disagree(page: html.HtmlElement) -> None:
    assert "Your assessor reads your work and decides." in words_of(one(page, "//header"))
    assert "Do you think something here is wrong? Tell your assessor." in words_of(page.xpath("//section")[-1])


def test_that_a_program_wrote_it_is_said_once(analyser: Analyser, unit: Unit) -> None:
    result = analyser.analyse(read_text(ACCOUNT))
    assert any("program wrote this" in caution for caution in result.feedback.cautions)
    said = words_of(one(page_of(result, unit), "//body"))
    assert said.count("wrote this") == 1
    assert len(re.findall(r"assessor[^.]* decides|person decides", said)) == 1


def test_what_was_noticed_besides_is_counted_on_and_reached_from_its_words(page: html.HtmlElement) -> None:
    brief = one(page, "//ol[@start='2']/li[@id='again-2']")
    assert words_of(brief).startswith("Not written down.")
    assert one(page, "//div[@class='text']//a[@href='#again-2']").text == "Look again 2"


def test_a_correction_comes_with_its_question(page: html.HtmlElement) -> None:
    assert words_of(one(page, "//li[@id='again-1']/p[@class='question']")) == "What could you be sure of?"


def test_personal_data_is_listed_by_place_with_a_word_on_sharing(page: html.HtmlElement) -> None:
    section = one(page, "//section[@aria-labelledby='personal_data']")
    assert "Full name: paragraph 1" in words_of(section)
    assert "This report shows your account in your own words" in words_of(section)
    assert "Price" not in words_of(section)


def test_what_a_point_lacks_is_put_by_its_status(page: html.HtmlElement) -> None:
    points = page.xpath("//ol[@class='points']/li")
    assert "Could be added: what the organisation gains" in words_of(points[0])
    assert "Not clear yet:" in words_of(points[1])


def test_a_table_and_a_heading_of_the_account_keep_their_form(analyser: Analyser, unit: Unit) -> None:
    result = analyser.analyse(read_text("My account\n\nWeek\tSent\n\n9 March\t300\n\nI rang her on Monday."))
    page = page_of(without_findings(result), unit)
    table = one(page, "//div[@class='text']/table")
    assert [[words_of(cell) for cell in row.xpath("./td")] for row in table.xpath(".//tr")] == [
        ["Week", "Sent"],
        ["9 March", "300"],
    ]


def test_a_heading_of_the_account_looks_like_one(analyser: Analyser, unit: Unit) -> None:
    result = without_findings(analyser.analyse(read_text("My account\n\nI rang her on Monday.")))
    heading, *others = result.text.sentences
    silent = next(stage.id for stage in unit.stages if not stage.content)
    heading = heading.model_copy(update={"stage": heading.stage.model_copy(update={"label": silent})})
    text = result.text.model_copy(update={"sentences": (heading, *others)})
    page = page_of(result.model_copy(update={"text": text}), unit)
    paragraphs = page.xpath("//div[@class='text']/p")
    assert [(words_of(each), each.get("class")) for each in paragraphs] == [
        ("My account", "heading"),
        ("I rang her on Monday.", None),
    ]


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
