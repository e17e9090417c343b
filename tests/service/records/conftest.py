"""A service in which a centre keeps everything that can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.files import Originals
from service.storage.tables.people import Person
from tests.service.everything_kept import Kept, keep_everything
from tests.service.world import World


@dataclass
class Centre:
    """What is kept in a centre, and the browsers of its learner and of its administrator."""

    world: World
    originals: Originals
    kept: Kept
    learner: TestClient
    admin: TestClient

    def colleague(self) -> TestClient:
        """The browser of the assessor."""
        return client_of(self.world, self.kept, "assessor_id")


def client_of(world: World, kept: Kept, who: str) -> TestClient:
    with world.database.read() as session:
        person = session.get_one(Person, getattr(kept, who))
    return world.client_of(person)


def open_centre(world: World, originals: Originals) -> Centre:
    kept = keep_everything(world.database, originals)
    clients = (client_of(world, kept, who) for who in ("learner_id", "admin_id"))
    return Centre(world, originals, kept, *clients)


@pytest.fixture
def centre(world: World) -> Centre:
    originals = cast("FastAPI", world.anonymous.app).state.services.originals
    return open_centre(world, originals)


@pytest.fixture
def other(centre: Centre) -> Centre:
    """Another centre of the same installation."""
    return open_centre(centre.world, centre.originals)
