"""Two administrators who take each other's office at the same moment, on a database that lets them try."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from starlette.testclient import TestClient

from service.storage import Database
from service.storage.tables.people import Centre, Person, PersonRole, Role
from tests.service.databases import empty, waiting
from tests.service.world import World

Until = Callable[[Callable[[], bool]], None]


def deactivate(client: TestClient, other: Person) -> Any:
    return client.put(f"/v1/people/{other.id}/deactivation")


def take_the_role(client: TestClient, other: Person) -> Any:
    return client.patch(f"/v1/people/{other.id}", json={"roles": ["assessor"]}, headers={"If-Match": '"1"'})


def erase(client: TestClient, other: Person) -> Any:
    return client.post(f"/v1/people/{other.id}/erasure", json={})


def test_two_who_remove_each_other_wait_in_one_line(
    postgresql: Database, worlds: Callable[[Database], World], until: Until
) -> None:
    empty(postgresql)
    world = worlds(postgresql).anew()
    for one_removes, other_removes in [(deactivate, take_the_role), (erase, deactivate), (take_the_role, erase)]:
        centre = world.centre()
        (one, hers), (other, his) = (world.of(centre, Role.CENTRE_ADMIN) for _ in range(2))
        with ThreadPoolExecutor(2) as threads:
            # Both come as far as they can while somebody else holds the centre; then both go on at once.
            with postgresql.write() as session:
                session.execute(sa.select(Centre.id).where(Centre.id == centre.id).with_for_update())
                begun = [threads.submit(one_removes, hers, other), threads.submit(other_removes, his, one)]
                until(lambda: waiting(postgresql) == 2)
            statuses = sorted(answer.result().status_code for answer in begun)
        assert statuses[0] in (200, 204)
        assert statuses[1] in (401, 403, 409), "the second is no administrator any more, or would leave none"
        assert administrators(postgresql, centre) == 1


def administrators(database: Database, centre: Centre) -> int:
    """How many can run the centre."""
    active = sa.select(sa.func.count()).select_from(PersonRole).join(Person, Person.id == PersonRole.person_id)
    of_centre = active.where(
        Person.centre_id == centre.id, PersonRole.role == Role.CENTRE_ADMIN, Person.deactivated_at.is_(None)
    )
    with database.read() as session:
        return session.scalars(of_centre).one()
