"""The people of a centre."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from service import one_time_tokens
from service.storage.columns import now
from service.storage.tables.people import Centre, CohortMember, Person, PersonRole, Purpose, Role
from service.storage.tables.records import AuditEntry
from tests.service.world import World

URL = "/v1/people"
ASHA = {"name": "Asha Rao", "email": "Asha.Rao@Example.org", "reference": "L1042", "roles": ["learner"]}


@pytest.fixture
def centre(world: World) -> Centre:
    return world.centre()


@pytest.fixture
def maud(world: World, centre: Centre) -> Person:
    """The centre's one administrator."""
    return world.person(centre, Role.CENTRE_ADMIN, name="Maud Okoro")


@pytest.fixture
def admin(world: World, maud: Person) -> TestClient:
    """Her browser."""
    return world.client_of(maud)


def change(client: TestClient, person: dict[str, Any], **changes: Any) -> Any:
    return client.patch(f"{URL}/{person['id']}", json=changes, headers={"If-Match": f'"{person["version"]}"'})


def entries(world: World) -> list[tuple[str, dict[str, Any]]]:
    with world.database.read() as session:
        rows = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.number))
        return [(entry.action, entry.details) for entry in rows]


def test_a_person_is_entered_and_invited(world: World, admin: TestClient) -> None:
    response = admin.post(URL, json=ASHA)
    assert response.status_code == 201
    person = response.json()
    assert person["email"] == "asha.rao@example.org"
    assert (person["roles"], person["deactivated_at"], person["version"]) == (["learner"], None, 1)
    assert response.headers["Location"] == f"{URL}/{person['id']}"
    read = admin.get(response.headers["Location"])
    assert (read.json(), read.headers["ETag"]) == (person, '"1"')
    [job] = world.jobs.jobs
    assert (job.payload["kind"], job.payload["person_id"]) == ("invitation", person["id"])
    assert entries(world) == [("person.added", {"roles": ["learner"]})]


def test_nobody_is_invited_where_that_is_not_wanted(world: World, admin: TestClient) -> None:
    assert admin.post(URL, json=ASHA | {"invite": False}).status_code == 201
    assert world.jobs.jobs == []


def test_an_address_or_number_is_one_persons_at_a_centre(world: World, admin: TestClient) -> None:
    admin.post(URL, json=ASHA)
    same_address = ASHA | {"reference": None, "email": "asha.RAO@example.org"}
    same_number = ASHA | {"email": "other@example.org"}
    for wanted in (same_address, same_number):
        response = admin.post(URL, json=wanted)
        assert (response.status_code, response.json()["type"]) == (409, "urn:tallymark:problem:conflict")
        assert "rao" not in response.text.lower()
    elsewhere = world.client_of(world.person(world.centre(), Role.CENTRE_ADMIN))
    assert elsewhere.post(URL, json=ASHA).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"roles": []},
        {"roles": ["system_admin"]},
        {"roles": ["head"]},
        {"email": "asha"},
        {"email": "asha@localhost"},
        {"email": "asha rao@example.org"},
        {"email": f"{'a' * 65}@example.org"},
        {"name": "Asha\nRao"},
        {"name": "\u202eoaR ahsA"},
        {"name": "a" * 201},
        {"name": "A\u0000"},
        {"reference": ""},
        {"password": "three tin whistles"},
    ],
)
def test_what_cannot_be_meant_is_refused(world: World, admin: TestClient, change: dict[str, Any]) -> None:
    assert admin.post(URL, json=ASHA | change).status_code == 422
    assert world.jobs.jobs == []


def test_a_change_needs_the_version_that_was_seen(admin: TestClient) -> None:
    person = admin.post(URL, json=ASHA).json()
    assert admin.patch(f"{URL}/{person['id']}", json={"name": "Asha"}).status_code == 428
    assert change(admin, person, name="Asha R.").status_code == 200
    assert change(admin, person, name="Asha").status_code == 412


