"""Centres: one's own settings, and all of them for whoever runs the installation."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from service.storage.tables.people import Person, Role
from service.storage.tables.records import AuditEntry
from tests.service.people.conftest import PASSWORD, give_password
from tests.service.world import World

NORTH = {
    "slug": "north-college",
    "name": "North College",
    "administrator": {"name": "Maud Okoro", "email": "maud@example.org"},
}


@pytest.fixture
def runner(world: World) -> TestClient:
    """The browser of whoever runs the installation."""
    return world.client_of(world.person(None, Role.SYSTEM_ADMIN))


def change(client: TestClient, version: int, **changes: Any) -> Any:
    return client.patch("/v1/centre", json=changes, headers={"If-Match": f'"{version}"'})


def test_a_centre_is_set_up_with_an_administrator_who_is_invited(world: World, runner: TestClient) -> None:
    response = runner.post("/v1/centres", json=NORTH)
    assert response.status_code == 201
    centre = response.json()
    assert runner.get(response.headers["Location"]).json() == centre
    assert (centre["slug"], centre["allocation"], centre["blind_first"]) == ("north-college", "pool", False)
    [job] = world.jobs.jobs
    assert job.payload["kind"] == "invitation"
    with world.database.read() as session:
        person = session.scalars(sa.select(Person).where(Person.centre_id.is_not(None))).one()
        logged = session.execute(sa.select(AuditEntry.action, AuditEntry.chain)).all()
    assert (person.email, job.payload["person_id"]) == ("maud@example.org", str(person.id))
    assert set(map(tuple, logged)) == {("centre.added", "installation"), ("person.added", centre["id"])}


@pytest.mark.parametrize("slug", ["North", "north college", "-north", "north--college", "n", "n" * 61, ""])
def test_a_name_in_addresses_is_plain(runner: TestClient, slug: str) -> None:
    assert runner.post("/v1/centres", json=NORTH | {"slug": slug}).status_code == 422


def test_a_name_in_addresses_is_one_centres(world: World, runner: TestClient) -> None:
    runner.post("/v1/centres", json=NORTH)
    assert runner.post("/v1/centres", json=NORTH).status_code == 409
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 2, "nobody is left over"


def test_centres_are_listed_page_by_page(world: World, runner: TestClient) -> None:
    slugs = sorted(world.centre().slug for _ in range(5))
    first = runner.get("/v1/centres", params={"limit": 3}).json()
    second = runner.get("/v1/centres", params={"limit": 3, "after": first["next"]}).json()
    assert [centre["slug"] for centre in first["items"] + second["items"]] == slugs
    assert second["next"] is None


def test_nobody_of_a_closed_centre_can_sign_in_until_it_is_opened_again(cheap: World, runner: TestClient) -> None:
    centre = cheap.centre()
    person, client = cheap.of(centre, Role.CENTRE_ADMIN)
    give_password(cheap.database, person)
    credentials = {"centre": centre.slug, "email": person.email, "password": PASSWORD}
    for _ in range(2):
        assert runner.put(f"/v1/centres/{centre.id}/closure").status_code == 204
    assert client.get("/v1/me").status_code == 401
    assert client.post("/v1/sign-in", json=credentials).status_code == 401
    assert runner.get(f"/v1/centres/{centre.id}").json()["closed_at"]
    for _ in range(2):
        assert runner.delete(f"/v1/centres/{centre.id}/closure").status_code == 204
    assert cheap.client_of(person).get("/v1/me").status_code == 200
    assert client.post("/v1/sign-in", json=credentials).status_code == 200
    with cheap.database.read() as session:
        entries = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.chain == "installation")).all()
    assert list(entries) == ["centre.closed", "centre.reopened"]


def test_an_administrator_changes_her_centres_settings(world: World) -> None:
    centre = world.centre()
    admin = world.client_of(world.person(centre, Role.CENTRE_ADMIN))
    read = admin.get("/v1/centre")
    assert (read.json()["slug"], read.headers["ETag"]) == (centre.slug, '"1"')
    changed = change(admin, 1, blind_first=True, allocation="balanced", name="North Academy")
    assert changed.status_code == 200
    wanted = {"blind_first": True, "allocation": "balanced", "name": "North Academy", "version": 2}
    assert changed.json() == read.json() | wanted
    assert change(admin, 1, sso_enrols=True).status_code == 412
    with world.database.read() as session:
        entry = session.scalars(sa.select(AuditEntry)).one()
    assert (entry.action, entry.chain) == ("centre.changed", str(centre.id))
    assert entry.details == {"name_changed": True, "blind_first": True, "allocation": "balanced"}


@pytest.mark.parametrize(
    "changes",
    [{"slug": "other"}, {"allocation": "by lot"}, {"blind_first": None}, {"name": " "}, {"demonstration": False}],
)
def test_what_cannot_be_changed(world: World, changes: dict[str, Any]) -> None:
    admin = world.client_of(world.person(world.centre(), Role.CENTRE_ADMIN))
    assert change(admin, 1, **changes).status_code == 422


def test_whoever_runs_the_installation_sees_no_people_and_no_work(runner: TestClient) -> None:
    for address in ("/v1/people", "/v1/cohorts", "/v1/centre", "/v1/submissions", "/v1/queue", "/v1/audit-log"):
        assert runner.get(address).status_code == 403
