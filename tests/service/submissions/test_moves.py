"""Moves over HTTP: checked, timed, attributed, told; and nobody overwrites anybody unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from service.jobs import Kind
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Opening
from service.storage.tables.people import Role
from tests.service.submissions.college import UNIT, Answer, College

FIRST = "I rang the customer back."


def kind_of(response: Any) -> str:
    return str(response.json()["type"]).removeprefix("urn:tallymark:problem:")


def history(client: TestClient, address: str) -> list[Answer]:
    items: list[Answer] = client.get(f"{address}/history").json()["items"]
    return items


def test_from_the_first_draft_to_the_sample(college: College) -> None:
    address = college.begin()
    college.add(address)
    steps = [
        (college.learner, "hand_in", "submitted"),
        (college.assessor, "take", "in_assessment"),
        (college.assessor, "refer_back", "referred_back"),
    ]
    for client, move, state in steps:
        assert college.move(client, address, move)["after"] == state
    college.add(address, FIRST)
    college.move(college.learner, address, "hand_in")
    college.move(college.assessor, address, "take")
    college.decide(address, college.assessor)
    college.move(college.assessor, address, "decide")
    seen = {"If-Match": college.iqa.get(address).headers["ETag"]}
    college.iqa.post(f"{address}/samplings", json={"reason": "planned"}, headers=seen)
    changes = history(college.learner, address)
    states = [
        "draft",
        "submitted",
        "in_assessment",
        "referred_back",
        "submitted",
        "in_assessment",
        "decided",
        "sampled",
    ]
    assert [change["after"] for change in changes] == states
    assert [change["before"] for change in changes] == [None, *states[:-1]]
    assert [change["number"] for change in changes] == list(range(1, 9))
    assert [change["draft"] for change in changes] == [None, 1, 1, 1, 2, 2, 2, 2]
    assert {changes[2]["by"]["name"], changes[6]["by"]["name"]} == {"Ada Byron"}
    moments = [datetime.fromisoformat(change["at"]) for change in changes]
    assert moments == sorted(moments)
    found = college.learner.get(address).json()
    assert found["state"] == states[-1]
    assert found["submitted_at"] == changes[4]["at"]
    assert found["decided_at"] == changes[6]["at"]


def test_what_can_be_done_is_offered_to_whom_it_concerns(college: College) -> None:
    address = college.begin()
    college.add(address)
    offers = {
        "hand_in": (college.learner, ["hand_in"]),
        "take": (college.assessor, ["take"]),
        "release": (college.admin, ["release"]),
    }
    for move, (client, offered) in offers.items():
        assert client.get(address).json()["moves"] == offered
        college.move(college.assessor if move == "release" else client, address, move)


def test_an_assessor_holds_what_she_took_and_everybody_sees_that(college: College) -> None:
    address = college.handed_in()
    taken = college.move(college.assessor, address, "take")
    for client in (college.learner, college.colleague, college.iqa):
        found = client.get(address).json()
        assert found["assessor"]["name"] == "Ada Byron"
        assert found["taken_at"] == taken["at"]
    assert college.assessor.get(address).json()["moves"] == ["release", "refer_back", "decide"]
    assert college.colleague.get(address).json()["moves"] == []
    refused = college.try_move(college.colleague, address, "refer_back")
    assert (refused.status_code, kind_of(refused)) == (403, "not-permitted")
    college.move(college.admin, address, "release")
    assert college.colleague.get(address).json()["moves"] == ["take"]
    assert college.colleague.get(address).json()["assessor"] is None


def test_the_second_of_two_assessors_is_told_who_was_first_and_when(college: College) -> None:
    address = college.handed_in()
    seen = college.colleague.get(address).headers["ETag"]
    college.move(college.assessor, address, "take")
    response = college.colleague.post(f"{address}/moves", json={"move": "take"}, headers={"If-Match": seen})
    assert (response.status_code, kind_of(response)) == (412, "changed-meanwhile")
    assert response.json()["detail"].startswith("It was changed by Ada Byron on ")
    assert college.colleague.get(address).json()["assessor"]["name"] == "Ada Byron"


def test_of_two_at_the_same_moment_one_wins(college: College) -> None:
    address = college.handed_in()
    clients, together = (college.assessor, college.colleague), Barrier(2)
    seen = {client: client.get(address).headers["ETag"] for client in clients}

    def take(client: TestClient) -> int:
        together.wait()
        return client.post(f"{address}/moves", json={"move": "take"}, headers={"If-Match": seen[client]}).status_code

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, clients)) == [201, 412]
    assert [change["after"] for change in history(college.iqa, address)] == ["draft", "submitted", "in_assessment"]


def test_a_move_needs_the_version_that_was_seen(college: College) -> None:
    address = college.begin()
    college.add(address)
    response = college.learner.post(f"{address}/moves", json={"move": "hand_in"})
    assert (response.status_code, kind_of(response)) == (428, "precondition-required")
    seen = college.learner.get(address).headers["ETag"]
    college.add(address, FIRST)
    stale = college.learner.post(f"{address}/moves", json={"move": "hand_in"}, headers={"If-Match": seen})
    assert stale.status_code == 412
    made = college.try_move(college.learner, address, "hand_in")
    assert made.headers["ETag"] == college.learner.get(address).headers["ETag"] == f'"{made.json()["version"]}"'


def test_a_move_sent_again_under_its_key_is_made_once(college: College) -> None:
    address = college.begin()
    college.add(address)
    headers = {"Idempotency-Key": "a-key", "If-Match": college.learner.get(address).headers["ETag"]}
    first, again = (
        college.learner.post(f"{address}/moves", json={"move": "hand_in"}, headers=headers) for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.headers["ETag"] == again.headers["ETag"]
    assert len(history(college.learner, address)) == 2
    other = college.learner.post(f"{address}/moves", json={"move": "take"}, headers=headers)
    assert kind_of(other) == "idempotency-key-reused"


def test_nothing_is_handed_in_without_a_new_draft(college: College) -> None:
    address = college.begin()
    assert kind_of(college.try_move(college.learner, address, "hand_in")) == "conflict"
    college.add(address)
    college.move(college.learner, address, "hand_in")
    college.move(college.assessor, address, "take")
    college.move(college.assessor, address, "refer_back")
    assert kind_of(college.try_move(college.learner, address, "hand_in")) == "conflict"


def test_nothing_is_decided_before_every_point_is(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    *points, last = (point.id for point in UNIT.marking_points)
    college.decide(address, college.assessor, *points)
    response = college.try_move(college.assessor, address, "decide")
    assert (response.status_code, response.json()["detail"]) == (
        409,
        f"These marking points are not decided yet: {last}.",
    )
    college.decide(address, college.assessor, last)
    assert college.move(college.assessor, address, "decide")["after"] == "decided"


def test_what_was_met_on_an_earlier_draft_stays_so_and_the_rest_is_decided_again(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    *points, last = (point.id for point in UNIT.marking_points)
    college.decide(address, college.assessor, *points)
    college.decide(address, college.assessor, last, status=Status.PARTIAL)
    college.move(college.assessor, address, "refer_back")
    college.add(address, FIRST)
    college.move(college.learner, address, "hand_in")
    college.move(college.assessor, address, "take")
    refused = college.try_move(college.assessor, address, "decide")
    assert refused.json()["detail"] == f"These marking points are not decided yet: {last}."


def test_nothing_is_closed_before_the_learner_is_written_to(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    college.decide(address, college.assessor)
    for move in ("decide", "refer_back"):
        refused = college.try_move(college.assessor, address, move)
        assert kind_of(refused) == "conflict"
        assert "Write to the learner first" in refused.json()["detail"]


def test_what_is_referred_back_returns_to_the_same_assessor(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    college.move(college.assessor, address, "refer_back")
    college.add(address, FIRST)
    college.move(college.learner, address, "hand_in")
    assert college.colleague.get(address).json()["moves"] == []
    assert kind_of(college.try_move(college.colleague, address, "take")) == "not-permitted"
    college.move(college.assessor, address, "take")


def test_a_learner_is_told_by_mail_what_became_of_it(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    before = len(college.world.jobs.jobs)
    college.move(college.assessor, address, "refer_back")
    (mail,) = college.world.jobs.jobs[before:]
    learner = college.learner.get(address).json()["learner"]
    assert mail.kind is Kind.SEND_MAIL
    assert mail.payload["kind"] == "referred_back"
    assert mail.payload["person_id"] == learner["id"]
    assert mail.payload["submission_id"] in address


def test_the_centre_is_told_by_webhook_what_became_of_it(college: College) -> None:
    added = college.admin.post("/v1/webhooks", json={"url": "https://records.example/in"})
    assert added.status_code == 201
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    assert Kind.POST_WEBHOOK not in {job.kind for job in college.world.jobs.jobs}
    college.move(college.assessor, address, "refer_back")
    assert [job.kind for job in college.world.jobs.jobs].count(Kind.POST_WEBHOOK) == 1
    (delivery,) = college.admin.get(f"/v1/webhooks/{added.json()['id']}/deliveries").json()["items"]
    assert delivery["event"] == "submission.referred"
    assert delivery["submission_id"] in address


def test_every_move_is_recorded(college: College, recorded: Any) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    assert recorded() == ["submission.started", "draft.added", "submission.moved", "submission.moved"]


def test_taking_it_is_opening_it(college: College) -> None:
    address = college.handed_in()
    college.move(college.assessor, address, "take")
    college.move(college.assessor, address, "release")
    college.move(college.assessor, address, "take")
    with college.world.database.read() as session:
        assert session.query(Opening).count() == 1


@pytest.mark.parametrize(
    "role", [Role.LEARNER, Role.ASSESSOR, Role.IQA, Role.CENTRE_ADMIN], ids=lambda role: str(role.value)
)
def test_nobody_of_another_centre_can_tell_it_from_nothing(college: College, role: Role) -> None:
    address = college.begin()
    college.add(address)
    college.move(college.learner, address, "hand_in")
    elsewhere = College(college.world, college.world.centre())
    _, stranger = elsewhere.signed_in(role)
    nothing = f"/v1/submissions/{uuid4()}"
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", "", {}),
        ("GET", "/history", {}),
        ("GET", "/drafts", {}),
        ("GET", "/drafts/1", {}),
        ("GET", "/drafts/1/text", {}),
        ("GET", "/drafts/1/result", {}),
        ("GET", "/drafts/1/report.html", {}),
        ("GET", "/drafts/1/report.pdf", {}),
        ("GET", "/drafts/1/report.docx", {}),
        ("GET", "/comparison?first=1&second=1", {}),
        ("GET", f"/documents/{uuid4()}", {}),
        ("POST", "/moves", {"json": {"move": "take"}, "headers": {"If-Match": '"3"'}}),
    ]
    if role is Role.LEARNER:
        requests += [("POST", "/drafts", {"json": {"text": FIRST}}), ("DELETE", "/drafts/1", {})]
    for method, path, extra in requests:
        there, not_there = (stranger.request(method, f"{base}{path}", **extra) for base in (address, nothing))
        assert there.status_code == not_there.status_code == 404, path
        told, expected = there.json(), not_there.json()
        assert {**told, "instance": ""} == {**expected, "instance": ""}
    assert stranger.get("/v1/submissions").json()["items"] == []


def test_a_system_administrator_sees_no_learners_work(college: College) -> None:
    address = college.handed_in()
    administrator = college.world.client_of(college.world.person(None, Role.SYSTEM_ADMIN))
    for path in ("/v1/submissions", address, f"{address}/drafts/1/text"):
        assert administrator.get(path).status_code == 403


def test_the_list_is_paged_filtered_and_in_order(college: College) -> None:
    addresses = [college.handed_in() for _ in range(5)]
    college.move(college.assessor, addresses[2], "take")
    draft = college.begin()
    seen, after = [], ""
    while True:
        page = college.assessor.get(f"/v1/submissions?limit=2{after}").json()
        assert len(page["items"]) <= 2
        seen += [f"/v1/submissions/{item['id']}" for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == [addresses[2], *(address for address in reversed(addresses) if address != addresses[2])]
    assert draft not in seen
    filtered = {
        "state=in_assessment": 1,
        "state=in_assessment&state=submitted": 5,
        "unit=no-such-unit": 0,
        f"unit={UNIT.id}": 5,
        f"learner={uuid4()}": 0,
        f"assessor={college.assessor.get(addresses[2]).json()['assessor']['id']}": 1,
        f"cohort={uuid4()}": 0,
    }
    for query, number in filtered.items():
        assert len(college.assessor.get(f"/v1/submissions?{query}").json()["items"]) == number, query
    assert len(college.learner.get("/v1/submissions").json()["items"]) == 6
    for wrong in ("limit=0", "limit=1000", "state=lost", "after=rubbish", "order=up", "learner=x"):
        assert college.assessor.get(f"/v1/submissions?{wrong}").status_code == 422, wrong
