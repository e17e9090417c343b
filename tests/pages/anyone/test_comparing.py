"""/read/compare: what changed from one draft to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.pages.accessibility import check_accessible
from tests.pages.anyone.conftest import ACCOUNT
from tests.pages.conftest import Site

Open = Callable[..., Page]
EXAMPLES = Path(__file__).parents[3] / "examples"


def test_two_pasted_drafts_are_laid_side_by_side(open_page: Open, site: Site) -> None:
    page = open_page("/read/compare")
    check_accessible(page)
    page.get_by_role("textbox", name="Earlier draft").fill(ACCOUNT)
    page.get_by_role("textbox", name="Later draft").fill(f"{ACCOUNT} <b>I wrote it into her file.</b>")
    page.get_by_role("button", name="Compare them").click()
    expect(page.get_by_role("heading", name="Two drafts compared")).to_be_visible()
    expect(page.get_by_role("cell", name="<b>I wrote it into her file.</b>")).to_be_visible()
    expect(page.get_by_text("4 sentences stayed as they were.")).to_be_visible()
    check_accessible(page)
    assert site.world.jobs.jobs == []


def test_two_documents_are_compared_without_javascript(open_page: Open) -> None:
    page = open_page("/read/compare", java_script_enabled=False)
    for number, name in enumerate(("weak-narrative.docx", "weak-narrative-second-draft.docx")):
        page.get_by_label("Or a file").nth(number).set_input_files(EXAMPLES / name)
    page.get_by_role("button", name="Compare them").click()
    expect(page.get_by_text("Your account no longer shows who the customer is")).to_be_visible()


def test_what_is_wrong_stands_at_the_draft_that_it_is_about(open_page: Open) -> None:
    page = open_page("/read/compare")
    page.get_by_role("textbox", name="Earlier draft").fill(ACCOUNT)
    page.get_by_role("button", name="Compare them").click()
    expect(page.locator("#second-error")).to_contain_text("The second draft")
    expect(page.get_by_role("textbox", name="Earlier draft")).to_have_value(ACCOUNT)
    check_accessible(page)
