"""People who sign in with passwords, at the price of tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.people.passwords.hashing import Cost, PasswordHasher
from service.storage import Database
from service.storage.tables.people import Password, Person
from tests.service.world import World

PASSWORD = "three tin whistles"
CHEAP = Cost(memory=8, passes=1)


@cache
def cheap_hasher() -> PasswordHasher:
    return PasswordHasher(CHEAP)


@pytest.fixture
def cheap(world: World) -> World:
    """The service, with passwords that cost next to nothing to check."""
    app = world.anonymous.app
    assert isinstance(app, FastAPI)
    app.state.passwords = cheap_hasher()
    return world


def give_password(database: Database, person: Person, password: str = PASSWORD) -> None:
    with database.write() as session:
        session.add(Password(person_id=person.id, hash=cheap_hasher().hash(password)))


@pytest.fixture
def browser(cheap: World) -> Callable[[], TestClient]:
    """New browsers in which nobody is signed in."""

    def new() -> TestClient:
        return TestClient(cheap.anonymous.app, raise_server_exceptions=False)

    return new
