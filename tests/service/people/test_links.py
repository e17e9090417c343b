"""Links to choose a password: asked for, mailed, used once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from service import one_time_tokens
from service.jobs import Kind
from service.people.passwords.lockout import FREE_FAILURES
from service.storage.columns import now
from service.storage.tables.people import OneTimeToken, Password, Person, Purpose, Role
from tests.service.people.conftest import PASSWORD, give_password
from tests.service.world import World

Browser = Callable[[], TestClient]
NEW = "a ferry to the lighthouse"
URL = "/v1/password-resets/completion"


@pytest.fixture
def asha(cheap: World) -> Person:
    """A learner with a password."""
    person = cheap.person(cheap.centre(), Role.LEARNER, name="Asha Rao")
    give_password(cheap.database, person)
    return person


def slug_of(world: World, person: Person) -> str:
    with world.database.read() as session:
        return session.execute(sa.text("SELECT slug FROM centre")).scalars().one() if person.centre_id else ""


def ask(world: World, person: Person, **change: str) -> Any:
    wanted = {"centre": slug_of(world, person), "email": person.email} | change
    return world.anonymous.post("/v1/password-resets", json=wanted)


def link_for(world: World, person: Person, purpose: Purpose = Purpose.RESET) -> str:
    with world.database.write() as session:
        return one_time_tokens.issue(session, person.id, purpose, now())[0]


def sign_in(world: World, browser: TestClient, person: Person, password: str) -> int:
    wanted = {"centre": slug_of(world, person), "email": person.email, "password": password}
    return browser.post("/v1/sign-in", json=wanted).status_code


def test_whoever_asks_is_mailed_a_link(cheap: World, asha: Person) -> None:
    response = ask(cheap, asha)
    assert response.status_code == 202
    [job] = cheap.jobs.jobs
    assert (job.kind, job.payload["kind"]) == (Kind.SEND_MAIL, "password_reset")
    assert UUID(job.payload["person_id"]) == asha.id


@pytest.mark.parametrize("change", [{"email": "nobody@example.org"}, {"centre": "no-such-centre"}])
def test_for_nobody_the_answer_and_the_work_are_the_same(cheap: World, asha: Person, change: dict[str, str]) -> None:
    response = ask(cheap, asha, **change)
    assert (response.status_code, response.content) == (202, b"null")
    [job] = cheap.jobs.jobs
    assert job.payload.keys() == {"kind", "person_id", "about"}
    with cheap.database.read() as session:
        assert session.get(Person, UUID(job.payload["person_id"])) is None


def test_asking_again_and_again_mails_once(cheap: World, asha: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    at = now()
    for seconds in (0, 1, 2):
        moment = at.replace(minute=0, second=seconds)
        monkeypatch.setattr("service.people.signing_in.router.now", lambda moment=moment: moment)
        ask(cheap, asha)
    assert len(cheap.jobs.jobs) == 1
    monkeypatch.setattr("service.people.signing_in.router.now", lambda: at.replace(minute=30))
    ask(cheap, asha)
    assert len(cheap.jobs.jobs) == 2


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_holder_of_a_link_chooses_a_password(
    cheap: World, asha: Person, browser: Browser, purpose: Purpose
) -> None:
    client = browser()
    sign_in(cheap, client, asha, PASSWORD)
    made = client.post("/v1/me/tokens", json={"name": "A program", "scopes": ["read"], "days": 30}).json()
    program = {"Authorization": f"Bearer {made['token']}"}
    assert browser().get("/v1/me", headers=program).status_code == 200
    token = link_for(cheap, asha, purpose)

    chosen = browser()
    assert chosen.post(URL, json={"token": token, "password": NEW}).json()["name"] == "Asha Rao"
    assert chosen.get("/v1/me").status_code == 200, "she is signed in"
    assert client.get("/v1/me").status_code == 401, "other sessions end"
    assert browser().get("/v1/me", headers=program).status_code == 401, "so do tokens"
    assert sign_in(cheap, browser(), asha, PASSWORD) == 401
    assert sign_in(cheap, browser(), asha, NEW) == 200
    again = browser().post(URL, json={"token": token, "password": "yet another long one"})
    assert (again.status_code, again.json()["type"]) == (410, "urn:tallymark:problem:link-unusable")


def test_a_first_password_is_chosen_with_an_invitation(cheap: World, browser: Browser) -> None:
    person = cheap.person(cheap.centre(), Role.LEARNER)
    token = link_for(cheap, person, Purpose.INVITATION)
    assert browser().post(URL, json={"token": token, "password": NEW}).status_code == 200
    assert sign_in(cheap, browser(), person, NEW) == 200


def test_a_refused_password_leaves_the_link_usable(cheap: World, asha: Person, browser: Browser) -> None:
    token = link_for(cheap, asha)
    refused = browser().post(URL, json={"token": token, "password": "Asha Rao 2026"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "#/password"
    assert browser().post(URL, json={"token": token, "password": NEW}).status_code == 200


def test_of_many_at_the_same_moment_one_chooses(cheap: World, asha: Person) -> None:
    token = link_for(cheap, asha)
    client = TestClient(cheap.anonymous.app)

    def choose(number: int) -> int:
        return client.post(URL, json={"token": token, "password": f"{NEW} {number}"}).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(choose, range(8)))
    assert sorted(statuses) == [200] + [410] * 7


def test_a_link_lets_her_in_while_somebody_goes_on_guessing(cheap: World, asha: Person, browser: Browser) -> None:
    def guess() -> None:
        for _ in range(FREE_FAILURES):
            sign_in(cheap, browser(), asha, "not her password")

    guess()
    assert sign_in(cheap, browser(), asha, PASSWORD) == 401
    client = browser()
    client.post(URL, json={"token": link_for(cheap, asha), "password": NEW})
    assert sign_in(cheap, browser(), asha, NEW) == 200, "the pause is over"
    guess()
    assert sign_in(cheap, browser(), asha, NEW) == 401
    assert client.get("/v1/me").status_code == 200


def test_a_link_that_is_over_or_of_somebody_who_may_not_sign_in(cheap: World, asha: Person, browser: Browser) -> None:
    over, good = link_for(cheap, asha), link_for(cheap, asha)
    with cheap.database.write() as session:
        row = session.scalars(sa.select(OneTimeToken).where(OneTimeToken.used_at.is_(None))).first()
        assert row
        session.execute(sa.update(OneTimeToken).values(expires_at=now() - timedelta(seconds=1)))
    assert browser().post(URL, json={"token": over, "password": NEW}).status_code == 410
    with cheap.database.write() as session:
        session.execute(sa.update(OneTimeToken).values(expires_at=now() + timedelta(hours=1)))
        session.get_one(Person, asha.id).deactivated_at = now()
    assert browser().post(URL, json={"token": good, "password": NEW}).status_code == 410
    with cheap.database.read() as session:
        assert session.get_one(Password, asha.id).failures == 0
