"""Saying "I disagree" to an observation, taking it back, and what a centre's people disagree with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from service.objections.kinds import kinds
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import Objection
from service.storage.tables.people import Role
from service.storage.tables.records import AuditEntry
from tests.service.databases import empty
from tests.service.submissions.college import College
from tests.service.world import World, open_world

MANUAL = Path(__file__).parents[3] / "docs" / "objections.md"
POINT = "/marking_points/3"


@pytest.fixture
def college(world: World) -> College:
    return College(world, world.centre())


@pytest.fixture
def blind_college(world: World) -> College:
    return College(world, world.centre(blind_first=True))


def analysed(college: College) -> str:
    """The address of a handed-in submission with a result."""
    address = college.handed_in()
    college.work()
    return address


def object_to(client: TestClient, address: str, observation: str = POINT) -> Any:
    return client.post(f"{address}/drafts/1/objections", json={"observation": observation})


def standing(client: TestClient, address: str) -> list[dict[str, Any]]:
    response = client.get(f"{address}/drafts/1/objections")
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


def test_a_learner_disagrees_and_her_assessor_sees_it(college: College) -> None:
    address = analysed(college)
    made = object_to(college.learner, address)
    assert made.status_code == 201
    assert (made.json()["kind"], made.json()["about"], made.json()["mine"]) == ("marking_point", "MP4", True)
    (seen,) = standing(college.assessor, address)
    assert (seen["observation"], seen["by_learner"], seen["name"]) == (POINT, True, "Asha Rao")
    assert seen["mine"] is False


def test_sent_again_it_is_there_once(college: College) -> None:
    address = analysed(college)
    first = object_to(college.learner, address)
    again = object_to(college.learner, address)
    assert (again.status_code, again.json()) == (200, first.json())
    assert len(standing(college.learner, address)) == 1


def test_the_queue_says_with_how_much_the_learner_disagrees_and_hides_it_with_the_suggestions(
    college: College, blind_college: College
) -> None:
    def told(client: TestClient) -> list[int | None]:
        return [item["disagreements"] for item in client.get("/v1/queue").json()["items"]]

    for of in (college, blind_college):
        address = analysed(of)
        assert told(of.iqa) == [0]
        for observation in (POINT, "/depth"):
            object_to(of.learner, address, observation)
        object_to(of.iqa, address)
        assert told(of.iqa) == [2]
    assert told(college.assessor) == [2]
    assert told(blind_college.assessor) == [None]


def test_nothing_is_reckoned_anew(college: College) -> None:
    address = analysed(college)
    before = college.assessor.get(f"{address}/drafts/1/result").json(), college.assessor.get("/v1/queue").json()
    object_to(college.assessor, address)
    after = college.assessor.get(f"{address}/drafts/1/result").json(), college.assessor.get("/v1/queue").json()
    assert after == before


def test_it_is_taken_back_once_and_can_be_said_again(college: College) -> None:
    address = analysed(college)
    objection = object_to(college.learner, address).json()
    of_objection = f"{address}/drafts/1/objections/{objection['id']}"
    assert college.assessor.delete(of_objection).status_code == 404
    for _ in range(2):
        assert college.learner.delete(of_objection).status_code == 204
    assert standing(college.learner, address) == []
    assert object_to(college.learner, address).status_code == 201
    with college.world.database.read() as session:
        said = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.action.startswith("objection.")))
        assert sorted(said) == ["objection.made", "objection.made", "objection.withdrawn"]
        assert len(session.scalars(sa.select(Objection)).all()) == 2


def test_a_learner_does_not_see_what_staff_disagree_with(college: College) -> None:
    address = analysed(college)
    object_to(college.assessor, address)
    assert standing(college.learner, address) == []
    assert [one["by_learner"] for one in standing(college.iqa, address)] == [False]


@pytest.mark.parametrize("observation", ["", "/text/content", "/marking_points/99", "/marking_points/x", "/\0"])
def test_what_the_result_does_not_hold_is_refused(college: College, observation: str) -> None:
    address = analysed(college)
    response = object_to(college.learner, address, observation)
    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["errors"]] == ["#/observation"]


def test_without_a_result_there_is_nothing_to_disagree_with(college: College) -> None:
    address = college.handed_in()
    assert object_to(college.learner, address).status_code == 409
    assert standing(college.learner, address) == []


def test_administrators_read_and_do_not_disagree(college: College) -> None:
    address = analysed(college)
    assert object_to(college.admin, address).status_code == 403
    object_to(college.learner, address)
    assert len(standing(college.admin, address)) == 1


def test_blind_first_nobody_disagrees_with_or_sees_what_is_hidden(blind_college: College) -> None:
    college = blind_college
    address = analysed(college)
    college.move(college.assessor, address, "take")
    object_to(college.learner, address)
    object_to(college.learner, address, "/depth")
    for hidden in (POINT, "/feedback/summary"):
        assert object_to(college.assessor, address, hidden).status_code == 422
    assert [one["observation"] for one in standing(college.assessor, address)] == ["/depth"]
    college.decide(address, college.assessor, "MP4")
    # The one point that she has decided on stands first in the result that she is given.
    assert [one["observation"] for one in standing(college.assessor, address)] == ["/marking_points/0", "/depth"]
    agreed = object_to(college.assessor, address, "/marking_points/0").json()
    assert (agreed["about"], [one["observation"] for one in standing(college.iqa, address)]) == (
        "MP4",
        [POINT, "/depth", POINT],
    )


@pytest.fixture
def college_with_policies(policies: None, sqlite: Database, tmp_path: Path) -> Iterator[College]:  # noqa: ARG001
    """Its unit has a qualification for each feedback policy; a service reads its units once, so it has its own."""
    empty(sqlite)
    with open_world(sqlite, tmp_path) as world:
        yield College(world, world.centre())


def test_a_learner_disagrees_with_no_more_than_her_qualification_lets_her_see(college_with_policies: College) -> None:
    college = college_with_policies
    signposted, withheld = (college.begin(qualification=policy) for policy in ("signpost", "off"))
    for address in (signposted, withheld):
        college.add(address)
    college.work()
    assert object_to(college.learner, signposted).status_code == 422
    assert object_to(college.learner, signposted, "/depth").status_code == 201
    assert object_to(college.learner, withheld, "/depth").json()["type"].endswith("feedback-withheld")


def test_the_summary_counts_and_names_nobody(college: College) -> None:
    address = analysed(college)
    object_to(college.learner, address)
    object_to(college.assessor, address)
    taken_back = object_to(college.colleague, address).json()["id"]
    college.colleague.delete(f"{address}/drafts/1/objections/{taken_back}")
    object_to(college.learner, address, "/depth")
    summary = college.iqa.get("/v1/objections/summary").json()
    assert summary["drafts"] == 1
    first, second = summary["items"]
    counts = {"by_learners": 1, "by_staff": 1, "withdrawn": 1}
    assert first.items() >= {"kind": "marking_point", "about": "MP4", "title": kinds()["marking_point"].title}.items()
    assert first.items() >= counts.items()
    assert (second["kind"], second["by_learners"], second["by_staff"]) == ("depth", 1, 0)
    assert college.iqa.get("/v1/objections/summary", params={"unit": "another"}).json() == {"drafts": 0, "items": []}
    assert college.assessor.get("/v1/objections/summary").status_code == 403
    neighbour = College(college.world, college.world.centre())
    assert neighbour.iqa.get("/v1/objections/summary").json()["items"] == []


def test_the_database_lets_it_be_taken_back_and_nothing_else(college: College) -> None:
    object_to(college.learner, analysed(college))
    database = college.world.database
    for change in (
        sa.update(Objection).values(observation="/depth"),
        sa.update(Objection).values(by=college.signed_in(Role.LEARNER)[0].id),
        sa.delete(Objection),
    ):
        with pytest.raises(DBAPIError, match="immutable"), database.write() as session:
            session.execute(change)
    with database.write() as session:
        session.execute(sa.update(Objection).values(withdrawn_at=now()))
    for at in (None, now()):
        with pytest.raises(DBAPIError, match="immutable"), database.write() as session:
            session.execute(sa.update(Objection).values(withdrawn_at=at))


def test_the_manual_lists_the_kinds() -> None:
    table = MANUAL.read_text(encoding="utf-8").partition("<!-- kinds -->\n")[2].strip().splitlines()[2:]
    assert table == [f"| `{name}` | `{kind.pointer}` | {kind.title} |" for name, kind in kinds().items()]
