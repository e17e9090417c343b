"""From a forgotten password, or a roster, to a mail, to a password, to a session: every part is the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.jobs import Job
from service.jobs.comparing import Indexes
from service.jobs.performers import PERFORMERS
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage.tables.people import Centre, Role
from tests.service.mail.mail_server import Inbox, mail_server
from tests.service.people.roster.files import csv_of
from tests.service.world import World

PASSWORD = "a ferry to the lighthouse"
Browser = Callable[[], TestClient]


@dataclass
class Mail:
    """Everybody's mail, fetched from a server that the jobs of a world send to."""

    world: World
    place: Workplace
    inbox: Inbox

    def token_for(self, address: str) -> str:
        """What stands in the newest link that an address was mailed."""
        self.world.jobs.perform(self._perform)
        mails = [mail for mail in self.inbox.messages if mail["To"].addresses[0].addr_spec == address]
        lines: list[str] = mails[-1].get_content().splitlines()
        return next(line for line in lines if "/set-password#" in line).partition("#")[2]

    def _perform(self, job: Job) -> None:
        PERFORMERS[job.kind].perform(self.place, job.payload)


@pytest.fixture
def mail(cheap: World) -> Iterator[Mail]:
    inbox = Inbox()
    with mail_server(inbox) as port:
        settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
        place = Workplace(settings, cheap.database, cheap.jobs, InstalledAnalysers(fake_analyser), Indexes())
        yield Mail(cheap, place, inbox)


def sign_in(browser: TestClient, centre: Centre, email: str, password: str) -> int:
    return browser.post("/v1/sign-in", json={"centre": centre.slug, "email": email, "password": password}).status_code


def test_a_forgotten_password_is_replaced_by_mail(cheap: World, mail: Mail, browser: Browser) -> None:
    centre = cheap.centre()
    asha = cheap.person(centre, Role.LEARNER)
    client = browser()
    assert client.post("/v1/password-resets", json={"centre": centre.slug, "email": asha.email}).status_code == 202
    chosen = {"token": mail.token_for(asha.email), "password": PASSWORD}
    assert client.post("/v1/password-resets/completion", json=chosen).status_code == 200
    assert client.post("/v1/password-resets/completion", json=chosen).status_code == 410
    assert sign_in(client, centre, asha.email, PASSWORD) == 200


def test_nobody_is_mailed_who_is_not_there(cheap: World, mail: Mail, browser: Browser) -> None:
    centre = cheap.centre()
    sent = {"centre": centre.slug, "email": "nobody@example.org"}
    assert browser().post("/v1/password-resets", json=sent).status_code == 202
    with pytest.raises(IndexError):
        mail.token_for("nobody@example.org")
    assert mail.inbox.messages == []


def test_those_whom_a_roster_invites_choose_a_password_and_sign_in(cheap: World, mail: Mail, browser: Browser) -> None:
    centre = cheap.centre()
    _, admin = cheap.of(centre, Role.CENTRE_ADMIN)
    roster = csv_of("Ann Lee,ann@example.org,,,", "Bob Ray,bob@example.org,assessor,,")
    sent = admin.post("/v1/people/import", files={"file": ("r.csv", roster)}, params={"invite": True})
    assert sent.json()["invited"] == 2
    for email in ("ann@example.org", "bob@example.org"):
        client = browser()
        assert sign_in(client, centre, email, PASSWORD) == 401
        chosen = {"token": mail.token_for(email), "password": PASSWORD}
        assert client.post("/v1/password-resets/completion", json=chosen).status_code == 200
        assert sign_in(client, centre, email, PASSWORD) == 200
    assert len(mail.inbox.messages) == 2
