"""Adding drafts: pasted or as files, once however often they are sent; errors that say how to mend what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.accessibility import check_accessible
from tests.pages.learner.conftest import ACCOUNT, Learner
from tests.service.submissions.college import word_document

SEND = "Get feedback on this draft"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A Word document, a text, and a file of a kind that is not read."""
    made = {name: tmp_path / name for name in ("account.docx", "more.txt", "account.pages", "broken.docx")}
    made["account.docx"].write_bytes(word_document("I rang her the same day, as she had waited long."))
    made["more.txt"].write_text("Next time I ring first.", encoding="utf-8")
    made["account.pages"].write_bytes(b"PK")
    made["broken.docx"].write_bytes(b"not a document")
    return made


def error(page: Page, field: str) -> str:
    return page.locator(f"#{field}-error").inner_text()


def test_several_files_are_one_account(learner: Learner, files: dict[str, Path]) -> None:
    page = learner.see(learner.begin())
    page.get_by_label("Or choose files").set_input_files([files["account.docx"], files["more.txt"]])
    expect(page.locator("[data-chosen] li")).to_have_count(2)
    check_accessible(page)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", name="The program is reading your draft")).to_be_visible()
    expect(page.locator("main")).to_contain_text("account.docx, more.txt")
    check_accessible(page)
    learner.college.work()
    expect(page.get_by_role("link", name="Your Word document with comments")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="The feedback as a web page").click()
    assert download.value.suggested_filename.endswith("-feedback.html")


def test_files_can_be_dropped(learner: Learner) -> None:
    page = learner.see(learner.begin())
    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["I rang."], "account.txt"));
            return data;
        }"""
    )
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": dropped})
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    expect(page.locator("[data-chosen]")).to_contain_text("account.txt")


def test_what_cannot_be_read_is_said_before_it_is_sent(learner: Learner, files: dict[str, Path]) -> None:
    page = learner.see(learner.begin())
    page.get_by_label("Or choose files").set_input_files(files["account.pages"])
    expect(page.locator("[data-chosen] .wrong")).to_contain_text("This kind of file cannot be read: account.pages.")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_label("Or choose files")).to_be_focused()
    assert learner.college.world.jobs.jobs == []


def test_errors_say_how_to_mend_and_nothing_typed_is_lost(learner: Learner, files: dict[str, Path]) -> None:
    page = learner.see(learner.begin(), java_script_enabled=False)
    send = page.get_by_role("button", name=SEND)
    send.click()
    assert "Paste your account, or choose a file with it." in error(page, "text")

    page.get_by_label("Paste your account").fill(ACCOUNT)
    page.get_by_label("Or choose files").set_input_files(files["account.docx"])
    send.click()
    assert "You have pasted text and chosen files." in error(page, "text")
    expect(page.get_by_label("Paste your account")).to_have_value(ACCOUNT)

    page.get_by_label("Paste your account").fill("")
    page.get_by_label("Or choose files").set_input_files(files["broken.docx"])
    send.click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_attribute("href", "#files")
    assert error(page, "files")
    expect(page).to_have_title("Error: Build and maintain effective customer relations – Tallymark")

    page.get_by_label("Or choose files").set_input_files([files["more.txt"]] * 11)
    send.click()
    assert "These are too many files. Choose 10 at most." in error(page, "files")


def test_an_error_can_be_read_by_everybody(learner: Learner) -> None:
    page = learner.see(learner.begin())
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_accessible(page)


def test_a_draft_that_is_sent_twice_is_added_once(learner: Learner) -> None:
    here = learner.begin()
    form = {"text": ACCOUNT, "key": "of-this-page"}
    first, again = (learner.client.post(f"{here}/drafts", data=form, follow_redirects=False) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert len(learner.client.get(f"/v1{here}/drafts").json()["items"]) == 1


def test_whoever_chooses_far_too_many_files_is_told_how_many_she_may(learner: Learner) -> None:
    many = [("files", (f"{number}.txt", b"I rang her.")) for number in range(50)]
    answer = learner.client.post(f"{learner.begin()}/drafts", files=many)
    assert answer.status_code == 422
    assert "These are too many files. Choose 10 at most." in answer.text


def test_whoever_goes_back_and_sends_other_words_is_asked_and_loses_none(learner: Learner) -> None:
    here = learner.begin()
    sent = {"text": ACCOUNT, "key": "of-this-page"}
    learner.client.post(f"{here}/drafts", data=sent)
    answer = learner.client.post(f"{here}/drafts", data=sent | {"text": "Quite another account."})
    assert answer.status_code == 409
    assert "You have added a draft from this page before" in answer.text
    assert "Quite another account." in answer.text
    assert "of-this-page" not in answer.text, "sent once more, it is a draft of its own"


def test_after_handing_in_no_draft_is_added_and_its_words_stay_in_the_form(learner: Learner) -> None:
    here = learner.a_draft()
    learner.hand_in(here)
    answer = learner.client.post(f"{here}/drafts", data={"text": "One more."})
    assert answer.status_code == 409
    assert "the submission waits for an assessor" in answer.text


def test_taking_a_draft_back_erases_it_and_says_so(learner: Learner) -> None:
    here = learner.a_draft()
    page = learner.see(here)
    page.get_by_text("Take this draft back").click()
    page.get_by_role("button", name="Erase draft 1").click()
    expect(page.get_by_text("The words of that draft are erased.")).to_be_visible()
    expect(page.get_by_text("The words of this draft were erased on")).to_be_visible()
    page.goto(f"{here}/drafts/1")
    expect(page.get_by_role("heading", name="The words of this draft were erased")).to_be_visible()
    check_accessible(page)
