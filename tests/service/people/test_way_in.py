"""The whole way of a new person: entered, mailed, a password chosen, signed in, forgotten, chosen anew."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.jobs import Job
from service.jobs.comparing import Indexes
from service.jobs.mailing import perform
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage.tables.people import Role
from tests.service.mail.mail_server import Inbox, mail_server
from tests.service.world import World

Browser = Callable[[], TestClient]


def token_in(mail: EmailMessage) -> str:
    lines: list[str] = mail.get_content().splitlines()
    return next(line.split("#")[1] for line in lines if "/set-password#" in line)


def test_from_the_first_mail_to_a_forgotten_password(cheap: World, browser: Browser, tmp_path: Path) -> None:
    inbox = Inbox()
    with mail_server(inbox) as port:
        settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", data=tmp_path)
        workplace = Workplace(settings, cheap.database, cheap.jobs, InstalledAnalysers(fake_analyser), Indexes())

        def deliver() -> str:
            def post(job: Job) -> None:
                perform(workplace, job.payload)

            cheap.jobs.perform(post)
            return token_in(inbox.messages.pop())

        runner = cheap.client_of(cheap.person(None, Role.SYSTEM_ADMIN))
        administrator = {"name": "Maud Okoro", "email": "maud@example.org"}
        runner.post("/v1/centres", json={"slug": "north", "name": "North", "administrator": administrator})
        maud = browser()
        maud.post("/v1/password-resets/completion", json={"token": deliver(), "password": "a ferry to the lighthouse"})

        asha = {"name": "Asha Rao", "email": "asha@example.org", "roles": ["learner"]}
        assert maud.post("/v1/people", json=asha).status_code == 201
        chosen = {"token": deliver(), "password": "three tin whistles"}
        assert browser().post("/v1/password-resets/completion", json=chosen).json()["name"] == "Asha Rao"

        sign_in = {"centre": "north", "email": "asha@example.org", "password": "three tin whistles"}
        client = browser()
        assert client.post("/v1/sign-in", json=sign_in).status_code == 200
        browser().post("/v1/password-resets", json={"centre": "north", "email": "asha@example.org"})
        anew = {"token": deliver(), "password": "seventeen purple umbrellas"}
        assert browser().post("/v1/password-resets/completion", json=anew).status_code == 200
        assert client.get("/v1/me").status_code == 401
        assert browser().post("/v1/sign-in", json=sign_in).status_code == 401
