"""Every page of the app, as everybody who may see it: accessible, light, self-contained, in order.

Pages are taken from the routes of the app, so that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from fastapi.responses import HTMLResponse
from fastapi.routing import iter_route_contexts
from playwright.sync_api import BrowserContext, Page, Request, Response

from service.access import Permission
from service.access.permissions import GRANTS
from service.access.requiring import COOKIE
from service.storage.tables.people import Role
from service.web import ROUTERS
from service.web.rendering import HEADERS
from tests.pages.accessibility import check_accessible, fits_narrow
from tests.pages.conftest import serving, watch
from tests.pages.scene import Scene
from tests.service.databases import sqlite_database
from tests.service.permissions.routes import routes_of

MOST_BYTES = 100_000
# Words in the colour of their ground. Axe cannot tell: it reads -webkit-text-fill-color, which is not forced.
_LOST_WORDS = """() => {
    const ground = (each) => {
        const colour = each ? getComputedStyle(each).backgroundColor : "";
        return each && /, 0\\)$/.test(colour) ? ground(each.parentElement) : colour;
    };
    const speaks = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return [...document.querySelectorAll("body *:not(svg *)")].filter((each) => each.checkVisibility() && speaks(each)
        && getComputedStyle(each).color === ground(each)).map((each) => each.outerHTML.slice(0, 120));
}"""


@dataclass(frozen=True)
class Visit:
    """A page, and who opens it; ``role`` is None where anybody may. ``first``: nobody else opens it before."""

    path: str
    role: Role | None
    first: bool

    @property
    def name(self) -> str:
        return f"{self.path} as {self.role or 'anybody'}"


def visits() -> Iterator[Visit]:
    """Every page with every role that it is for."""
    for router in ROUTERS:
        asked = routes_of(cast("Any", router))
        for context in iter_route_contexts(router.routes):
            if "GET" not in (context.methods or ()) or getattr(context, "response_class", None) is not HTMLResponse:
                continue
            asks = asked[f"GET {context.path}"].asks
            roles = sorted(GRANTS[asks].roles) if isinstance(asks, Permission) else [None]
            yield from (Visit(str(context.path), role, role == roles[0]) for role in roles)


VISITS = sorted(set(visits()), key=lambda visit: visit.name)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with (
        sqlite_database(tmp_path_factory.mktemp("every")) as database,
        serving(database, tmp_path_factory.mktemp("data")) as site,
    ):
        yield Scene.played(site, tmp_path_factory.mktemp("made"))


@dataclass
class Sent:
    """What came over the network for one page, in bytes as sent."""

    own: str
    sizes: dict[str, int]

    def note(self, request: Request) -> None:
        if request.url.startswith(self.own) and request.resource_type in {"document", "stylesheet", "script"}:
            self.sizes[urlsplit(request.url).path] = request.sizes()["responseBodySize"]


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_a_page(visit: Visit, scene: Scene, profiles: Callable[..., BrowserContext]) -> None:
    person = scene.somebody(visit.role) if visit.role else None
    context = profiles(base_url=scene.site.url, reduced_motion="reduce")
    if person:
        token = scene.site.world.client_of(person).cookies[COOKIE]
        context.add_cookies([{"name": COOKIE, "value": token, "url": scene.site.url, "httpOnly": True}])
    page = context.new_page()
    complaints: list[str] = []
    watch(page, scene.site.url, complaints)
    sent = Sent(scene.site.url, {})
    page.on("requestfinished", sent.note)
    address = scene.address(visit.path, visit.role, person)
    answer = page.goto(address)
    assert answer
    assert answer.status == 200, f"{visit.name} answers {answer.status}"
    if "<html" not in answer.text():
        pytest.skip("a part of a page")
    page.wait_for_load_state()
    check_frame(page, answer)
    assert sum(sent.sizes.values()) < MOST_BYTES, sent.sizes
    fits_narrow(page)
    if visit.first and urlsplit(page.url).path == urlsplit(address).path:
        check_motion(page)
        check_zoomed(page)
        check_accessible(page)
        check_forced_colours(page)
    assert not complaints


def check_frame(page: Page, answer: Response) -> None:
    """What each page says of itself, and what it may load."""
    assert page.title().endswith(" – Tallymark")
    assert len(page.title()) > len(" – Tallymark")
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang")
    assert page.locator("main").count() == 1
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert not page.locator("[style], style, script:not([src])").count()
    names = page.evaluate("[...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames())")
    assert not [name for name in names if name.startswith("on")]


def check_motion(page: Page) -> None:
    """Who wants less motion has none."""
    assert not page.evaluate("document.getAnimations().length")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def check_zoomed(page: Page) -> None:
    """At 200 % a window of 1280 px shows 640: nothing may need scrolling sideways."""
    page.set_viewport_size({"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def check_forced_colours(page: Page) -> None:
    """In the colours of the system, words can be read and the focus can be seen."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert not page.evaluate(_LOST_WORDS)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
