"""The frame that every page has, and what it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from service.errors import Fault
from service.storage.tables.people import Role
from service.web.forms import read_form
from service.web.redirects import own_path
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site

Open = Callable[..., Page]


def test_what_there_is_not_is_said_on_a_page_for_everybody(open_page: Open) -> None:
    page = open_page("/nowhere")
    expect(page).to_have_title(re.compile("Tallymark"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    check_accessible(page)


def test_whoever_is_signed_in_sees_her_name_and_where_she_can_go(site: Site, open_page: Open) -> None:
    centre = site.world.centre()
    page = open_page("/nowhere", site.world.person(centre, Role.ASSESSOR, name="Ruth <b>Goshawk</b>"))
    expect(page.get_by_role("link", name="Ruth <b>Goshawk</b>")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Queue")).to_be_visible()
    check_accessible(page)


def test_the_keyboard_gets_past_the_header_with_one_key(open_page: Open) -> None:
    page = open_page("/nowhere")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_program_still_gets_a_problem(site: Site) -> None:
    answer = site.world.anonymous.get("/nowhere")
    assert answer.headers["content-type"] == "application/problem+json"


def test_assets_are_kept_for_good_and_change_their_address(site: Site) -> None:
    client = site.world.anonymous
    page = client.get("/nowhere", headers={"Accept": "text/html"}).text
    addresses = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page)
    assert len(addresses) >= 5
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    outdated = client.get("/assets/000000000000/css/base.css")
    assert (outdated.status_code, outdated.headers["cache-control"]) == (200, "no-cache")


def test_pages_are_packed_for_whoever_can_unpack_them(site: Site) -> None:
    client, page = site.world.anonymous, {"Accept": "text/html"}
    packed = client.get("/help", headers={**page, "Accept-Encoding": "gzip, br"})
    plain = client.get("/help", headers={**page, "Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content)


def test_pages_load_nothing_from_elsewhere_and_run_nothing_of_their_own(site: Site) -> None:
    answer = site.world.anonymous.get("/nowhere", headers={"Accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "style=" not in answer.text
    assert not re.search(r"<script(?![^>]+src=)", answer.text)


@given(st.text())
def test_nobody_is_sent_to_another_site(wanted: str) -> None:
    path = own_path(wanted, "/home")
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))


def test_a_path_of_ones_own_is_kept() -> None:
    assert own_path("/marking/1?point=MP3", "/") == "/marking/1?point=MP3"
    for elsewhere in (
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "",
        "javascript:alert(1)",
    ):
        assert own_path(elsewhere, "/home") == "/home"


class Wanted(BaseModel):
    """Somebody to enter."""

    name: str = Field(max_length=5)
    roles: tuple[str, ...] = ()


def test_a_form_becomes_what_was_asked_for() -> None:
    entry = read_form(Wanted, FormData([("name", "Asha"), ("roles", "iqa"), ("roles", "learner")]), several=["roles"])
    assert entry.value == Wanted(name="Asha", roles=("iqa", "learner"))


def test_a_form_keeps_what_was_typed_beside_what_is_wrong() -> None:
    entry = read_form(Wanted, FormData([("name", "far too long")]))
    assert entry.value is None
    assert entry.text("name") == "far too long"
    assert set(entry.errors) == {"name"}
    assert "far too long" not in entry.errors["name"]
    refused = entry.refused(Fault("#/roles/0", "There is no such role."), Fault("#", "Nobody may."))
    assert refused.errors["roles"] == "There is no such role."
    assert refused.errors[""] == "Nobody may."
