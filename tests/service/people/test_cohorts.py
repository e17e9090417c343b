"""The cohorts of a centre, and who belongs to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from service.storage.tables.people import Centre, Role
from tests.service.submissions_in_centres import a_submission
from tests.service.world import World

URL = "/v1/cohorts"


@pytest.fixture
def centre(world: World) -> Centre:
    return world.centre()


@pytest.fixture
def admin(world: World, centre: Centre) -> TestClient:
    return world.client_of(world.person(centre, Role.CENTRE_ADMIN))


@pytest.fixture
def autumn(admin: TestClient) -> dict[str, Any]:
    """A cohort without members."""
    wanted = {"name": "Autumn 2026", "starts_on": "2026-09-07", "ends_on": "2027-07-16"}
    made: dict[str, Any] = admin.post(URL, json=wanted).json()
    return made


def put(client: TestClient, cohort: dict[str, Any], person_id: object, role: str) -> int:
    return client.put(f"{URL}/{cohort['id']}/members/{person_id}", json={"role": role}).status_code


def change(client: TestClient, cohort: dict[str, Any], **changes: Any) -> Any:
    return client.patch(f"{URL}/{cohort['id']}", json=changes, headers={"If-Match": f'"{cohort["version"]}"'})


def test_a_cohort_is_set_up_and_read(admin: TestClient, autumn: dict[str, Any]) -> None:
    read = admin.get(f"{URL}/{autumn['id']}")
    assert (read.json(), read.headers["ETag"]) == (autumn, '"1"')
    assert (autumn["learners"], autumn["assessors"], autumn["starts_on"]) == (0, 0, "2026-09-07")
    assert admin.get(f"{URL}/{autumn['id']}/members").json() == {"items": []}


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"name": ""},
        {"name": "Autumn", "starts_on": "2026-09-07", "ends_on": "2026-09-06"},
        {"name": "Autumn", "starts_on": "7 September"},
        {"name": "Autumn", "members": []},
    ],
)
def test_what_cannot_be_meant_is_refused(admin: TestClient, wanted: dict[str, Any]) -> None:
    assert admin.post(URL, json=wanted).status_code == 422


def test_two_cohorts_of_a_centre_have_two_names(world: World, admin: TestClient, autumn: dict[str, Any]) -> None:
    assert admin.post(URL, json={"name": autumn["name"]}).status_code == 409
    other = admin.post(URL, json={"name": "Spring"}).json()
    assert change(admin, other, name=autumn["name"]).status_code == 409
    elsewhere = world.client_of(world.person(world.centre(), Role.CENTRE_ADMIN))
    assert elsewhere.post(URL, json={"name": autumn["name"]}).status_code == 201


def test_days_are_changed_and_stay_in_order(admin: TestClient, autumn: dict[str, Any]) -> None:
    wrong = change(admin, autumn, ends_on="2026-01-01")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/ends_on")
    changed = change(admin, autumn, ends_on=None).json()
    assert changed == autumn | {"ends_on": None, "version": 2}
    assert change(admin, autumn, name="Autumn").status_code == 412


def test_members_have_the_role_that_they_have_at_the_centre(
    world: World, centre: Centre, admin: TestClient, autumn: dict[str, Any]
) -> None:
    asha = world.person(centre, Role.LEARNER, name="Asha")
    jo = world.person(centre, Role.ASSESSOR, name="Jo")
    assert put(admin, autumn, asha.id, "learner") == 204
    assert put(admin, autumn, jo.id, "assessor") == 204
    assert put(admin, autumn, asha.id, "assessor") == 409
    assert put(admin, autumn, jo.id, "iqa") == 422
    members = admin.get(f"{URL}/{autumn['id']}/members").json()["items"]
    assert [(member["name"], member["role"], member["active"]) for member in members] == [
        ("Asha", "learner", True),
        ("Jo", "assessor", True),
    ]
    [listed] = admin.get(URL).json()["items"]
    assert (listed["learners"], listed["assessors"]) == (1, 1)


def test_nobody_assesses_the_cohort_that_she_learns_in(
    world: World, centre: Centre, admin: TestClient, autumn: dict[str, Any]
) -> None:
    both = world.person(centre, Role.LEARNER, Role.ASSESSOR)
    for role in ("learner", "assessor"):
        assert put(admin, autumn, both.id, role) == 204
        [member] = admin.get(f"{URL}/{autumn['id']}/members").json()["items"]
        assert member["role"] == role


def test_a_member_is_removed_once(world: World, centre: Centre, admin: TestClient, autumn: dict[str, Any]) -> None:
    asha = world.person(centre, Role.LEARNER)
    put(admin, autumn, asha.id, "learner")
    address = f"{URL}/{autumn['id']}/members/{asha.id}"
    assert admin.delete(address).status_code == 204
    assert admin.delete(address).status_code == 404


def test_a_cohort_with_submissions_stays(
    world: World, centre: Centre, admin: TestClient, autumn: dict[str, Any]
) -> None:
    learner = world.person(centre, Role.LEARNER)
    a_submission(world.database, learner, cohort_id=UUID(autumn["id"]))
    seen = {"If-Match": '"1"'}
    assert admin.delete(f"{URL}/{autumn['id']}", headers=seen).status_code == 409
    empty = admin.post(URL, json={"name": "Spring"}).json()
    put(admin, empty, learner.id, "learner")
    assert admin.delete(f"{URL}/{empty['id']}", headers=seen).status_code == 412
    assert admin.delete(f"{URL}/{empty['id']}", headers={"If-Match": '"2"'}).status_code == 204
    assert admin.get(f"{URL}/{empty['id']}").status_code == 404
    assert admin.get("/v1/people", params={"role": "learner"}).json()["items"][0]["id"] == str(learner.id)
