"""What an assessor sees next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.storage.tables.people import AllocationRule, Centre, Role
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.submissions import State, Submission
from service.triage import place_again
from tests.service.queue.waiting import a_cohort, waiting
from tests.service.world import World


def asked(client: TestClient, **query: Any) -> list[str]:
    """The ids of the submissions on the first page."""
    response = client.get("/v1/queue", params=query)
    assert response.status_code == 200, response.text
    return [item["submission"] for item in response.json()["items"]]


def test_the_order_is_that_of_the_groups_and_then_of_waiting(world: World) -> None:
    centre = world.centre()
    learner = world.person(centre, Role.LEARNER, name="Asha Rao")
    _, client = world.of(centre, Role.ASSESSOR)
    look, refer, nearly, late, early = (
        waiting(world.database, learner, statuses, hours=hours)
        for statuses, hours in ((None, 0), ("nnnnnnnn", 1), ("mmmmmmpp", 2), ("mmmmmmmm", 4), ("mmmmmmmm", 3))
    )
    waiting(world.database, learner, state=State.DECIDED)
    page = client.get("/v1/queue").json()
    assert [item["submission"] for item in page["items"]] == [str(one) for one in (early, late, nearly, refer, look)]
    assert [(group["id"], group["count"]) for group in page["groups"]] == [
        ("ready", 2), ("nearly", 1), ("refer_back", 1), ("look", 1), ("waiting", 0),
    ]  # fmt: skip
    item = page["items"][2]
    assert item == {
        "submission": str(nearly),
        "version": 1,
        "group": "nearly",
        "reasons": [{"code": "few_short", "sentence": "2 seem to fall short: MP7 and MP8."}],
        "disagreements": 0,
        "since": "2026-11-02T11:00:00Z",
        "learner": {"id": str(learner.id), "name": "Asha Rao", "reference": learner.reference},
        "cohort": None,
        "unit": "u",
        "state": "submitted",
        "assessor": None,
    }


def test_nobody_finds_her_own_work_there(world: World) -> None:
    """Its reasons tell what the program suggests, whatever her qualification lets a learner know."""
    centre = world.centre()
    both = world.person(centre, Role.LEARNER, Role.ASSESSOR)
    waiting(world.database, both, "nnnnnnnn")
    other = waiting(world.database, world.person(centre, Role.LEARNER))
    assert asked(world.client_of(both)) == [str(other)]


def test_filters(world: World) -> None:
    centre = world.centre()
    asha = world.person(centre, Role.LEARNER, name="Asha Rao")
    ben = world.person(centre, Role.LEARNER, name="Ben 100% O'Hara")
    person, client = world.of(centre, Role.ASSESSOR)
    cohort = a_cohort(world.database, centre)
    mine = str(waiting(world.database, asha, "mmmmmmmm", assessor=person, state=State.IN_ASSESSMENT))
    theirs = str(waiting(world.database, ben, "nnnnnnnn", cohort=cohort))
    assert asked(client, group="refer_back") == [theirs]
    assert asked(client, group=["ready", "refer_back"]) == [mine, theirs]
    assert asked(client, reason="points_missing") == [theirs]
    assert asked(client, state="in_assessment") == [mine]
    assert asked(client, cohort=str(cohort.id)) == [theirs]
    assert asked(client, unit="u") == [mine, theirs]
    assert asked(client, unit="another") == []
    assert asked(client, assessor="me") == [mine]
    assert asked(client, assessor="nobody") == [theirs]
    assert asked(client, assessor=str(person.id)) == [mine]
    assert asked(client, search="RAO") == [mine]
    assert asked(client, search=ben.reference) == [theirs]
    assert asked(client, search="0% o'h") == [theirs]
    assert asked(client, search="%") == [theirs]
    groups = client.get("/v1/queue", params={"search": "rao", "group": "look"}).json()["groups"]
    assert {group["id"]: group["count"] for group in groups if group["count"]} == {"ready": 1}


@pytest.mark.parametrize(
    "query",
    [
        {"assessor": "somebody"}, {"state": "lost"}, {"cohort": "1"}, {"limit": 0}, {"limit": 201}, {"after": "x"},
        {"after": "WzEsMiwzXQ"}, {"search": ""}, {"search": "\0"}, {"unknown": 1},
    ],
)  # fmt: skip
def test_a_query_that_means_nothing_is_refused(world: World, query: dict[str, Any]) -> None:
    _, client = world.of(world.centre(), Role.ASSESSOR)
    response = client.get("/v1/queue", params=query)
    assert response.json()["type"] == "urn:tallymark:problem:invalid-request"


def test_pages_stay_whole_while_work_goes_on(world: World) -> None:
    centre = world.centre()
    learner = world.person(centre, Role.LEARNER)
    _, client = world.of(centre, Role.ASSESSOR)
    ids = [str(waiting(world.database, learner, "mmmmmmmm", hours=hours // 2)) for hours in range(6)]
    first = client.get("/v1/queue", params={"limit": 2}).json()
    with world.database.write() as session:  # one that was seen is decided, and a newer one comes in before the rest
        submission = session.get_one(Submission, UUID(first["items"][0]["submission"]))
        submission.state = State.DECIDED
        place_again(session, submission.id)
    waiting(world.database, learner, "mmmmmmmm", hours=-1)
    seen = [item["submission"] for item in first["items"]]
    after = first["next"]
    while after:
        page = client.get("/v1/queue", params={"limit": 2, "after": after}).json()
        assert page["groups"] is None
        seen += [item["submission"] for item in page["items"]]
        after = page["next"]
    assert sorted(seen) == sorted(ids)
    assert len(seen) == len(set(seen))


def test_nobody_sees_what_is_not_for_her(world: World) -> None:
    centre, elsewhere = world.centre(allocation=AllocationRule.COHORT), world.centre()
    learner = world.person(centre, Role.LEARNER)
    teacher, of_cohort = world.of(centre, Role.ASSESSOR)
    _, colleague = world.of(centre, Role.ASSESSOR)
    _, stranger = world.of(elsewhere, Role.ASSESSOR)
    one = str(waiting(world.database, learner, cohort=a_cohort(world.database, centre, teacher)))
    assert asked(of_cohort) == [one]
    assert asked(colleague) == asked(stranger) == []
    for client in (world.client_of(learner), world.anonymous):
        assert client.get("/v1/queue").status_code in (401, 403)


def test_where_suggestions_are_hidden_the_queue_does_not_tell_them(world: World) -> None:
    centre = world.centre(blind_first=True)
    learner = world.person(centre, Role.LEARNER)
    ready, missing = (waiting(world.database, learner, statuses, hours=hours)
                      for statuses, hours in (("mmmmmmmm", 2), ("nnnnnnnn", 1)))  # fmt: skip
    _, assessor = world.of(centre, Role.ASSESSOR)
    _, iqa = world.of(centre, Role.IQA)
    page = assessor.get("/v1/queue").json()
    assert [item["submission"] for item in page["items"]] == [str(missing), str(ready)]
    assert {reason["code"] for item in page["items"] for reason in item["reasons"]} == {"handed_in"}
    assert asked(assessor, reason="points_missing") == []
    assert asked(iqa) == [str(ready), str(missing)]


def test_reasons_of_rules_that_are_gone_are_left_out(world: World) -> None:
    centre = world.centre()
    waiting(world.database, world.person(centre, Role.LEARNER))
    _, client = world.of(centre, Role.ASSESSOR)
    with world.database.write() as session:
        session.execute(sa.update(PlaceReason).values(code="of_an_earlier_version"))
    assert client.get("/v1/queue").json()["items"][0]["reasons"] == []


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=8
)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=12), st.integers(1, 5))
def test_every_submission_is_on_one_page_whatever_their_size(
    world: World, places: list[tuple[int, int]], limit: int
) -> None:
    centre: Centre = world.centre()
    learner = world.person(centre, Role.LEARNER)
    _, client = world.of(centre, Role.ASSESSOR)
    for rank, hours in places:
        submission_id = waiting(world.database, learner, None, hours=hours)
        with world.database.write() as session:
            session.execute(sa.update(Place).where(Place.submission_id == submission_id).values(rank=rank))
    found: list[tuple[str, str]] = []
    after: str | None = ""
    while after is not None:
        page = client.get("/v1/queue", params={"limit": limit} | ({"after": after} if after else {})).json()
        found += [(item["submission"], item["since"]) for item in page["items"]]
        after = page["next"]
    assert len({one for one, _ in found}) == len(found) == len(places)
    with world.database.read() as session:
        order = session.scalars(
            sa.select(Place.submission_id)
            .where(Place.centre_id == centre.id, Place.blind.is_(False))
            .order_by(Place.rank, Place.since, Place.submission_id)
        )
        assert [one for one, _ in found] == [str(one) for one in order]
