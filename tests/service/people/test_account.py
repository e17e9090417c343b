"""One's own password, sessions and tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from service.access.requiring import COOKIE
from service.people.account.tokens import MOST
from service.people.passwords.lockout import FREE_FAILURES
from service.storage.tables.people import ApiToken, Person, Role
from service.storage.tables.records import AuditEntry
from tests.service.people.conftest import PASSWORD, give_password
from tests.service.world import World

Browser = Callable[[], TestClient]
NEW = "a ferry to the lighthouse"


@pytest.fixture
def asha(cheap: World) -> Person:
    """An assessor with a password."""
    person = cheap.person(cheap.centre(), Role.ASSESSOR, name="Asha Rao")
    give_password(cheap.database, person)
    return person


@pytest.fixture
def client(cheap: World, asha: Person) -> TestClient:
    """Her browser."""
    return cheap.client_of(asha)


def change(client: TestClient, current: str = PASSWORD, new: str = NEW) -> Any:
    return client.put("/v1/me/password", json={"current_password": current, "new_password": new})


def actions(world: World) -> list[str]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.number)))


def test_a_changed_password_ends_every_session_but_a_new_one(cheap: World, asha: Person, client: TestClient) -> None:
    elsewhere = cheap.client_of(asha)
    before = client.cookies[COOKIE]
    response = change(client)
    assert response.status_code == 204
    assert client.cookies.get(COOKIE, domain="testserver.local") not in (None, before)
    client.cookies.delete(COOKIE, domain="")
    assert client.get("/v1/me").status_code == 200
    assert elsewhere.get("/v1/me").status_code == 401
    old = TestClient(cheap.anonymous.app, cookies={COOKIE: before})
    assert old.get("/v1/me").status_code == 401
    assert actions(cheap) == ["password.changed"]


def test_the_present_password_is_asked_for_and_cannot_be_guessed_at(cheap: World, client: TestClient) -> None:
    for _ in range(FREE_FAILURES):
        wrong = change(client, current="not her password")
        assert wrong.status_code == 422
        assert wrong.json()["errors"][0]["pointer"] == "#/current_password"
    waiting = change(client)
    assert waiting.json()["errors"] == wrong.json()["errors"]
    assert actions(cheap) == []


def test_a_weak_new_password_is_refused(client: TestClient) -> None:
    response = change(client, new="Asha Rao 2026")
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "#/new_password"
    assert "Asha" not in response.text


def test_somebody_without_a_password_cannot_set_one_this_way(cheap: World) -> None:
    person = cheap.person(cheap.centre(), Role.LEARNER)
    assert change(cheap.client_of(person), current="").status_code == 422


def test_sessions_are_listed_and_ended_one_by_one(cheap: World, asha: Person, client: TestClient) -> None:
    elsewhere = cheap.client_of(asha)
    cheap.client_of(cheap.person(None, Role.SYSTEM_ADMIN))
    listed = client.get("/v1/me/sessions").json()["items"]
    assert len(listed) == 2
    assert [session["current"] for session in listed].count(True) == 1
    other = next(session for session in listed if not session["current"])
    assert client.delete(f"/v1/me/sessions/{other['id']}").status_code == 204
    assert elsewhere.get("/v1/me").status_code == 401
    assert len(client.get("/v1/me/sessions").json()["items"]) == 1
    assert actions(cheap) == ["session.ended"]


def test_all_other_sessions_end_at_once(cheap: World, asha: Person, client: TestClient) -> None:
    others = [cheap.client_of(asha) for _ in range(3)]
    assert client.delete("/v1/me/sessions").status_code == 204
    assert {other.get("/v1/me").status_code for other in others} == {401}
    assert client.get("/v1/me").status_code == 200


def test_a_token_is_shown_once_and_kept_as_its_hash(cheap: World, client: TestClient) -> None:
    made = client.post("/v1/me/tokens", json={"name": "Export", "scopes": ["read"], "days": 7})
    assert made.status_code == 201
    token = made.json()["token"]
    assert token.startswith("tm_")
    assert token not in client.get("/v1/me/tokens").text
    with cheap.database.read() as session:
        assert token not in str(vars(session.scalars(sa.select(ApiToken)).one()))
    assert actions(cheap) == ["token.made"]


def test_a_token_allows_its_scopes_within_its_owners_roles_and_nothing_about_her_account(
    cheap: World, asha: Person, client: TestClient
) -> None:
    made = client.post("/v1/me/tokens", json={"name": "Everything", "scopes": ["read", "manage", "assess", "submit"]})
    headers = {"Authorization": f"Bearer {made.json()['token']}"}
    me = cheap.anonymous.get("/v1/me", headers=headers).json()
    assert (me["id"], me["via"], me["session_expires_at"]) == (str(asha.id), "token", None)
    assert cheap.anonymous.get("/v1/people", headers=headers).status_code == 200
    assert cheap.anonymous.post("/v1/people", headers=headers, json={}).status_code in (403, 422)
    wanted = {"name": "Another", "scopes": ["read"]}
    assert cheap.anonymous.post("/v1/me/tokens", headers=headers, json=wanted).status_code == 403
    assert cheap.anonymous.get("/v1/me/sessions", headers=headers).status_code == 403


def test_a_revoked_token_is_of_no_use(cheap: World, client: TestClient) -> None:
    made = client.post("/v1/me/tokens", json={"name": "Export", "scopes": ["read"]}).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert cheap.anonymous.get("/v1/me", headers=headers).status_code == 200
    [listed] = client.get("/v1/me/tokens").json()["items"]
    assert listed["last_used_at"] is not None
    assert client.delete(f"/v1/me/tokens/{made['id']}").status_code == 204
    assert cheap.anonymous.get("/v1/me", headers=headers).status_code == 401
    assert client.delete(f"/v1/me/tokens/{made['id']}").status_code == 404
    assert client.get("/v1/me/tokens").json() == {"items": []}


def test_there_is_an_end_to_the_number_of_tokens(client: TestClient) -> None:
    wanted = {"name": "Export", "scopes": ["read"]}
    statuses = [client.post("/v1/me/tokens", json=wanted).status_code for _ in range(MOST + 1)]
    assert statuses == [201] * MOST + [409]


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "Export", "scopes": []},
        {"name": "Export", "scopes": ["everything"]},
        {"name": " ", "scopes": ["read"]},
        {"name": "Ex\u202eport", "scopes": ["read"]},
        {"name": "Export", "scopes": ["read"], "days": 0},
        {"name": "Export", "scopes": ["read"], "days": 3650},
    ],
)
def test_a_token_that_cannot_be_meant(client: TestClient, wanted: dict[str, Any]) -> None:
    assert client.post("/v1/me/tokens", json=wanted).status_code == 422
