"""A real browser, Debian's Chromium, and a real server with the instant model: what every test of pages begins with."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.access.requiring import COOKIE
from service.analysers import Analysers
from service.app import create_app
from service.jobs import RecordedJobs
from service.settings import Settings
from service.storage import Database
from service.storage.tables.people import Person
from tests.service.databases import empty, sqlite_database
from tests.service.world import World

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
_PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine: no more, as a broken script fails many tests at once."""
expect.set_options(timeout=_PATIENCE)

Open = Callable[..., Page]


@dataclass
class Site:
    """The service as a browser reaches it; ``world`` makes centres and people, and keeps the jobs asked for."""

    url: str
    world: World


@pytest.fixture(scope="session")
def pages_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with sqlite_database(tmp_path_factory.mktemp("pages")) as database:
        yield database


@pytest.fixture(scope="session")
def server(pages_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all tests of pages; `site` empties its database before each."""
    with serving(pages_database, tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    """The server, with nobody in it."""
    empty(server.world.database)
    return Site(server.url, server.world.anew())


@contextmanager
def serving(database: Database, data: Path) -> Iterator[Site]:
    """Serve ``database`` on a free port of this machine."""
    jobs = RecordedJobs()
    settings = Settings(workers=2, data=data / "data", rate_limits=False)
    app = create_app(settings, Analysers(fake_analyser), database=database, jobs=jobs)
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=partial(server.run, [listening]), daemon=True)
        thread.start()
        stack.callback(thread.join)
        stack.callback(setattr, server, "should_exit", True)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        client = TestClient(app, base_url=url)
        until_ready(client, thread)
        yield Site(url, World(database, jobs, client))


def until_ready(client: TestClient, thread: threading.Thread) -> None:
    """Wait until the model is loaded."""
    ready = threading.Event()
    while client.get("/version").status_code != 200:
        assert thread.is_alive()
        ready.wait(0.05)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; each gets an empty profile of its own in it."""
    if CHROMIUM is None:
        pytest.skip("needs Debian's package chromium-headless-shell or chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def profiles(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes empty profiles; nothing that they do may reach another machine."""
    with ExitStack() as stack:

        def make(**options: object) -> BrowserContext:
            context = chromium.new_context(
                **{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}  # type: ignore[arg-type]
            )
            context.set_default_timeout(_PATIENCE)
            stack.callback(context.close)
            return context

        yield make


@pytest.fixture
def open_page(site: Site, profiles: Callable[..., BrowserContext]) -> Iterator[Open]:
    """``open_page("/path", person)``: a page as ``person`` sees it, or nobody in particular.

    Whatever a page complains of on its console or asks of another machine fails the test. Further options are those of
    Playwright's `Browser.new_context`, such as ``java_script_enabled=False``.
    """
    complaints: list[str] = []

    def open_(path: str, person: Person | None = None, **options: object) -> Page:
        context = profiles(base_url=site.url, **options)
        if person is not None:
            token = site.world.client_of(person).cookies[COOKIE]
            context.add_cookies([{"name": COOKIE, "value": token, "url": site.url, "httpOnly": True}])
        page = context.new_page()
        watch(page, site.url, complaints)
        page.goto(path)
        return page

    yield open_
    assert not complaints


def watch(page: Page, own: str, complaints: list[str]) -> None:
    """Note what ``page`` complains of, and what it asks of others than ``own``."""

    def complain(message: ConsoleMessage) -> None:
        # Chromium reports every answer of 400 and more; those are what some tests are about.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def stay(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != urlsplit(own).netloc:
            complaints.append(f"It asks {address.netloc}.")

    page.on("console", complain)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", stay)
