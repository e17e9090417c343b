"""The comment bank in a browser: keeping, finding, changing and removing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service.storage.columns import now
from service.storage.tables.comments import BankComment
from service.storage.tables.people import Person, Role
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.service.submissions_in_centres import UNIT

Open = Callable[..., Page]
HOSTILE = '<script>alert("1")</script> \u0645\u0631\u062d\u0628\u0627 🙂 ' + "x" * 300


@pytest.fixture
def assessor(site: Site) -> Person:
    return site.world.person(site.world.centre(), Role.ASSESSOR, name="Ada Byron")


def kept(site: Site, person: Person, content: str, point: str | None = None) -> BankComment:
    return site.world.add(
        BankComment(person_id=person.id, unit_id=UNIT.id, marking_point=point, content=content, changed_at=now())
    )


def test_a_comment_is_kept_found_changed_and_removed(site: Site, open_page: Open, assessor: Person) -> None:
    page = open_page("/comments", assessor)
    expect(page.get_by_text("You keep no comments yet.")).to_be_visible()
    check_accessible(page)
    page.get_by_text("Add a comment").click()
    page.get_by_label("What it is for").select_option(label=f"MP3: {UNIT.marking_points[2].label}")
    page.get_by_label("Your words").fill("Which of the two worked better?")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The comment is kept.")).to_be_visible()
    expect(page.get_by_role("region", name="MP3")).to_contain_text("Which of the two worked better?")
    kept(site, assessor, HOSTILE)
    page.goto("/comments")
    expect(page.get_by_role("listitem").filter(has_text=HOSTILE)).to_be_visible()
    check_accessible(page)
    search = page.get_by_label("Words in them")
    search.press_sequentially("WHICH")
    expect(page.locator("#announcements")).to_have_text("1 comment")
    expect(search).to_be_focused()
    expect(page).to_have_url(re.compile("search=WHICH"))
    page.get_by_role("link", name=re.compile("Change or remove.*Which of")).click()
    page.get_by_label("Your words").fill("What would you do another time?")
    check_accessible(page)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("What would you do another time?", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("Change or remove.*What would")).click()
    page.get_by_role("button", name="Remove this comment").click()
    expect(page.get_by_text("The comment is gone.")).to_be_visible()
    expect(page.get_by_role("region", name="MP3")).to_have_count(0)


def test_what_cannot_be_kept_stays_in_the_form_with_the_reason(open_page: Open, assessor: Person) -> None:
    page = open_page("/comments", assessor)
    page.get_by_text("Add a comment").click()
    words = "x" * 2001
    page.get_by_label("Your words").fill(words)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Your words")).to_have_value(words)
    expect(page.get_by_label("Your words")).to_have_attribute("aria-invalid", "true")
    check_accessible(page)


def test_who_changed_it_in_another_window_sees_what_stands_and_loses_nothing(
    site: Site, open_page: Open, assessor: Person
) -> None:
    address = f"/comments/{kept(site, assessor, 'The first words.').id}"
    first, second = open_page(address, assessor), open_page(address, assessor)
    for page, words in ((first, "Words of the one window."), (second, "Words of the other.")):
        page.get_by_label("Your words").fill(words)
        page.get_by_role("button", name="Change it").click()
    expect(second.get_by_role("alert")).to_contain_text("You changed this comment elsewhere")
    expect(second.get_by_text("Words of the one window.")).to_be_visible()
    expect(second.get_by_label("Your words")).to_have_value("Words of the other.")
    check_accessible(second)
    second.get_by_role("button", name="Change it").click()
    expect(second.get_by_text("Words of the other.", exact=True)).to_be_visible()


def test_without_scripts_it_all_works(site: Site, open_page: Open, assessor: Person) -> None:
    for number in range(60):
        kept(site, assessor, f"Comment {number:02}.", "MP1" if number < 55 else None)
    page = open_page("/comments", assessor, java_script_enabled=False)
    expect(page.get_by_role("heading", name="The whole unit")).to_be_visible()
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Comment 54.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to the beginning").click()
    page.get_by_label("Words in them").fill("Comment 07")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Comment 07.", exact=True)).to_be_visible()
    page.get_by_label("Words in them").fill("nothing of the kind")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("None of your comments fits.")).to_be_visible()
