"""Who a request comes from, and what she may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import event, select, update
from starlette.testclient import TestClient

from service.access import Actor, Permission, Scope, require
from service.access.opaque_tokens import API_TOKEN_PREFIX, hash_token, new_token
from service.access.permissions import GRANTS
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import ApiToken, Person, Role, SignIn
from tests.service.world import World, open_world

router = APIRouter()


@router.get("/assessors-only")
def get_something(actor: Annotated[Actor, require(Permission.ASSESS)]) -> dict[str, str]:
    return {"name": actor.name, "via": actor.via}


@router.post("/assessors-only")
def post_something(actor: Annotated[Actor, require(Permission.ASSESS)]) -> str:
    return actor.name


@pytest.fixture(scope="module")
def worlds_with_a_route(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Database], World]]:
    """One service for each database, with a route for assessors."""
    with ExitStack() as stack:

        @cache
        def start(database: Database) -> World:
            world = stack.enter_context(open_world(database, tmp_path_factory.mktemp("world")))
            app = world.anonymous.app
            assert isinstance(app, FastAPI)
            app.include_router(router)
            return world

        yield start


@pytest.fixture
def asha(database: Database, worlds_with_a_route: Callable[[Database], World]) -> tuple[World, Person, TestClient]:
    """An assessor in that service."""
    world = worlds_with_a_route(database).anew()
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


def test_a_use_is_remembered_to_five_minutes_and_costs_one_look_at_the_session(
    asha: tuple[World, Person, TestClient],
) -> None:
    world, person, client = asha
    token = token_of(world, person, Scope.ASSESS)

    def used_at() -> tuple[datetime, datetime | None]:
        with world.database.read() as session:
            return session.scalars(select(SignIn.last_seen_at)).one(), session.scalars(
                select(ApiToken.last_used_at)
            ).one()

    def use() -> list[str]:
        with statements(world.database) as looked:
            assert client.get("/assessors-only").status_code == 200
        assert world.anonymous.get("/assessors-only", headers=token).status_code == 200
        return [statement for statement in looked if "FROM sign_in" in statement]

    long_ago = now() - timedelta(minutes=6)
    with world.database.write() as session:
        session.execute(update(SignIn).values(last_seen_at=long_ago))
    assert len(use()) == 1
    remembered = used_at()
    assert remembered[0] > long_ago
    assert remembered[1]
    assert len(use()) == 1
    assert used_at() == remembered, "that was a moment ago"


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What the database is told meanwhile."""
    told: list[str] = []

    def tell(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        told.append(statement.replace("\n", ""))

    event.listen(database.engine, "before_cursor_execute", tell)
    try:
        yield told
    finally:
        event.remove(database.engine, "before_cursor_execute", tell)


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
