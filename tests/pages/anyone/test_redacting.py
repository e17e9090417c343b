"""/read/redact: an account without what identifies people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.pages.accessibility import check_accessible

Open = Callable[..., Page]
EXAMPLES = Path(__file__).parents[3] / "examples"


def test_names_and_numbers_are_taken_out_and_the_rest_can_be_read(open_page: Open) -> None:
    page = open_page("/read/redact")
    page.get_by_role("textbox", name="Your account").fill(
        "I rang Mrs Jane Smith on 07700 900123. Mrs Smith was glad that I did."
    )
    page.get_by_role("button", name="Take them out", exact=True).click()
    text = page.get_by_label("The text, to copy")
    expect(text).to_have_value("I rang Mrs A on [telephone number 1]. Mrs A was glad that I did.")
    expect(page.get_by_text("A person must read the copy")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Have this read").click()
    expect(page.get_by_role("heading", name="Feedback on your draft")).to_be_visible()


def test_without_javascript_a_word_document_comes_back(open_page: Open) -> None:
    page = open_page("/read/redact", java_script_enabled=False)
    page.get_by_label("Your Word document").set_input_files(EXAMPLES / "weak-narrative.docx")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take them out of it").click()
    assert download.value.suggested_filename == "redacted.docx"


def test_a_text_without_words_is_said_at_its_field(open_page: Open) -> None:
    page = open_page("/read/redact")
    page.get_by_role("button", name="Take them out", exact=True).click()
    expect(page.locator("#text-error")).to_be_visible()
    check_accessible(page)
