"""People who sign in with passwords, at the price of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from service.people.passwords.hashing import Cost, PasswordHasher
from service.storage.tables.people import Password, Person, Role
from tests.pages.conftest import Site

PASSWORD = "three tin whistles"
ANOTHER = "a ferry to the lighthouse"


@pytest.fixture
def learner(site: Site) -> Iterator[Person]:
    """A learner of centre-1 with a password that costs next to nothing to check."""
    app = site.world.anonymous.app
    assert isinstance(app, FastAPI)
    before, app.state.passwords = app.state.passwords, PasswordHasher(Cost(memory=8, passes=1))
    person = site.world.person(site.world.centre(), Role.LEARNER, name="Asha Rao")
    site.world.add(Password(person_id=person.id, hash=app.state.passwords.hash(PASSWORD)))
    yield person
    app.state.passwords = before