def test_what_is_left_out_of_a_change_stays(world: World, admin: TestClient) -> None:
    person = admin.post(URL, json=ASHA).json()
    changed = change(admin, person, roles=["assessor", "iqa"], reference=None)
    assert changed.json() == person | {"roles": ["assessor", "iqa"], "reference": None, "version": 2}
    assert changed.headers["ETag"] == '"2"'
    assert entries(world)[-1] == ("person.changed", {"reference_changed": True, "roles": ["assessor", "iqa"]})
    assert change(admin, changed.json(), roles=["assessor", "iqa"]).json()["version"] == 2, "nothing to change"
    for nothing in ({"name": None}, {"email": None}, {"roles": None}):
        assert change(admin, changed.json(), **nothing).status_code == 422


def test_a_role_counts_from_the_next_request_on(world: World, centre: Centre, admin: TestClient) -> None:
    person, client = world.of(centre, Role.LEARNER)
    assert client.get(URL).status_code == 403
    change(admin, {"id": person.id, "version": 1}, roles=["assessor"])
    assert client.get(URL).status_code == 200
    change(admin, {"id": person.id, "version": 2}, roles=["learner"])
    assert client.get(URL).status_code == 403


def test_a_link_mailed_to_an_old_address_stops_working(world: World, centre: Centre, admin: TestClient) -> None:
    person = world.person(centre, Role.LEARNER)
    with world.database.write() as session:
        token, _ = one_time_tokens.issue(session, person.id, Purpose.RESET, now())
    change(admin, {"id": person.id, "version": 1}, email="new@example.org")
    with world.database.read() as session:
        assert one_time_tokens.owner(session, token, now()) is None


def test_a_role_that_is_lost_is_lost_in_cohorts_too(world: World, centre: Centre, admin: TestClient) -> None:
    person = world.person(centre, Role.LEARNER)
    cohort = admin.post("/v1/cohorts", json={"name": "Autumn"}).json()
    admin.put(f"/v1/cohorts/{cohort['id']}/members/{person.id}", json={"role": "learner"})
    change(admin, {"id": person.id, "version": 1}, roles=["iqa"])
    with world.database.read() as session:
        assert session.scalars(sa.select(CohortMember)).all() == []


def test_whoever_is_deactivated_is_out_at_once_and_can_come_back(
    world: World, centre: Centre, admin: TestClient
) -> None:
    person, client = world.of(centre, Role.ASSESSOR)
    token = client.post("/v1/me/tokens", json={"name": "x", "scopes": ["read"]}).json()["token"]
    program = {"Authorization": f"Bearer {token}"}
    address = f"{URL}/{person.id}/deactivation"
    for _ in range(2):
        assert admin.put(address).status_code == 204
    assert client.get("/v1/me").status_code == 401
    assert world.anonymous.get("/v1/me", headers=program).status_code == 401
    assert admin.get(f"{URL}/{person.id}").json()["deactivated_at"]
    assert admin.post(f"{URL}/{person.id}/invitation").status_code == 409
    for _ in range(2):
        assert admin.delete(address).status_code == 204
    assert client.get("/v1/me").status_code == 401, "the session has ended"
    assert world.client_of(person).get("/v1/me").status_code == 200
    assert world.anonymous.get("/v1/me", headers=program).status_code == 401, "tokens do not come back"
    assert [action for action, _ in entries(world)][-2:] == ["person.deactivated", "person.reactivated"]


def test_a_centre_keeps_an_administrator(world: World, centre: Centre, maud: Person, admin: TestClient) -> None:
    herself = {"id": maud.id, "version": 1}
    assert change(admin, herself, roles=["assessor"]).status_code == 409
    assert admin.put(f"{URL}/{maud.id}/deactivation").status_code == 409
    away = world.person(centre, Role.CENTRE_ADMIN)
    admin.put(f"{URL}/{away.id}/deactivation")
    assert admin.put(f"{URL}/{maud.id}/deactivation").status_code == 409, "one who is deactivated does not count"
    admin.delete(f"{URL}/{away.id}/deactivation")
    assert change(admin, herself, roles=["assessor"]).status_code == 200


