"""Who is given what."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from service.storage.columns import now
from service.storage.tables.people import AllocationRule, Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State, StateChange, Submission
from tests.service.queue.waiting import a_cohort, assessor_of, waiting
from tests.service.world import World

CONFLICT, INVALID = "urn:tallymark:problem:conflict", "urn:tallymark:problem:invalid-request"


def allocate(client: TestClient, **wanted: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/v1/allocations", json=wanted).json()
    return answer


def test_by_hand_and_back(world: World) -> None:
    centre = world.centre()
    learner = world.person(centre, Role.LEARNER)
    ada = world.person(centre, Role.ASSESSOR)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    one, other = (waiting(world.database, learner) for _ in range(2))
    answer = allocate(admin, by_hand=[{"submission": str(one), "assessor": str(ada.id)}])
    assert answer == {
        "allocated": [{"submission": str(one), "assessor": str(ada.id)}], "left": 1, "without_assessor": 0
    }  # fmt: skip
    assert assessor_of(world.database, one) == ada.id
    with world.database.read() as session:
        assert session.get_one(Submission, one).version == 2
        entry = session.scalars(sa.select(AuditEntry)).one()
        assert (entry.action, entry.subject_id) == ("submission.allocated", str(one))
    allocate(
        admin, by_hand=[{"submission": str(one), "assessor": None}, {"submission": str(other), "assessor": str(ada.id)}]
    )
    assert (assessor_of(world.database, one), assessor_of(world.database, other)) == (None, ada.id)


def test_what_cannot_be_given_is_said_and_nothing_is_given(world: World) -> None:
    centre, elsewhere = world.centre(), world.centre()
    learner = world.person(centre, Role.LEARNER, Role.ASSESSOR)
    ada, gone, stranger = (world.person(where, Role.ASSESSOR) for where in (centre, centre, elsewhere))
    with world.database.write() as session:
        session.merge(gone).deactivated_at = now()
    _, admin = world.of(centre, Role.IQA)
    one = waiting(world.database, learner)
    begun = waiting(world.database, learner, state=State.IN_ASSESSMENT, assessor=ada)
    foreign = waiting(world.database, world.person(elsewhere, Role.LEARNER))
    good = {"submission": str(one), "assessor": str(ada.id)}
    for bad in (
        {"submission": str(foreign), "assessor": str(ada.id)},
        {"submission": str(uuid4()), "assessor": str(ada.id)},
        {"submission": str(one), "assessor": str(stranger.id)},
        {"submission": str(one), "assessor": str(gone.id)},
        {"submission": str(one), "assessor": str(learner.id)},
    ):
        assert allocate(admin, by_hand=[good, bad])["type"] == INVALID
    assert allocate(admin, by_hand=[good, {"submission": str(begun), "assessor": str(ada.id)}])["type"] == CONFLICT
    assert allocate(admin)["type"] == INVALID
    assert assessor_of(world.database, one) is None


def test_nobody_chooses_who_assesses_her_own_work(world: World) -> None:
    centre = world.centre()
    both = world.person(centre, Role.LEARNER, Role.IQA)
    ada = world.person(centre, Role.ASSESSOR)
    one = waiting(world.database, both)
    begun = waiting(world.database, both, state=State.IN_ASSESSMENT, assessor=ada)
    client = world.client_of(both)
    assert allocate(client, by_hand=[{"submission": str(one), "assessor": str(ada.id)}])["type"] == INVALID
    assert assessor_of(world.database, one) is None
    assert "release" not in client.get(f"/v1/submissions/{begun}").json()["moves"]


def test_a_centre_where_people_take_the_next_one_gives_nothing_out_by_itself(world: World) -> None:
    centre = world.centre(allocation=AllocationRule.POOL)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    assert allocate(admin, automatic=True)["type"] == CONFLICT


def test_by_cohort_the_least_busy_of_its_assessors_gets_it(world: World) -> None:
    centre = world.centre(allocation=AllocationRule.COHORT)
    ada, mary, cara = (world.person(centre, Role.ASSESSOR) for _ in range(3))
    learner = world.person(centre, Role.LEARNER)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    cohort, nobodys = a_cohort(world.database, centre, ada, mary), a_cohort(world.database, centre)
    waiting(world.database, learner, assessor=ada)
    taught = [waiting(world.database, learner, cohort=cohort, hours=hour) for hour in range(3)]
    left = [waiting(world.database, learner, cohort=nobodys), waiting(world.database, learner)]
    answer = allocate(admin, automatic=True)
    assert (answer["left"], answer["without_assessor"]) == (2, 2)
    assert [UUID(one["submission"]) for one in answer["allocated"]] == taught
    assert Counter(assessor_of(world.database, one) for one in taught) == {mary.id: 2, ada.id: 1}
    assert all(assessor_of(world.database, one) is None for one in left)
    answer = allocate(admin, automatic=True, rule="balanced")
    assert answer["left"] == 0
    assert {assessor_of(world.database, one) for one in left} <= {cara.id, ada.id, mary.id}


@pytest.mark.parametrize("most", [1, 200])
def test_balanced_shares_evenly_oldest_first(world: World, most: int) -> None:
    centre = world.centre(allocation=AllocationRule.BALANCED)
    people = [world.person(centre, Role.ASSESSOR) for _ in range(3)]
    learner = world.person(centre, Role.LEARNER)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    ids = [waiting(world.database, learner, hours=9 - hour) for hour in range(9)]
    while allocate(admin, automatic=True, most=most)["left"]:
        pass
    loads = [sum(assessor_of(world.database, one) == person.id for one in ids) for person in people]
    assert loads == [3, 3, 3]


def test_nobody_is_given_her_own_work(world: World) -> None:
    centre = world.centre(allocation=AllocationRule.BALANCED)
    both = world.person(centre, Role.LEARNER, Role.ASSESSOR)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    waiting(world.database, both)
    assert allocate(admin, automatic=True)["without_assessor"] == 1


def test_where_her_cohort_has_nobody_but_the_learner_balanced_looks_further(world: World) -> None:
    centre = world.centre(allocation=AllocationRule.BALANCED)
    both, ada = world.person(centre, Role.LEARNER, Role.ASSESSOR), world.person(centre, Role.ASSESSOR)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    one = waiting(world.database, both, cohort=a_cohort(world.database, centre, both))
    assert allocate(admin, automatic=True, rule="cohort")["without_assessor"] == 1
    assert allocate(admin, automatic=True)["left"] == 0
    assert assessor_of(world.database, one) == ada.id


def test_what_the_rule_gives_to_nobody_holds_nobody_else_up(world: World) -> None:
    centre = world.centre(allocation=AllocationRule.COHORT)
    learner, ada = world.person(centre, Role.LEARNER), world.person(centre, Role.ASSESSOR)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    for hour in range(3):
        waiting(world.database, learner, hours=hour)
    one = waiting(world.database, learner, cohort=a_cohort(world.database, centre, ada), hours=4)
    answer = allocate(admin, automatic=True, most=2)
    assert (answer["left"], answer["without_assessor"]) == (3, 3)
    assert assessor_of(world.database, one) == ada.id


@pytest.mark.parametrize("how", ["deactivated", "no assessor", "erased"])
def test_what_was_hers_is_nobodys_when_she_leaves(world: World, how: str) -> None:
    centre = world.centre()
    learner, ada = world.person(centre, Role.LEARNER), world.person(centre, Role.ASSESSOR)
    admin_herself, admin = world.of(centre, Role.CENTRE_ADMIN)
    _, mary = world.of(centre, Role.ASSESSOR)
    states = (State.SUBMITTED, State.IN_ASSESSMENT, State.REFERRED_BACK, State.DECIDED)
    hers = {state: waiting(world.database, learner, assessor=ada, state=state) for state in states}
    address = f"/v1/people/{ada.id}"
    if how == "deactivated":
        answer = admin.put(f"{address}/deactivation")
    elif how == "erased":
        answer = admin.post(f"{address}/erasure", json={"although_open": True})
    else:
        etag = admin.get(address).headers["ETag"]
        answer = admin.patch(address, json={"roles": ["iqa"]}, headers={"If-Match": etag})
    assert answer.is_success, answer.text
    assert {state: assessor_of(world.database, one) for state, one in hers.items()} == {
        State.SUBMITTED: None, State.IN_ASSESSMENT: None, State.REFERRED_BACK: None, State.DECIDED: ada.id
    }  # fmt: skip
    assert {one["state"] for one in mary.get("/v1/queue", params={"assessor": "nobody"}).json()["items"]} == {
        "submitted"
    }
    with world.database.read() as session:
        change = session.scalars(sa.select(StateChange)).one()
        assert (change.submission_id, change.before, change.after, change.by) == (
            hers[State.IN_ASSESSMENT], State.IN_ASSESSMENT, State.SUBMITTED, admin_herself.id
        )  # fmt: skip


def test_allocations_at_the_same_time_give_each_submission_once(world: World) -> None:
    centre = world.centre(allocation=AllocationRule.BALANCED)
    for _ in range(2):
        world.person(centre, Role.ASSESSOR)
    learner = world.person(centre, Role.LEARNER)
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    ids = [str(waiting(world.database, learner)) for _ in range(12)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: allocate(admin, automatic=True, most=4), range(4)))
    given = [one["submission"] for answer in answers for one in answer["allocated"]]
    assert sorted(given) == sorted(ids)
    with world.database.read() as session:
        assert set(session.scalars(sa.select(Submission.version))) == {2}


def test_the_workload_says_who_has_how_much(world: World) -> None:
    centre = world.centre()
    ada, client = world.of(centre, Role.ASSESSOR)
    learner = world.person(centre, Role.LEARNER)
    waiting(world.database, learner, assessor=ada, hours=2)
    waiting(world.database, learner, assessor=ada, state=State.IN_ASSESSMENT, hours=1)
    decided = waiting(world.database, learner, assessor=ada, state=State.DECIDED)
    waiting(world.database, learner, hours=3)
    waiting(world.database, world.person(world.centre(), Role.LEARNER))
    with world.database.write() as session:
        session.add(StateChange(submission_id=decided, after=State.DECIDED, by=ada.id, number=1))
    assert client.get("/v1/workload").json() == {
        "assessors": [
            {
                "assessor": {"id": str(ada.id), "name": ada.name},
                "open": 2,
                "in_assessment": 1,
                "oldest": "2026-11-02T10:00:00Z",
                "decided_this_week": 1,
            }
        ],
        "unallocated": {"open": 1, "oldest": "2026-11-02T12:00:00Z"},
    }


def test_assessors_do_not_allocate(world: World) -> None:
    _, assessor = world.of(world.centre(), Role.ASSESSOR)
    assert allocate(assessor, automatic=True)["type"] == "urn:tallymark:problem:not-permitted"
