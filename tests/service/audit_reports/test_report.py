"""The report of an audit: what can be read out of it, and that it is accessible, safe and always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest

from service.audit_reports.about import About, pseudonyms
from service.audit_reports.html import content_security_policy, write_html
from service.audit_reports.pdf import TEMPLATE, data_of, write_pdf
from service.audit_reports.view import view_of
from service.audit_reports.wording import wording
from service.judging.auditing import Audit, audit
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.table import table_of
from service.pictures.alone import _style
from service.reports.errors import TypesettingFailed
from service.reports.typesetting import compile_report

CENTRE = SimulatedCentre(
    tuple(SimulatedAssessor(key) for key in ("ida", "oli", "<b>zoë & 山")), submissions=120, shared=0.4, shown=0.2
)
ABOUT = About("Bridge College", date(2026, 11, 22), "Tallymark 9", chosen=(("Unit", "Bridge"),), left_out=1234)


@pytest.fixture(scope="module")
def audited() -> Audit:
    return audit(simulate(CENTRE, seed=5), {"ida": "Ida Okafor"})


@pytest.fixture(scope="module")
def empty() -> Audit:
    return audit(table_of([], ("assessor", "submission", "marking_point", "status", "decided_on")), {})


@pytest.fixture(scope="module")
def page(audited: Audit) -> str:
    return write_html(audited, ABOUT)


@pytest.fixture(scope="module")
def read_from_pdf(audited: Audit) -> Iterator[str]:
    document = pypdfium2.PdfDocument(write_pdf(audited, ABOUT))
    yield " ".join(" ".join(each.get_textpage().get_text_range().split()) for each in document)
    document.close()


def test_the_page_says_what_it_rests_on_and_what_follows_before_any_figure(page: str) -> None:
    wanted = (
        "Bridge College",
        "January 2026 to",
        "1,234 rows",
        "How things are",
        "Two people who judged the same work",
    )
    places = [page.index(words) for words in (*wanted, '<figure class="picture"', wording().method.title + "</h2>")]
    assert places == sorted(places)


def test_every_picture_has_the_table_of_its_figures(audited: Audit, page: str) -> None:
    exhibits = [shown for section in view_of(audited, ABOUT).sections for shown in section.exhibits]
    assert sum(shown.picture is not None for shown in exhibits) >= 3
    assert all(shown.table.rows for shown in exhibits)
    assert page.count("<table>") == len(exhibits)


def test_the_page_loads_nothing_and_allows_nothing(page: str) -> None:
    assert content_security_policy().startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<script|\b(src|srcset)=|@import|url\((?!#)", page)
    assert not re.search(r'href="(?!#)', page)


def test_names_are_shown_as_they_are_and_are_no_markup(page: str, read_from_pdf: str) -> None:
    assert "&lt;b&gt;zoë &amp; 山" in page
    assert "<b>zoë" not in page
    assert "Ida Okafor" in page
    assert "Ida Okafor" in read_from_pdf


def test_the_pdf_has_the_words_of_the_page(audited: Audit, read_from_pdf: str) -> None:
    for one in audited.findings[:3]:
        assert " ".join(one.found.split())[:60] in read_from_pdf
    assert "Page 1 of" in read_from_pdf
    assert wording().method.limits_title in read_from_pdf


def test_the_same_audit_gives_the_same_files(audited: Audit, page: str) -> None:
    data = data_of(audited, ABOUT)
    assert compile_report(data, template=TEMPLATE) == compile_report(data, template=TEMPLATE)
    assert write_html(audited, ABOUT) == page


def test_the_pdf_is_tagged_for_screen_readers(audited: Audit) -> None:
    pdf = write_pdf(audited, ABOUT)
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid:part" in pdf


def test_an_audit_of_nothing_has_a_report_that_says_so(empty: Audit) -> None:
    assert "cannot be told yet" in write_html(empty, About("Nobody", date(2026, 1, 1)))
    assert write_pdf(empty, About("Nobody", date(2026, 1, 1))).startswith(b"%PDF")


def test_typesetting_that_takes_too_long_is_given_up(audited: Audit) -> None:
    with pytest.raises(TypesettingFailed, match="HTML"):
        write_pdf(audited, ABOUT, seconds=0.001)


def test_people_go_by_letters_in_the_order_of_their_names() -> None:
    names = pseudonyms((str(number) for number in range(28)), {"3": "Aaron"})
    assert names["0"] == "Assessor A"
    assert names["3"] == "Assessor AB"
    assert len(set(names.values())) == 28


def test_a_drawing_that_stands_alone_keeps_no_custom_property() -> None:
    assert "var(" not in _style((("ink", "#123456"),))
    assert "#123456" in _style((("ink", "#123456"),))
