"""/read: a draft in, feedback out, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Page, Route, expect
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from service.storage.tables import Table
from service.storage.tables.people import Role
from tests.pages.accessibility import check_accessible
from tests.pages.anyone.conftest import ACCOUNT, Changed
from tests.pages.conftest import Site

Open = Callable[..., Page]
HTML = {"Accept": "text/html"}
EXAMPLES = Path(__file__).parents[3] / "examples"
PICTURE = b"\x89PNG\r\n\x1a\n"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def a_scan() -> bytes:
    """A PDF whose only page is a picture."""
    picture, content = BytesIO(), BytesIO()
    Image.new("L", (200, 280), 200).save(picture, "PNG")
    canvas = Canvas(content)
    canvas.drawImage(ImageReader(picture), 0, 0, 500, 700)
    canvas.save()
    return content.getvalue()


def rows(site: Site) -> int:
    """How many rows there are in all tables."""
    with site.world.database.read() as session:
        tables = Table.metadata.sorted_tables
        return sum(session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables)


def test_a_pasted_draft_is_read_at_once_with_the_keyboard_and_nothing_is_kept(open_page: Open, site: Site) -> None:
    before = rows(site)
    page = open_page("/read")
    check_accessible(page)
    page.get_by_role("textbox", name="Your account").focus()
    page.keyboard.insert_text(ACCOUNT)
    expect(page.locator("[data-count]")).to_have_text("42 words")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Read my draft")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Feedback on your draft – Tallymark")
    for heading in ("Where your account stands", "The marking points at a glance", "Your account, with highlights"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text("It is not a mark and not a decision.")).to_be_visible()
    expect(page.get_by_text("This is not kept.")).to_be_visible()
    check_accessible(page)
    assert rows(site) == before
    assert site.world.jobs.jobs == []


def test_highlights_are_switched_off_and_a_label_leads_to_its_marking_point(open_page: Open) -> None:
    page = open_page("/read")
    page.get_by_role("textbox", name="Your account").fill(ACCOUNT)
    page.get_by_role("button", name="Read my draft").click()
    page.get_by_role("button", name="Turn all off").click()
    expect(page.locator(".highlight-label:visible")).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    label = page.locator(".highlight-label a[href^='#point-']").first
    label.click()
    number = page.evaluate("location.hash")
    expect(page.locator(number)).to_be_in_viewport()


def test_a_word_document_is_read_without_javascript_and_comes_back_with_comments(open_page: Open) -> None:
    page = open_page("/read", java_script_enabled=False)
    page.get_by_label("Or a file").set_input_files(EXAMPLES / "weak-narrative.docx")
    page.get_by_role("button", name="Read my draft").click()
    expect(page.get_by_role("heading", name="Feedback on your draft")).to_be_visible()
    expect(page.locator(".about")).to_contain_text("weak-narrative.docx")
    expect(page.get_by_role("textbox", name="Your account")).to_have_value(re.compile("bike shop"))
    page.get_by_label("Your Word document").set_input_files(EXAMPLES / "weak-narrative.docx")
    with page.expect_download() as download:
        page.get_by_role("button", name="Give me my document with comments").click()
    assert download.value.suggested_filename == "weak-narrative-feedback.docx"


@pytest.mark.parametrize(("button", "ending"), [("Download as a PDF", ".pdf"), ("Download as a web page", ".html")])
def test_the_feedback_is_kept_by_whoever_wants_it(open_page: Open, button: str, ending: str) -> None:
    page = open_page("/read")
    page.get_by_role("textbox", name="Your account").fill(ACCOUNT)
    page.get_by_role("button", name="Read my draft").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == f"account-feedback{ending}"


def test_a_file_that_is_dropped_is_chosen(open_page: Open) -> None:
    page = open_page("/read")
    dropped = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(["I rang her back."], "account.txt", {type: "text/plain"}));
            return dropped;
        }"""
    )
    page.locator("form.draft").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator("#announcements")).to_have_text("account.txt")
    page.get_by_role("button", name="Read my draft").click()
    expect(page.locator(".about")).to_contain_text("account.txt")


