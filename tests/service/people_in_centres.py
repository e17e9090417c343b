"""Centres and people for tests, of the test's own: no two have anything in common."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from service.storage import Database
from service.storage.tables.people import Centre, Person, PersonRole, Role


def a_centre(database: Database, **settings: Any) -> Centre:
    """A new centre; ``settings``: columns of `Centre`."""
    identifier = uuid4()
    centre = Centre(id=identifier, slug=f"centre-{identifier.hex[:12]}", name="North College", **settings)
    with database.write() as session:
        session.add(centre)
    return centre


def a_person(database: Database, centre_id: UUID | None, *roles: Role, name: str = "Asha Rao") -> Person:
    """A new person of a centre with these roles."""
    identifier = uuid4()
    person = Person(id=identifier, centre_id=centre_id, name=name, email=f"{identifier.hex}@example.org")
    with database.write() as session:
        session.add(person)
        session.flush()
        session.add_all(PersonRole(person_id=identifier, role=role) for role in roles)
    return person


def a_learner(database: Database) -> Person:
    """A learner of a new centre."""
    return a_person(database, a_centre(database).id, Role.LEARNER)
