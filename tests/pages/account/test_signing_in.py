"""/sign-in and /sign-out, as somebody at a keyboard uses them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service.access.requiring import COOKIE
from service.people.sso.client import Provider
from service.people.sso.providers import Providers
from service.settings import Settings
from service.storage.tables.people import Person
from tests.pages.accessibility import check_accessible
from tests.pages.account.conftest import PASSWORD
from tests.pages.conftest import Site

Open = Callable[..., Page]
HTML = {"Accept": "text/html"}


def test_with_the_keyboard_alone_she_comes_to_the_page_that_she_wanted(open_page: Open, learner: Person) -> None:
    page = open_page("/me")
    expect(page).to_have_url(re.compile(r"/sign-in\?next=/me$"))
    check_accessible(page)
    page.get_by_label("Centre").focus()
    page.keyboard.type("centre-1")
    page.keyboard.press("Tab")
    page.keyboard.type(learner.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/me$"))
    expect(page.get_by_role("heading", name="Your account", level=1)).to_be_visible()


def test_browsers_and_password_managers_know_the_fields(open_page: Open) -> None:
    page = open_page("/sign-in?centre=north-college")
    expect(page.get_by_label("Centre")).to_have_value("north-college")
    expect(page.get_by_label("E-mail address")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password")).to_have_attribute("autocomplete", "current-password")


def test_whatever_is_wrong_the_answer_is_the_same_and_keeps_all_but_the_password(
    open_page: Open, site: Site, learner: Person
) -> None:
    answers = []
    for centre, email, password in [
        ("centre-1", learner.email, "not hers"),
        ("centre-1", "nobody@example.org", PASSWORD),
        ("nowhere", learner.email, PASSWORD),
    ]:
        form = {"centre": centre, "email": email, "password": password}
        answer = site.world.anonymous.post("/sign-in", data=form, headers=HTML)
        answers.append((answer.status_code, answer.text.replace(email, "").replace(centre, "")))
        assert password not in answer.text
    assert answers[0][0] == 401
    assert len(set(answers)) == 1
    page = open_page("/sign-in?centre=centre-1", java_script_enabled=False)
    page.get_by_label("E-mail address").fill(learner.email)
    page.get_by_label("Password").fill("not hers")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Try again in a quarter of an hour")
    expect(page.get_by_label("E-mail address")).to_have_value(learner.email)
    expect(page.get_by_label("Password")).to_have_value("")


def test_what_cannot_be_an_address_is_said_at_its_field(open_page: Open) -> None:
    page = open_page("/sign-in")
    page.get_by_label("E-mail address").fill("asha")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_attribute("aria-invalid", "true")
    check_accessible(page)
    page.get_by_role("alert").get_by_role("link", name=re.compile("e-mail address")).click()
    expect(page.get_by_label("E-mail address")).to_be_focused()


def test_many_wrong_passwords_lock_as_they_do_for_programs(site: Site, learner: Person) -> None:
    form = {"centre": "centre-1", "email": learner.email}
    for _ in range(6):
        site.world.anonymous.post("/sign-in", data={**form, "password": "a guess"}, headers=HTML)
    right = site.world.anonymous.post(
        "/sign-in", data={**form, "password": PASSWORD}, headers=HTML, follow_redirects=False
    )
    assert right.status_code == 401


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_sent_to_another_site(site: Site, learner: Person, wanted: str) -> None:
    form = {"centre": "centre-1", "email": learner.email, "password": PASSWORD, "next": wanted}
    answer = site.world.anonymous.post("/sign-in", data=form, headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_another_sites_page_signs_nobody_in(site: Site, learner: Person) -> None:
    form = {"centre": "centre-1", "email": learner.email, "password": PASSWORD}
    answer = site.world.anonymous.post("/sign-in", data=form, headers={**HTML, "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


def test_after_signing_out_the_cookie_is_of_no_use_and_the_centre_is_known(
    open_page: Open, site: Site, learner: Person
) -> None:
    page = open_page("/me", learner)
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(page.get_by_label("Centre")).to_have_value("centre-1")
    assert site.world.anonymous.get("/v1/me", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 401


def test_a_centre_with_a_sign_in_page_of_its_own_has_a_link_to_it(open_page: Open, site: Site, learner: Person) -> None:
    app = site.world.anonymous.app
    settings: Settings = app.state.services.settings  # type: ignore[attr-defined]
    assert learner.centre_id
    with site.world.database.write() as session:
        Providers(settings).save(session, learner.centre_id, Provider("https://login.example.org", "us", "a secret"))
    page = open_page("/sign-in?next=/submissions")
    page.get_by_label("Centre").fill("centre-1")
    page.get_by_role("button", name="Use your centre’s single sign-on").click()
    link = page.get_by_role("link", name="Continue to your centre’s sign-in page")
    expect(link).to_have_attribute("href", "/v1/sign-in/sso/centre-1?next=/submissions")
    check_accessible(page)


def test_a_centre_without_one_says_so_at_the_field(open_page: Open, learner: Person) -> None:
    del learner
    page = open_page("/sign-in?centre=centre-1")
    page.get_by_role("button", name="Use your centre’s single sign-on").click()
    expect(page.locator("#centre-error")).to_contain_text("Sign in with your e-mail address and password")


def test_what_goes_wrong_at_single_sign_on_is_a_page(site: Site) -> None:
    answer = site.world.anonymous.get("/v1/sign-in/sso/nowhere", headers=HTML)
    assert answer.status_code == 404
    assert "There is no single sign-on here" in answer.text
