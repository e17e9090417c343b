"""Each state of a submission: what the learner is told, what she can do, and that everybody can read it."""

from __future__ import annotations

from typing import Any, cast

import pytest
from playwright.sync_api import expect

from criteria_bank.errors import UnitNotFound
from criteria_bank.loader import LoadedUnit
from service.storage.tables.people import Role
from service.unit_store import UnitStore
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.pages.learner.conftest import Learner
from tests.service.submissions.college import UNIT


def test_nothing_begun_and_a_form_that_was_not_filled_in(learner: Learner) -> None:
    page = learner.see("/submissions")
    expect(page.get_by_text("You have not started anything yet.")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Start your first submission").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the units in the list.")
    check_accessible(page)


def test_the_list_says_what_to_do_about_each(learner: Learner) -> None:
    learner.begin()
    learner.a_draft(read=False)
    learner.hand_in(learner.a_draft())
    page = learner.see("/submissions")
    for words in ("Add your first draft.", "Read the feedback on your draft", "It waits for an assessor."):
        expect(page.get_by_text(words)).to_be_visible()
    check_accessible(page)


def test_a_draft_that_is_read_while_she_writes_the_next_one(learner: Learner) -> None:
    here = learner.a_draft(read=False)
    page = learner.see(here)
    expect(page.get_by_text("Waiting to be read.")).to_be_visible()
    page.get_by_label("Paste your account").fill("The next one.")
    check_accessible(page)
    learner.college.work()
    expect(page.get_by_role("link", name="Read the feedback on draft 1")).to_be_visible()
    expect(page.locator("#announcements")).to_contain_text("The program has finished with draft 1.")
    expect(page.get_by_label("Paste your account")).to_have_value("The next one.")
    page.reload()
    expect(page.get_by_label("Paste your account")).to_have_value("The next one.")


def test_what_was_sent_from_two_tabs_is_handed_in_once(learner: Learner) -> None:
    here = learner.a_draft()
    page = learner.see(here)
    learner.hand_in(here)
    page.get_by_role("button", name="Hand in draft 1").click()
    expect(page.get_by_role("alert")).to_contain_text("It was changed by Asha Rao")
    expect(page.get_by_text("It waits for an assessor.")).to_be_visible()
    check_accessible(page)


def test_referred_back_the_assessors_words_come_first(learner: Learner) -> None:
    here = learner.a_draft()
    learner.hand_in(here)
    learner.decided(here, "refer_back")
    page = learner.see(here)
    expect(page.get_by_text("Your assessor asks you to work on it once more.")).to_be_visible()
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:3] == ["What your assessor wrote", "What was decided", "Your drafts"]
    expect(page.get_by_text("You have handed in your last draft before. Add a new draft first")).to_be_visible()
    check_accessible(page)


def test_decided_with_names_and_a_contest_that_came_back(learner: Learner) -> None:
    here = learner.a_draft()
    learner.hand_in(here)
    learner.decided(here)
    page = learner.see(here)
    expect(page.get_by_text("Decided by Ada Byron on draft 1").first).to_be_visible()
    expect(page.get_by_role("heading", name="Add a new draft")).to_be_hidden()
    page.locator("details.contest summary").first.click()
    page.get_by_role("button", name="Ask another person to look").first.click()
    expect(page.locator("details.contest[open] .error")).to_contain_text("Say in a sentence or two why")
    check_accessible(page)
    page.locator("details.contest[open] textarea").fill("It says so in paragraph 2.")
    page.locator("details.contest[open] button").click()
    expect(page.get_by_text("You asked for another person to look at this.")).to_be_visible()
    check_accessible(page)

    contests = learner.client.get(f"/v1{here}/contests").json()["items"]
    seen = {"If-Match": learner.client.get(f"/v1{here}").headers["ETag"]}
    review = {"status": "not", "comment": "I looked again."}
    address = f"/v1/contests/{contests[0]['id']}/review"
    assert learner.college.colleague.post(address, json=review, headers=seen).status_code == 201
    page.reload()
    expect(page.get_by_text("Another person looked at this, and sees it differently.")).to_be_visible()
    expect(page.get_by_text("I looked again.")).to_be_visible()


def test_staff_who_follow_the_link_come_to_where_they_mark(site: Site, learner: Learner) -> None:
    here = learner.a_draft()
    learner.hand_in(here)
    assessor, _ = learner.college.signed_in(Role.ASSESSOR)
    client = site.world.client_of(assessor)
    for path in (here, f"{here}/drafts/1", f"{here}/compare"):
        answer = client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (303, here.replace("submissions", "marking"))


def test_another_learners_page_is_nobodys(learner: Learner) -> None:
    here = learner.a_draft()
    other, client = learner.college.signed_in(Role.LEARNER)
    assert other.id != learner.person.id
    nowhere = "/submissions/00000000-0000-4000-8000-000000000000"
    assert client.get(here).status_code == client.get(nowhere).status_code == 404


def test_what_belongs_to_a_unit_that_is_no_longer_installed_stays_to_be_read(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = learner.a_draft()
    learner.hand_in(here)
    learner.decided(here)

    def gone(units: UnitStore, unit_id: str) -> LoadedUnit:
        del units
        raise UnitNotFound(unit_id)

    monkeypatch.setattr(UnitStore, "get", gone)
    assert UNIT.id in learner.client.get("/submissions").text
    assert "Decided by Ada Byron" in learner.client.get(here).text
    assert "What to work on next" in learner.client.get(f"{here}/drafts/1").text


def test_what_she_typed_outlives_a_sign_in_that_ran_out(learner: Learner) -> None:
    page = learner.see(learner.begin())
    here = page.url
    cookies = page.context.cookies()
    page.get_by_label("Paste your account").fill("I rang her back the same day.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Get feedback").click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    page.context.add_cookies(cast("Any", cookies))
    page.goto(here)
    expect(page.get_by_label("Paste your account")).to_have_value("I rang her back the same day.")
    page.get_by_role("button", name="Get feedback").click()
    page.goto(here)
    expect(page.get_by_label("Paste your account")).to_have_value("")