def test_two_administrators_cannot_remove_each_other_at_the_same_moment(
    world: World, centre: Centre, maud: Person
) -> None:
    other = world.person(centre, Role.CENTRE_ADMIN)
    clients = {other.id: world.client_of(maud), maud.id: world.client_of(other)}
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda item: item[1].put(f"{URL}/{item[0]}/deactivation"), clients.items()))
    with world.database.read() as session:
        left = session.scalars(
            sa.select(Person.id)
            .join(PersonRole, PersonRole.person_id == Person.id)
            .where(PersonRole.role == Role.CENTRE_ADMIN, Person.deactivated_at.is_(None))
        ).all()
    assert len(left) == 1


def test_people_are_listed_by_name_page_by_page(world: World, centre: Centre, admin: TestClient) -> None:
    names = [f"Learner {number:02}" for number in range(7)]
    for name in reversed(names):
        world.person(centre, Role.LEARNER, name=name)
    world.person(world.centre(), Role.LEARNER, name="Learner 03")
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        query: dict[str, str | int] = {"limit": 3, "role": "learner"}
        if after:
            query["after"] = after
        page = admin.get(URL, params=query).json()
        found += [person["name"] for person in page["items"]]
        after = page["next"]
    assert found == names


def test_a_list_is_filtered(world: World, centre: Centre, maud: Person, admin: TestClient) -> None:
    asha = admin.post(URL, json=ASHA).json()["id"]
    bo = world.person(centre, Role.ASSESSOR, Role.IQA, name="Bo 100%").id
    cohort = admin.post("/v1/cohorts", json={"name": "Autumn"}).json()["id"]
    admin.put(f"/v1/cohorts/{cohort}/members/{asha}", json={"role": "learner"})
    admin.put(f"{URL}/{bo}/deactivation")

    def ids(**query: str) -> list[str]:
        return [person["id"] for person in admin.get(URL, params=query).json()["items"]]

    assert ids(role="iqa") == [str(bo)]
    assert ids(cohort=cohort) == [asha]
    assert ids(active="false") == [str(bo)]
    assert set(ids(active="true")) == {asha, str(maud.id)}
    assert ids(search="RAO") == ids(search="asha.rao@") == ids(search="l1042") == [asha]
    oezil = str(world.person(centre, Role.LEARNER, name="ÖZIL, Ayşe").id)
    assert ids(search="özil") == ids(search="AYŞE") == [oezil]
    assert ids(search="%") == [str(bo)], "what means something to the database means nothing here"
    assert admin.get(URL, params={"search": "\u0000"}).status_code == 422
    assert admin.get(URL, params={"role": "system_admin"}).status_code == 422
    elsewhere = world.client_of(world.person(world.centre(), Role.CENTRE_ADMIN))
    assert elsewhere.get(URL, params={"cohort": cohort}).json()["items"] == []


def test_sessions_and_tokens_of_a_person_are_ended(world: World, centre: Centre, admin: TestClient) -> None:
    person, client = world.of(centre, Role.ASSESSOR)
    client.post("/v1/me/tokens", json={"name": "x", "scopes": ["read"]})
    assert admin.delete(f"{URL}/{person.id}/sessions").status_code == 204
    assert client.get("/v1/me").status_code == 401
    assert entries(world)[-1] == ("session.ended", {"sessions": 2})


def test_no_word_about_a_person_is_in_the_audit_log(world: World, admin: TestClient) -> None:
    person = admin.post(URL, json=ASHA).json()
    change(admin, person, name="Asha Raman", email="raman@example.org")
    assert not any(word in str(entries(world)).lower() for word in ("asha", "rao", "raman", "l1042"))


def test_an_erased_person_is_not_there(world: World, centre: Centre, admin: TestClient) -> None:
    person = world.person(centre, Role.LEARNER)
    with world.database.write() as session:
        session.get_one(Person, person.id).erased_at = now()
    assert admin.get(f"{URL}/{person.id}").status_code == 404
    assert str(person.id) not in admin.get(URL).text


def test_a_duplicate_that_comes_in_between_is_a_conflict(world: World, maud: Person) -> None:
    clients = [world.client_of(maud) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(lambda client: client.post(URL, json=ASHA).status_code, clients))
    assert sorted(statuses) == [201, 409, 409, 409]
