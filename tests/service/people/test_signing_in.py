"""Signing in with a password, and everything that must not be learned from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.access.requiring import COOKIE
from service.people.passwords.hashing import Cost, PasswordHasher
from service.people.passwords.lockout import FREE_FAILURES, LONGEST_PAUSE
from service.storage.columns import now
from service.storage.tables.people import Centre, Password, Person, Role, SignIn
from service.storage.tables.records import AuditEntry
from tests.service.people.conftest import PASSWORD, give_password
from tests.service.world import World

Browser = Callable[[], TestClient]
FAILED = "urn:tallymark:problem:sign-in-failed"


@pytest.fixture
def centre(cheap: World) -> Centre:
    return cheap.centre()


@pytest.fixture
def asha(cheap: World, centre: Centre) -> Person:
    """A learner with a password."""
    person = cheap.person(centre, Role.LEARNER, name="Asha Rao")
    give_password(cheap.database, person)
    return person


def credentials(centre: Centre, person: Person, password: str = PASSWORD) -> dict[str, str]:
    return {"centre": centre.slug, "email": person.email, "password": password}


def actions(world: World) -> list[str]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.number)))


def without_instance(response: Any) -> tuple[int, dict[str, Any], set[str]]:
    body = response.json()
    del body["instance"]
    return response.status_code, body, set(response.headers)


def test_whoever_signs_in_has_a_cookie_that_shows_who_she_is(
    cheap: World, centre: Centre, asha: Person, browser: Browser
) -> None:
    client = browser()
    response = client.post("/v1/sign-in", json=credentials(centre, asha))

    assert response.status_code == 200
    assert response.json() == client.get("/v1/me").json()
    assert response.json()["name"] == "Asha Rao"
    assert response.json()["centre"]["slug"] == centre.slug
    assert response.json()["roles"] == ["learner"]
    assert "submit" in response.json()["permissions"]
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"):
        assert part in cookie
    assert "Secure" not in cookie  # in development; see test_the_cookie_is_only_sent_over_https
    assert actions(cheap) == ["session.began"]


def test_the_token_of_a_session_is_not_in_the_database(
    cheap: World, centre: Centre, asha: Person, browser: Browser
) -> None:
    client = browser()
    client.post("/v1/sign-in", json=credentials(centre, asha))
    with cheap.database.read() as session:
        row = session.scalars(sa.select(SignIn)).one()
    assert client.cookies[COOKIE] not in str(vars(row))


def test_an_address_is_the_same_in_capitals_and_among_blanks(centre: Centre, asha: Person, browser: Browser) -> None:
    wanted = credentials(centre, asha) | {"email": f" {asha.email.upper()} "}
    assert browser().post("/v1/sign-in", json=wanted).status_code == 200


def test_one_address_at_two_centres_is_two_people(cheap: World, asha: Person, browser: Browser) -> None:
    there = cheap.centre()
    other = cheap.person(there, Role.LEARNER)
    with cheap.database.write() as session:
        session.get_one(Person, other.id).email = asha.email
    give_password(cheap.database, other, "another long password")
    assert browser().post("/v1/sign-in", json=credentials(there, asha)).status_code == 401
    client = browser()
    client.post("/v1/sign-in", json=credentials(there, asha, "another long password"))
    assert client.get("/v1/me").json()["id"] == str(other.id)


def test_a_system_administrator_signs_in_without_a_centre(cheap: World, browser: Browser) -> None:
    person = cheap.person(None, Role.SYSTEM_ADMIN)
    give_password(cheap.database, person)
    response = browser().post("/v1/sign-in", json={"email": person.email, "password": PASSWORD})
    assert response.json()["centre"] is None
    assert response.json()["roles"] == ["system_admin"]


def test_every_failure_looks_the_same(cheap: World, centre: Centre, asha: Person, browser: Browser) -> None:
    stranger = credentials(centre, asha) | {"email": "nobody@example.org"}
    elsewhere = credentials(centre, asha) | {"centre": "no-such-centre"}
    deactivated = cheap.person(centre, Role.LEARNER)
    closed = cheap.centre()
    of_closed = cheap.person(closed, Role.LEARNER)
    without_password = cheap.person(centre, Role.LEARNER)
    for person in (deactivated, of_closed):
        give_password(cheap.database, person)
    with cheap.database.write() as session:
        session.get_one(Person, deactivated.id).deactivated_at = now()
        session.get_one(Centre, closed.id).closed_at = now()
    wrong = [
        credentials(centre, asha, "not her password"),
        stranger,
        elsewhere,
        credentials(centre, deactivated),
        credentials(closed, of_closed),
        credentials(centre, without_password),
    ]
    answers = [browser().post("/v1/sign-in", json=each) for each in wrong]
    assert {answer.json()["type"] for answer in answers} == {FAILED}
    assert all(without_instance(answer) == without_instance(answers[0]) for answer in answers)
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_a_failure_costs_the_same_work_whether_or_not_there_is_such_a_person(
    cheap: World, centre: Centre, asha: Person, browser: Browser
) -> None:
    def statements(wanted: dict[str, str]) -> list[str]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            seen.append(" ".join(statement.split()[:2]))

        sa.event.listen(cheap.database.engine, "before_cursor_execute", note)
        browser().post("/v1/sign-in", json=wanted)
        sa.event.remove(cheap.database.engine, "before_cursor_execute", note)
        return [statement for statement in seen if not statement.startswith("UPDATE")]

    known = statements(credentials(centre, asha, "not her password"))
    unknown = statements(credentials(centre, asha) | {"email": "nobody@example.org"})
    assert known == unknown


def test_after_some_failures_even_the_right_password_waits(
    cheap: World, centre: Centre, asha: Person, browser: Browser
) -> None:
    wrong, right = credentials(centre, asha, "not her password"), credentials(centre, asha)
    answers = [browser().post("/v1/sign-in", json=wrong) for _ in range(FREE_FAILURES)]
    waiting = browser().post("/v1/sign-in", json=right)
    assert without_instance(waiting) == without_instance(answers[0])
    assert actions(cheap) == ["sign_in.locked"]

    with cheap.database.write() as session:
        password = session.get_one(Password, asha.id)
        assert password.locked_until
        assert password.locked_until < now() + LONGEST_PAUSE
        password.locked_until = now() - timedelta(seconds=1)
    assert browser().post("/v1/sign-in", json=right).status_code == 200
    with cheap.database.read() as session:
        assert session.get_one(Password, asha.id).failures == 0


def test_a_pause_does_not_end_the_session_that_she_has(centre: Centre, asha: Person, browser: Browser) -> None:
    client = browser()
    client.post("/v1/sign-in", json=credentials(centre, asha))
    for _ in range(FREE_FAILURES + 1):
        browser().post("/v1/sign-in", json=credentials(centre, asha, "not her password"))
    assert client.get("/v1/me").status_code == 200


def test_signing_in_anew_ends_the_session_before(centre: Centre, asha: Person, browser: Browser) -> None:
    client = browser()
    client.post("/v1/sign-in", json=credentials(centre, asha))
    before = client.cookies[COOKIE]
    client.post("/v1/sign-in", json=credentials(centre, asha))
    assert client.cookies[COOKIE] != before
    assert browser().get("/v1/me", headers={"Cookie": f"{COOKIE}={before}"}).status_code == 401


def test_a_token_that_somebody_planted_is_not_taken_over(centre: Centre, asha: Person, browser: Browser) -> None:
    client = browser()
    client.cookies.set(COOKIE, "planted")
    response = client.post("/v1/sign-in", json=credentials(centre, asha))
    assert "planted" not in response.headers["Set-Cookie"]


def test_signing_out_ends_the_session_for_good(cheap: World, centre: Centre, asha: Person, browser: Browser) -> None:
    client = browser()
    client.post("/v1/sign-in", json=credentials(centre, asha))
    token = client.cookies[COOKIE]
    response = client.post("/v1/sign-out")
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert client.post("/v1/sign-out").status_code == 401
    assert browser().get("/v1/me", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 401
    assert actions(cheap) == ["session.began", "session.ended"]


def test_another_sites_page_can_sign_nobody_in(centre: Centre, asha: Person, browser: Browser) -> None:
    response = browser().post("/v1/sign-in", json=credentials(centre, asha), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.json()["type"] == "urn:tallymark:problem:cross-site-request"
    assert "Set-Cookie" not in response.headers


def test_a_hash_that_is_cheaper_than_today_is_renewed(
    cheap: World, centre: Centre, asha: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser()
    app = client.app
    assert isinstance(app, FastAPI)
    monkeypatch.setattr(app.state, "passwords", PasswordHasher(Cost(memory=16, passes=1)))
    client.post("/v1/sign-in", json=credentials(centre, asha))
    with cheap.database.read() as session:
        assert "m=16,t=1" in session.get_one(Password, asha.id).hash


@pytest.mark.parametrize(
    "change",
    [
        {"email": "no address"},
        {"email": "a\u0000b@example.org"},
        {"password": "nul\u0000"},
        {"centre": "North College"},
        {"centre": "a" * 61},
        {"password": "x" * 1001},
        {"remember": True},
    ],
)
def test_what_cannot_be_meant_is_refused_and_not_repeated(
    centre: Centre, asha: Person, browser: Browser, change: dict[str, Any]
) -> None:
    response = browser().post("/v1/sign-in", json=credentials(centre, asha) | change)
    assert response.status_code == 422
    assert PASSWORD not in response.text
    assert asha.email not in response.text
