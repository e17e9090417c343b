"""What two people do to one account at the same moment ends as if one had come after the other, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from starlette.testclient import TestClient

from service import one_time_tokens
from service.audit import Installation
from service.people.directory.changing import change_person
from service.people.sessions import end_sessions
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Centre, Cohort, CohortMember, OneTimeToken, Person, Purpose, Role
from service.storage.tables.records import AuditChain
from tests.service.databases import empty, waiting
from tests.service.people.conftest import PASSWORD, cheap_hasher, give_password
from tests.service.world import World

Until = Callable[[Callable[[], bool]], None]
Waits = Callable[[int], None]
NEW = "a ferry to the lighthouse"


@pytest.fixture
def waits(database: Database, until: Until) -> Waits:
    """Until so many wait for a lock; SQLite does not say, and lets nobody else write anyway."""
    return lambda many: None if database.is_sqlite else until(lambda: waiting(database) == many)


@pytest.fixture
def on_postgresql(postgresql: Database, worlds: Callable[[Database], World]) -> World:
    """A service whose database lets several write at once."""
    empty(postgresql)
    return worlds(postgresql).anew()


def a_cohort(world: World, centre: Centre) -> Cohort:
    return world.add(Cohort(centre_id=centre.id, name="Autumn 2026"))


def test_a_token_made_while_her_sessions_end_is_none(world: World, waits: Waits) -> None:
    person, client = world.of(world.centre(), Role.LEARNER)
    with ThreadPoolExecutor(1) as threads:
        with world.database.write() as session:
            end_sessions(session, person.id, now())
            made = threads.submit(client.post, "/v1/me/tokens", json={"name": "A program", "scopes": ["read"]})
            waits(1)
        assert made.result().status_code == 401


def test_nobody_joins_a_cohort_in_a_role_that_is_just_taken_from_her(world: World, waits: Waits) -> None:
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    person, cohort = world.person(centre, Role.LEARNER), a_cohort(world, centre)
    with ThreadPoolExecutor(1) as threads:
        with world.database.write() as session:
            roles = {"roles": frozenset({Role.ASSESSOR})}
            change_person(session, Installation(centre.id), person.id, roles, version=1, at=now())
            address = f"/v1/cohorts/{cohort.id}/members/{person.id}"
            joined = threads.submit(admin.put, address, json={"role": "learner"})
            waits(1)
        assert joined.result().status_code == 409


def test_the_database_lets_nobody_learn_in_the_cohort_that_she_assesses(world: World) -> None:
    centre = world.centre()
    person, cohort = world.person(centre, Role.LEARNER, Role.ASSESSOR), a_cohort(world, centre)
    with pytest.raises(IntegrityError), world.database.write() as session:
        session.add_all(
            CohortMember(cohort_id=cohort.id, person_id=person.id, role=role) for role in (Role.LEARNER, Role.ASSESSOR)
        )


@pytest.fixture
def asha(on_postgresql: World) -> Person:
    """A learner with a password, which costs next to nothing to check."""
    on_postgresql.anonymous.app.state.passwords = cheap_hasher()  # type: ignore[attr-defined]
    person = on_postgresql.person(on_postgresql.centre(), Role.LEARNER)
    give_password(on_postgresql.database, person)
    return person


def links_of(world: World, person: Person) -> list[str]:
    with world.database.write() as session:
        return [one_time_tokens.issue(session, person.id, purpose, now())[0] for purpose in Purpose]


def choose(world: World, link: str) -> int:
    client = TestClient(world.anonymous.app, raise_server_exceptions=False)
    return client.post("/v1/password-resets/completion", json={"token": link, "password": NEW}).status_code


def test_of_two_links_of_one_person_one_is_used(on_postgresql: World, asha: Person, until: Until) -> None:
    world = on_postgresql
    with ThreadPoolExecutor(2) as threads:
        links = links_of(world, asha)
        with world.database.write() as session:
            session.execute(sa.select(OneTimeToken.id).with_for_update())
            begun = [threads.submit(choose, world, link) for link in links]
            until(lambda: waiting(world.database) == 2)
        assert sorted(answer.result() for answer in begun) == [200, 410]


def test_a_link_and_a_change_of_the_password_wait_in_one_line(on_postgresql: World, asha: Person, until: Until) -> None:
    world = on_postgresql
    client, link = world.client_of(asha), links_of(world, asha)[0]
    change = {"current_password": PASSWORD, "new_password": "another day at the sea"}
    with ThreadPoolExecutor(2) as threads:
        with world.database.write() as session:
            session.execute(sa.select(OneTimeToken.id).with_for_update())
            chosen = threads.submit(choose, world, link)
            until(lambda: waiting(world.database) == 1)
            changed = threads.submit(client.put, "/v1/me/password", json=change)
            until(lambda: waiting(world.database) == 2)
        assert (chosen.result(), changed.result().status_code) in [(200, 422), (410, 204)]


def test_a_roster_and_a_change_of_its_cohort_wait_in_one_line(on_postgresql: World, until: Until) -> None:
    world = on_postgresql
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    person, cohort = world.person(centre, Role.LEARNER), a_cohort(world, centre)
    roster = {"file": ("r.csv", f"name,email,role,cohort\n{person.name},{person.email},assessor,{cohort.name}\n")}
    assert admin.post("/v1/cohorts", json={"name": "Another"}).status_code == 201, "the audit log has begun"
    with ThreadPoolExecutor(2) as threads:
        with world.database.write() as session:
            session.execute(sa.select(AuditChain.chain).with_for_update())
            imported = threads.submit(admin.post, "/v1/people/import", files=roster)
            until(lambda: waiting(world.database) == 1)
            seen = {"If-Match": '"1"'}
            changed = threads.submit(admin.patch, f"/v1/cohorts/{cohort.id}", json={"location": "Leeds"}, headers=seen)
            until(lambda: waiting(world.database) == 2)
        assert imported.result().status_code == 200, imported.result().text
        assert changed.result().status_code == 412, "the roster has changed the cohort meanwhile"


def test_an_account_entered_twice_at_once_is_one(world: World) -> None:
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    wanted = {"name": "Asha Rao", "email": "asha@example.org", "roles": ["learner"]}
    with ThreadPoolExecutor(4) as threads:
        statuses = sorted(threads.map(lambda _: admin.post("/v1/people", json=wanted).status_code, range(4)))
    assert statuses == [201, 409, 409, 409]
    with world.database.read() as session:
        assert len(session.scalars(sa.select(Person).where(Person.email == "asha@example.org")).all()) == 1
