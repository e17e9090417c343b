"""The same person who comes twice at the same moment is one person, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from service.people.sso.client import Identity, Provider
from service.people.sso.linking import person_of
from service.people.sso.providers import CentreProvider
from service.storage import Database
from service.storage.tables.people import ExternalIdentity, Person
from tests.patience import PATIENCE
from tests.service.people_in_centres import a_centre, a_person

ISSUER = "https://id.example"


def identity(email: str) -> Identity:
    return Identity(ISSUER, "7", "Asha Rao", email)


@pytest.mark.parametrize("enrols", [False, True])
def test_two_first_sign_ins_at_once_make_one_link(database: Database, enrols: bool) -> None:
    centre = a_centre(database)
    of = CentreProvider(centre.id, Provider(ISSUER, "tallymark", "secret"), enrols)
    email = "new@example.org" if enrols else a_person(database, centre.id).email

    def come() -> object:
        with database.write() as session:
            return person_of(session, of, identity(email))

    with ThreadPoolExecutor(1) as other:
        with database.write() as session:
            first = person_of(session, of, identity(email))
            second = other.submit(come)  # waits for us, or comes after us
        assert second.result(timeout=PATIENCE) == first
    with database.read() as session:
        assert [row.person_id for row in session.scalars(select(ExternalIdentity))] == [first]
        assert len(session.scalars(select(Person)).all()) == 1
