"""A centre with an administrator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page
from starlette.testclient import TestClient

from service.people.passwords.hashing import Cost, PasswordHasher
from service.storage.tables.people import Centre, Password, Person, Role
from tests.pages.conftest import Site
from tests.service.world import World

PASSWORD = "three tin whistles"
HTML = {"Accept": "text/html"}
Open = Callable[..., Page]


@dataclass
class Office:
    """A centre, its administrator, and her browser without windows: for what needs no layout."""

    world: World
    centre: Centre
    admin: Person
    client: TestClient


@pytest.fixture
def office(site: Site) -> Iterator[Office]:
    """The administrator signs in with `PASSWORD`, which costs next to nothing to check."""
    app = site.world.anonymous.app
    assert isinstance(app, FastAPI)
    before, app.state.passwords = app.state.passwords, PasswordHasher(Cost(memory=8, passes=1))
    centre = site.world.centre()
    admin = site.world.person(centre, Role.CENTRE_ADMIN, name="Maud Okoro")
    site.world.add(Password(person_id=admin.id, hash=app.state.passwords.hash(PASSWORD)))
    client = site.world.client_of(admin)
    client.headers.update(HTML)
    client.follow_redirects = False
    yield Office(site.world, centre, admin, client)
    app.state.passwords = before
