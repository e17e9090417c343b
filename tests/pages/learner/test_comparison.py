"""Two drafts side by side."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.accessibility import check_accessible
from tests.pages.learner.conftest import ACCOUNT, Learner

LATER = (
    ACCOUNT.replace("She sounded tired", "She sounded worn out")
    + "\nThat taught me to listen. Her number is 07700 900123.\n"
)


def test_what_changed_between_the_last_two(learner: Learner) -> None:
    here = learner.a_draft()
    learner.add(here, LATER)
    page = learner.see(f"{here}/drafts/2")
    page.get_by_role("link", name="Compare with draft 1").click()
    expect(page.get_by_role("heading", level=1, name="Compare two drafts")).to_be_visible()
    changes = page.locator(".changes")
    expect(changes.locator("del")).to_have_text("tired")
    expect(changes.locator("ins")).to_have_text("worn out")
    expect(changes).to_contain_text("[telephone number 1]")
    expect(changes).not_to_contain_text("07700")
    expect(page.get_by_role("table").first.get_by_role("row")).to_have_count(9)
    check_accessible(page)


def test_any_two_can_be_chosen(learner: Learner) -> None:
    here = learner.a_draft()
    learner.add(here, LATER)
    learner.add(here, "Another account altogether, which says that I would ring her first.")
    page = learner.see(f"{here}/compare")
    expect(page.get_by_label("Earlier draft")).to_have_value("2")
    page.get_by_label("Earlier draft").select_option("1")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?before=1&after=3")
    expect(page.get_by_label("Earlier draft")).to_have_value("1")


def test_with_one_draft_there_is_nothing_to_compare(learner: Learner) -> None:
    page = learner.see(f"{learner.a_draft()}/compare")
    expect(page.get_by_text("There is nothing to compare yet.")).to_be_visible()
    check_accessible(page)


def test_a_draft_that_there_is_not(learner: Learner) -> None:
    here = learner.a_draft()
    learner.add(here, LATER)
    assert learner.client.get(f"{here}/compare?before=1&after=7").status_code == 404
