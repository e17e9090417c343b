"""The start page, help, privacy and the accessibility statement."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service.storage.tables.people import Role
from service.storage.tables.records import RecordKind, RetentionPeriod
from tests.pages.accessibility import check_accessible
from tests.pages.anyone.conftest import ACCOUNT
from tests.pages.conftest import Site

Open = Callable[..., Page]
HTML = {"Accept": "text/html"}
MOST_BYTES = 100_000


def test_the_start_page_says_what_it_is_and_leads_to_both_doors(open_page: Open) -> None:
    page = open_page("/")
    check_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Have a draft read now")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Have a draft read", level=1)).to_be_visible()


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.LEARNER, "/submissions"),
        (Role.ASSESSOR, "/queue"),
        (Role.IQA, "/centre"),
        (Role.CENTRE_ADMIN, "/people"),
        (Role.SYSTEM_ADMIN, "/centres"),
    ],
)
def test_whoever_is_signed_in_comes_to_her_own_work(site: Site, role: Role, home: str) -> None:
    centre = None if role is Role.SYSTEM_ADMIN else site.world.centre()
    client = site.world.client_of(site.world.person(centre, role))
    answer = client.get("/", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, home)


@pytest.mark.parametrize("path", ["/help", "/privacy", "/accessibility"])
def test_what_everybody_can_read_is_accessible(open_page: Open, path: str) -> None:
    page = open_page(path, java_script_enabled=True)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_accessible(page)


def test_privacy_tells_the_periods_of_ones_own_centre(site: Site) -> None:
    learner = site.world.person(site.world.centre(), Role.LEARNER)
    site.world.add(RetentionPeriod(centre_id=learner.centre_id, kind=RecordKind.DRAFTS, days=33))
    assert "365 days" in site.world.anonymous.get("/privacy", headers=HTML).text
    assert "33 days" in site.world.client_of(learner).get("/privacy", headers=HTML).text


@pytest.mark.parametrize("path", ["/", "/read", "/sign-in", "/help", "/privacy"])
def test_pages_are_small(site: Site, path: str) -> None:
    assert weight(site, site.world.anonymous.get(path, headers=HTML).text) < MOST_BYTES


def test_feedback_on_an_ordinary_account_is_small(site: Site) -> None:
    page = site.world.anonymous.post("/read", data={"text": "\n\n".join([ACCOUNT] * 15)}, headers=HTML).text
    assert weight(site, page) < MOST_BYTES


def weight(site: Site, page: str) -> int:
    """Bytes of a page and all that it loads; style sheets and modules are sent packed."""
    loaded = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page))
    return len(page.encode()) + sum(len(gzip.compress(site.world.anonymous.get(path).content)) for path in loaded)
