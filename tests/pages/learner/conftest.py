"""A learner of a college, her browser, and a worker that reads drafts when it is told to."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page
from starlette.testclient import TestClient

from service.storage.tables.people import Person, Role
from tests.pages.conftest import Open, Site
from tests.service.conftest import policies  # noqa: F401 - a fixture
from tests.service.submissions.college import College

ACCOUNT = """On Monday Mrs Price rang about the mower. She sounded tired, so I asked what would help her most.

I offered to collect it myself, because a second trip was the last thing she needed. It worked: she rang again in May.

Next time I would write the call down at once, and I would ring her before she has to ring me.
"""
MOST_STOPS = 80


@dataclass
class Learner:
    """Asha Rao, who has a browser (`see`) and a program that does as she would (`client`)."""

    college: College
    person: Person
    client: TestClient
    open_page: Open

    def see(self, path: str, **options: object) -> Page:
        """A page as she sees it."""
        return self.open_page(path, self.person, **options)

    def begin(self) -> str:
        """A submission of hers; gives the path of its page."""
        return self.college.begin(self.client).removeprefix("/v1")

    def add(self, here: str, text: str = ACCOUNT, *, read: bool = True) -> None:
        """A draft of hers; ``read``: a worker has read it."""
        self.college.add(f"/v1{here}", text, self.client)
        if read:
            self.college.work()

    def a_draft(self, text: str = ACCOUNT, *, read: bool = True) -> str:
        """A submission of hers with one draft; gives its path."""
        here = self.begin()
        self.add(here, text, read=read)
        return here

    def hand_in(self, here: str) -> None:
        """Hand a submission in."""
        self.college.move(self.client, f"/v1{here}", "hand_in")

    def decided(self, here: str, move: str = "decide") -> None:
        """Let an assessor decide on all points of a submission that was handed in, or refer it back."""
        assessor = self.college.assessor
        self.college.move(assessor, f"/v1{here}", "take")
        self.college.decide(f"/v1{here}", assessor)
        self.college.move(assessor, f"/v1{here}", move)


@pytest.fixture
def college(site: Site) -> College:
    """A college in which nothing has been written yet."""
    return College(site.world, site.world.centre())


@pytest.fixture
def learner(college: College, open_page: Open) -> Learner:
    """A learner who has not begun anything."""
    person, client = college.signed_in(Role.LEARNER, name="Asha Rao")
    return Learner(college, person, client, open_page)


def tab_to(page: Page, wanted: Locator, *, key: str = "Tab") -> None:
    """Go on with the Tab key, or back with Shift+Tab, until something has the focus."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("The Tab key does not lead there.")
