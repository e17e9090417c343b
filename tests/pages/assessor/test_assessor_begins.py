"""An assessor begins her day with the keyboard alone: she signs in, sees what waits, and takes the first."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from service.people.passwords.hashing import PasswordHasher
from service.storage.tables.people import Password
from tests.pages.assessor.queueing import a_queue
from tests.pages.conftest import Site
from tests.service.queue.waiting import assessor_of

Open = Callable[..., Page]
PASSWORD = "three tin whistles"
_MOST_TABS = 25


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus."""
    for _ in range(_MOST_TABS):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(target).to_be_focused()


def test_from_signing_in_to_the_first_submission(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    site.world.add(Password(person_id=work.assessor.id, hash=PasswordHasher().hash(PASSWORD)))
    page = open_page("/queue")
    for label, words in (("Centre", work.centre.slug), ("E-mail address", work.assessor.email), ("Password", PASSWORD)):
        tab_to(page, page.get_by_label(re.compile(f"^{label}")))
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Next: Asha Rao")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Take the next one"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/marking/{work.ids['Asha Rao']}$"))
    assert assessor_of(site.world.database, work.ids["Asha Rao"]) == work.assessor.id
