"""Who a request comes from, and what she may do."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from service.access import Actor, Permission, Scope, require
from service.access.opaque_tokens import API_TOKEN_PREFIX, hash_token, new_token
from service.access.permissions import GRANTS
from service.storage.columns import now
from service.storage.tables.people import ApiToken, Person, Role, SignIn
from tests.service.world import World

router = APIRouter()


@router.get("/assessors-only")
def get_something(actor: Annotated[Actor, require(Permission.ASSESS)]) -> dict[str, str]:
    return {"name": actor.name, "via": actor.via}


@router.post("/assessors-only")
def post_something(actor: Annotated[Actor, require(Permission.ASSESS)]) -> str:
    return actor.name


@pytest.fixture
def asha(own_world: World) -> tuple[World, Person, TestClient]:
    """An assessor in a service with a route for assessors."""
    world = own_world
    app = world.anonymous.app
    assert isinstance(app, FastAPI)
    app.include_router(router)
    person, client = world.of(world.centre(), Role.ASSESSOR)
    return world, person, client


def token_of(world: World, person: Person, *scopes: Scope, days: int = 1) -> dict[str, str]:
    token = new_token(API_TOKEN_PREFIX)
    with world.database.write() as session:
        session.add(
            ApiToken(
                person_id=person.id,
                name="A program",
                token_sha256=hash_token(token),
                scopes=list(scopes),
                expires_at=now() + timedelta(days=days),
            )
        )
    return {"Authorization": f"Bearer {token}"}


def test_every_permission_has_a_grant_and_every_role_may_do_something() -> None:
    assert set(GRANTS) == set(Permission)
    assert set().union(*(grant.roles for grant in GRANTS.values())) == set(Role)


def test_a_cookie_or_a_token_shows_who_it_is(asha: tuple[World, Person, TestClient]) -> None:
    world, person, client = asha
    assert client.get("/assessors-only").json() == {"name": person.name, "via": "session"}
    shown = world.anonymous.get("/assessors-only", headers=token_of(world, person, Scope.ASSESS))
    assert shown.json() == {"name": person.name, "via": "token"}


def test_nobody_gets_in_without_a_valid_one(asha: tuple[World, Person, TestClient]) -> None:
    world, person, _ = asha
    expired = token_of(world, person, Scope.ASSESS, days=-1)
    for headers in ({}, {"Authorization": "Bearer tm_guess"}, {"Cookie": "tallymark_session=guess"}, expired):
        response = world.anonymous.get("/assessors-only", headers=headers)
        assert response.status_code == 401
        assert response.json()["type"] == "urn:tallymark:problem:not-signed-in"
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_role_or_scope_that_does_not_suffice_is_refused(asha: tuple[World, Person, TestClient]) -> None:
    world, person, _ = asha
    _, learner = world.of(world.centre(), Role.LEARNER)
    assert learner.get("/assessors-only").status_code == 403
    reading = token_of(world, person, Scope.READ)
    assert world.anonymous.get("/assessors-only", headers=reading).status_code == 403


@pytest.mark.parametrize("change", ["deactivated_at", "erased_at"])
def test_somebody_who_may_not_sign_in_any_more_is_out_at_once(
    asha: tuple[World, Person, TestClient], change: str
) -> None:
    world, person, client = asha
    with world.database.write() as session:
        setattr(session.get_one(Person, person.id), change, now())
    assert client.get("/assessors-only").status_code == 401


def test_a_session_ends_when_it_is_idle(asha: tuple[World, Person, TestClient]) -> None:
    world, _, client = asha
    assert client.get("/assessors-only").status_code == 200
    with world.database.write() as session:
        for sign_in in session.query(SignIn):
            sign_in.last_seen_at = now() - timedelta(hours=3)
    assert client.get("/assessors-only").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_another_sites_page_cannot_act_with_the_cookie(
    asha: tuple[World, Person, TestClient], headers: dict[str, str], status: int
) -> None:
    _, _, client = asha
    assert client.post("/assessors-only", headers=headers).status_code == status
    assert client.get("/assessors-only", headers=headers).status_code == 200


def test_a_token_needs_no_origin(asha: tuple[World, Person, TestClient]) -> None:
    world, person, _ = asha
    headers = {**token_of(world, person, Scope.ASSESS), "Origin": "https://dashboard.example"}
    assert world.anonymous.post("/assessors-only", headers=headers).status_code == 200
