"""/forgotten-password and /set-password."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from service import one_time_tokens
from service.storage.columns import now
from service.storage.tables.people import Person, Purpose
from tests.pages.accessibility import check_accessible
from tests.pages.account.conftest import ANOTHER
from tests.pages.conftest import Site

Open = Callable[..., Page]
HTML = {"Accept": "text/html"}


def a_code(site: Site, person: Person) -> str:
    """What stands behind the # of a link that was mailed to somebody."""
    with site.world.database.write() as session:
        code, _ = one_time_tokens.issue(session, person.id, Purpose.RESET, now())
    return code


def test_asking_for_a_link_is_answered_alike_for_everybody(open_page: Open, site: Site, learner: Person) -> None:
    page = open_page("/forgotten-password?centre=centre-1")
    check_accessible(page)
    expect(page.get_by_label("Centre")).to_have_value("centre-1")
    page.get_by_label("E-mail address").fill(learner.email)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="Look at your mail")).to_be_visible()
    check_accessible(page)
    nobody = site.world.anonymous.post(
        "/forgotten-password", data={"centre": "centre-1", "email": "nobody@example.org"}, follow_redirects=False
    )
    assert (nobody.status_code, nobody.headers["location"]) == (303, "/forgotten-password/sent")
    assert len(site.world.jobs.jobs) == 2


def test_the_code_of_the_link_goes_into_the_form_and_out_of_the_address(
    open_page: Open, site: Site, learner: Person
) -> None:
    page = open_page(f"/set-password#{a_code(site, learner)}")
    expect(page).to_have_url(re.compile(r"/set-password$"))
    expect(page.get_by_label("Code")).to_be_hidden()
    expect(page.get_by_label("New password")).to_be_focused()
    check_accessible(page)
    page.keyboard.type("asha rao")
    page.keyboard.press("Enter")
    expect(page.locator("#password-error")).to_contain_text("at least 12 characters")
    check_accessible(page)
    page.get_by_label("New password").fill(ANOTHER)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is set, and you are signed in.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/submissions\?notice=password_set$"))


def test_without_javascript_the_whole_link_is_pasted(open_page: Open, site: Site, learner: Person) -> None:
    code = a_code(site, learner)
    page = open_page("/set-password", java_script_enabled=False)
    page.get_by_label("Code").fill(f" https://tallymark.example/set-password#{code} ")
    page.get_by_label("New password").fill(ANOTHER)
    page.get_by_role("button", name="Set password and sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_link_that_was_used_says_where_there_is_a_new_one(site: Site, learner: Person) -> None:
    form = {"token": a_code(site, learner), "password": ANOTHER}
    client = site.world.anonymous
    assert client.post("/set-password", data=form, headers=HTML, follow_redirects=False).status_code == 303
    again = client.post("/set-password", data=form, headers={**HTML, "Cookie": ""})
    assert again.status_code == 410
    assert "Ask for a new one" in again.text
    assert ANOTHER not in again.text
    client.cookies.clear()
