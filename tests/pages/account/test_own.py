"""/me: one's own account."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect

from service.storage.tables.people import Person, Role
from tests.pages.accessibility import check_accessible
from tests.pages.account.conftest import ANOTHER, PASSWORD
from tests.pages.conftest import Site

Open = Callable[..., Page]


def test_she_sees_who_she_is_and_changes_her_password(open_page: Open, learner: Person) -> None:
    page = open_page("/me", learner)
    for words in ("Asha Rao", learner.email, "Centre 1", "Learner"):
        expect(page.locator("main")).to_contain_text(words)
    page.get_by_text("Change your password").click()
    page.get_by_label("Present password").fill("not hers")
    page.get_by_label("New password").fill(ANOTHER)
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("#current_password-error")).to_contain_text("not your present password")
    check_accessible(page)
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password").fill(ANOTHER)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status").filter(has_text="Your password is changed")).to_be_visible()


def test_she_ends_a_session_that_she_does_not_know(open_page: Open, site: Site, learner: Person) -> None:
    elsewhere = site.world.client_of(learner)
    page = open_page("/me", learner)
    check_accessible(page)
    page.get_by_role("button", name="End the session of").click()
    expect(page.get_by_text("The session has ended.")).to_be_visible()
    assert elsewhere.get("/v1/me").status_code == 401
    expect(page.get_by_text("this one")).to_be_visible()


def test_she_ends_all_others_at_once(open_page: Open, site: Site, learner: Person) -> None:
    others = [site.world.client_of(learner) for _ in range(2)]
    page = open_page("/me", learner)
    page.get_by_role("button", name="End all but this one").click()
    expect(page.get_by_text("All your other sessions have ended.")).to_be_visible()
    assert {other.get("/v1/me").status_code for other in others} == {401}


def test_a_token_is_shown_once_works_and_is_revoked(open_page: Open, site: Site, learner: Person) -> None:
    page = open_page("/me", learner)
    page.get_by_text("Make a token for a program").click()
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("#name-error")).to_be_visible()
    page.get_by_label("What is it for?").fill("Export <b>to</b> our records")
    page.get_by_label("Read", exact=True).check()
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("code.token").inner_text()
    check_accessible(page)
    headers = {"Authorization": f"Bearer {token}"}
    assert site.world.anonymous.get("/v1/me", headers=headers).json()["via"] == "token"
    page.goto("/me")
    expect(page.locator("main")).not_to_contain_text(token)
    page.get_by_role("button", name="Revoke Export <b>to</b> our records").click()
    expect(page.get_by_text("The token is revoked.")).to_be_visible()
    assert site.world.anonymous.get("/v1/me", headers=headers).status_code == 401


def test_what_is_kept_about_her_comes_as_one_archive(open_page: Open, learner: Person, tmp_path: Path) -> None:
    page = open_page("/me", learner, accept_downloads=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download what is kept about me").click()
    download.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(BytesIO((tmp_path / "mine.zip").read_bytes())) as archive:
        assert "person.json" in archive.namelist()


def test_shortcuts_are_turned_off_for_this_browser_alone(open_page: Open, site: Site) -> None:
    page = open_page("/me", site.world.person(site.world.centre(), Role.ASSESSOR))
    box = page.get_by_label("Shortcuts of one key")
    expect(box).to_be_checked()
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#announcements")).to_have_text("Shortcuts are off.")
    page.reload()
    expect(box).not_to_be_checked()


def test_without_javascript_there_is_nothing_that_does_nothing(open_page: Open, learner: Person) -> None:
    page = open_page("/me", learner, java_script_enabled=False)
    expect(page.get_by_label("Shortcuts of one key")).to_be_hidden()
    page.get_by_text("Change your password").click()
    expect(page.get_by_label("Present password")).to_be_visible()