def test_while_it_is_read_that_is_said_and_it_is_sent_once(open_page: Open) -> None:
    page = open_page("/read")
    sent: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route)
        route.fulfill(status=204)  # the browser stays where it is

    page.route("**/read", hold)
    page.get_by_role("textbox", name="Your account").fill(ACCOUNT)
    button = page.get_by_role("button", name="Read my draft")
    button.click()
    expect(page.locator("#announcements")).to_have_text("Your draft is being read.")
    expect(page.get_by_role("progressbar")).to_be_visible()
    button.click()
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("text", "file", "place", "advice"),
    [
        ("", None, "text", "no words"),
        ("My own words.", ("scan.pdf", a_scan()), "file", "scan"),
        ("My own words.", ("picture.png", PICTURE), "file", "This is a picture"),
        ("My own words.", ("account.docx", ENCRYPTED), "file", "Remove the password"),
        ("My own words.", ("account.txt", b""), "file", "The file is empty"),
        ("too long " * 30_001, None, "text", "words"),
    ],
    ids=["empty", "scan", "picture", "password", "empty file", "too long"],
)
def test_what_cannot_be_read_is_said_at_its_field_and_the_text_stays(
    site: Site, text: str, file: tuple[str, bytes] | None, place: str, advice: str
) -> None:
    answer = site.world.anonymous.post("/read", data={"text": text}, files={"file": file or ("", b"")}, headers=HTML)
    assert answer.status_code == 422
    error = re.search(rf'id="{place}-error">(.*?)</p>', answer.text, re.DOTALL)
    assert error
    assert advice in error[1]
    assert text.strip()[:200] in answer.text


def test_an_error_takes_the_focus_and_leads_to_its_field(open_page: Open) -> None:
    page = open_page("/read")
    page.get_by_role("textbox", name="Your account").fill("My own words.")
    page.get_by_label("Or a file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PICTURE})
    page.get_by_role("button", name="Read my draft").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("textbox", name="Your account")).to_have_value("My own words.")
    check_accessible(page)


def test_a_unit_that_is_not_there_any_more_is_said(site: Site) -> None:
    form = {"text": ACCOUNT, "choice": "no-such-unit/no-such-qualification"}
    answer = site.world.anonymous.post("/read", data=form, headers=HTML)
    assert answer.status_code == 422
    assert "not there any more" in answer.text
    assert "no-such-unit" not in answer.text


def test_hostile_text_shows_harmlessly(open_page: Open) -> None:
    hostile = (
        "<script>document.title = 'owned'</script><img src=x onerror=alert(1)> I rang her back. "
        "{{ 7 * 7 }} \u202eright to left\u202c اتصلت بها في نفس اليوم. 🙂👩‍👧\n\n"
        "</textarea><h1>Passed</h1> \x00 &lt;b&gt;"
    )
    page = open_page("/read")
    page.get_by_role("textbox", name="Your account").fill(hostile)
    page.get_by_role("button", name="Read my draft").click()
    expect(page).to_have_title("Feedback on your draft – Tallymark")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".marked-text")).to_contain_text("<script>document.title = 'owned'</script>")
    expect(page.locator(".marked-text")).to_contain_text("{{ 7 * 7 }}")
    expect(page.locator("main img")).to_have_count(0)
    check_accessible(page)


def test_where_only_people_who_are_signed_in_may_they_are_asked_to(
    site: Site, changed: Changed, open_page: Open
) -> None:
    with changed(anonymous_analyses=False):
        page = open_page("/read")
        expect(page).to_have_url(re.compile(r"/sign-in\?next=/read$"))
        page.goto("/")
        expect(page.get_by_role("link", name="Have a draft read now")).to_have_count(0)
        learner = site.world.person(site.world.centre(), Role.LEARNER)
        expect(open_page("/read", learner).get_by_role("heading", name="Have a draft read")).to_be_visible()


def test_a_visitor_who_asks_too_often_is_told_when_to_come_back(site: Site, changed: Changed) -> None:
    with changed(rate_limits=True, rate_per_address="1/hour"):
        assert site.world.anonymous.get("/read", headers=HTML).status_code == 200
        answer = site.world.anonymous.post("/read", data={"text": ACCOUNT}, headers=HTML)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) <= 3600
    assert "Try again in" in answer.text
