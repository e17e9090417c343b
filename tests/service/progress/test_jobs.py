"""How far the analysis of a draft has come."""

from __future__ import annotations

import json
from contextlib import ExitStack
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import select, update
from starlette.testclient import TestClient

from service.open_streams import AT_ONCE
from service.progress.watching import seconds_to_wait
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob, JobState
from service.storage.tables.people import Centre, Role, SignIn
from service.storage.tables.records import AuditEntry
from tests.service.submissions.college import College
from tests.service.world import World


@pytest.fixture
def college(world: World) -> College:
    return College(world, world.centre())


def change(college: College, job_id: str, **values: Any) -> None:
    with college.world.database.write() as session:
        session.execute(update(AnalysisJob).where(AnalysisJob.id == UUID(job_id)).values(**values))


def get(client: TestClient, job_id: str) -> Any:
    response = client.get(f"/v1/jobs/{job_id}")
    assert response.status_code == 200, response.text
    return response.json()


def events(client: TestClient, job_id: str) -> list[dict[str, Any]]:
    with client.stream("GET", f"/v1/jobs/{job_id}/events") as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = list(response.iter_lines())
    assert {line for line in lines if line.startswith("event:")} == {"event: job"}
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data:")]


def test_a_job_tells_its_place_and_then_where_the_result_is(college: College) -> None:
    address = college.begin()
    first, second = (college.add(address, text)["job"] for text in ("I rang her back.", "I rang her back at once."))
    waiting = get(college.learner, second)
    assert (waiting["state"], waiting["place"], waiting["draft"], waiting["result"]) == ("waiting", 2, 2, None)
    college.work()
    done = get(college.learner, second)
    assert (done["state"], done["place"], done["problem"]) == ("done", None, None)
    assert done["requested_at"] <= done["began_at"] <= done["ended_at"]
    assert college.learner.get(done["result"]).status_code == 200
    assert get(college.learner, first)["result"] == f"{address}/drafts/1/result"


def test_a_failed_job_tells_its_problem_and_can_be_asked_for_again(college: College) -> None:
    job_id = college.add(college.begin())["job"]
    change(college, job_id, state=JobState.FAILED, problem="analysis-failed", ended_at=now())
    problem = get(college.learner, job_id)["problem"]
    assert problem["type"] == "urn:tallymark:problem:analysis-failed"
    assert problem["instance"] == f"urn:tallymark:job:{job_id}"
    response = college.learner.post(f"/v1/jobs/{job_id}/again")
    assert (response.status_code, response.json()["state"]) == (201, "waiting")
    college.work()
    assert get(college.learner, response.json()["id"])["state"] == "done"


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING, JobState.DONE])
def test_what_did_not_fail_is_not_asked_for_again(college: College, state: JobState) -> None:
    job_id = college.add(college.begin())["job"]
    change(college, job_id, state=state)
    response = college.learner.post(f"/v1/jobs/{job_id}/again")
    assert (response.status_code, response.json()["type"]) == (409, "urn:tallymark:problem:conflict")


def test_a_learner_cancels_and_a_worker_does_nothing(college: College) -> None:
    job_id = college.add(college.begin())["job"]
    for _ in range(2):
        response = college.learner.delete(f"/v1/jobs/{job_id}")
        assert (response.status_code, response.json()["state"]) == (200, "cancelled")
    college.work()
    assert get(college.learner, job_id)["state"] == "cancelled"


def test_what_is_handed_in_after_all_is_analysed(college: College) -> None:
    address = college.begin()
    job = college.add(address, "I rang her back.")["job"]
    assert college.learner.delete(f"/v1/jobs/{job}").status_code == 200
    college.move(college.learner, address, "hand_in")
    draft = college.assessor.get(f"{address}/drafts/1").json()
    assert draft["job"] != job
    college.work()
    assert get(college.assessor, draft["job"])["state"] == "done"


def test_what_is_done_cannot_be_cancelled(college: College) -> None:
    job_id = college.add(college.begin())["job"]
    college.work()
    assert college.learner.delete(f"/v1/jobs/{job_id}").status_code == 409


def test_who_may_not_read_the_draft_learns_nothing_of_the_job(college: College, world: World) -> None:
    address = college.begin()
    job_id = college.add(address)["job"]
    other_learner = college.signed_in(Role.LEARNER)[1]
    elsewhere = College(world, world.centre())
    unknown = college.learner.get(f"/v1/jobs/{uuid4()}").json()
    for client in (college.assessor, other_learner, elsewhere.iqa):
        for method, path in (("GET", ""), ("GET", "/events"), ("POST", "/again")):
            response = client.request(method, f"/v1/jobs/{job_id}{path}")
            assert response.status_code == 404
            assert response.json()["type"] == unknown["type"]
    college.move(college.learner, address, "hand_in")
    assert get(college.assessor, job_id)["state"] == "waiting"


def test_nobody_but_the_learner_cancels(college: College) -> None:
    address = college.begin()
    job_id = college.add(address)["job"]
    college.move(college.learner, address, "hand_in")
    assert college.assessor.delete(f"/v1/jobs/{job_id}").status_code == 403
    assert college.signed_in(Role.LEARNER)[1].delete(f"/v1/jobs/{job_id}").status_code == 404
    both = college.signed_in(Role.LEARNER, Role.IQA)[1]
    assert get(both, job_id)["state"] == "waiting"
    assert both.delete(f"/v1/jobs/{job_id}").status_code == 404


def actions(college: College) -> list[str]:
    with college.world.database.read() as session:
        wanted = select(AuditEntry.action).where(AuditEntry.action.startswith("analysis."))
        return list(
            session.scalars(wanted.where(AuditEntry.chain == str(college.centre.id)).order_by(AuditEntry.number))
        )


def test_what_was_handed_in_is_not_cancelled_and_others_ask_for_it_again(college: College) -> None:
    address = college.begin()
    job_id = college.add(address)["job"]
    college.move(college.learner, address, "hand_in")
    assert college.learner.delete(f"/v1/jobs/{job_id}").status_code == 409
    assert get(college.learner, job_id)["state"] == "waiting"
    change(college, job_id, state=JobState.FAILED, problem="analysis-failed", ended_at=now())
    for client, status in ((college.learner, 403), (college.admin, 403), (college.assessor, 201)):
        assert client.post(f"/v1/jobs/{job_id}/again").status_code == status
    assert actions(college) == ["analysis.asked_again"]


def test_who_cancels_and_asks_again_is_written_down_once_each(college: College) -> None:
    job_id = college.add(college.begin())["job"]
    for _ in range(2):
        college.learner.delete(f"/v1/jobs/{job_id}")
    assert college.learner.post(f"/v1/jobs/{job_id}/again").status_code == 201
    assert actions(college) == ["analysis.cancelled", "analysis.asked_again"]


@pytest.mark.parametrize(("scopes", "status"), [(["read"], 403), (["read", "assess"], 403), (["read", "submit"], 201)])
def test_a_token_to_read_asks_for_nothing(college: College, scopes: list[str], status: int) -> None:
    job_id = college.add(college.begin())["job"]
    college.learner.delete(f"/v1/jobs/{job_id}")
    made = college.learner.post("/v1/me/tokens", json={"name": "Reader", "scopes": scopes})
    program = TestClient(college.learner.app, headers={"Authorization": f"Bearer {made.json()['token']}"})
    assert program.post(f"/v1/jobs/{job_id}/again").status_code == status


def test_whoever_watches_is_told_of_each_change_until_the_end(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = college.add(college.begin())["job"]
    steps = iter(
        [
            lambda: change(college, job_id, state=JobState.RUNNING, began_at=now()),
            lambda: None,
            college.work,
        ]
    )

    async def next_step(_seconds: float) -> None:
        next(steps)()

    monkeypatch.setattr("service.progress.watching.asyncio.sleep", next_step)
    assert [job["state"] for job in events(college.learner, job_id)] == ["waiting", "running", "done"]


@pytest.mark.parametrize("minutes_apart", [0, 2])
def test_whoever_signs_out_is_told_no_more_after_a_minute(
    college: College, monkeypatch: pytest.MonkeyPatch, minutes_apart: int
) -> None:
    job_id = college.add(college.begin())["job"]
    clock = count(0, 60 * minutes_apart)
    steps = iter([lambda: sign_out(college), lambda: change(college, job_id, state=JobState.RUNNING), college.work])

    async def next_step(_seconds: float) -> None:
        next(steps)()

    monkeypatch.setattr("service.progress.onlookers.monotonic", lambda: next(clock))
    monkeypatch.setattr("service.progress.watching.asyncio.sleep", next_step)
    told = [job["state"] for job in events(college.learner, job_id)]
    assert told == (["waiting"] if minutes_apart else ["waiting", "running", "done"])


def sign_out(college: College) -> None:
    with college.world.database.write() as session:
        session.execute(update(SignIn).values(ended_at=now()))


def test_whoever_may_not_read_the_draft_any_more_is_told_no_more_after_a_minute(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count(0, 120)
    address = college.begin()
    job_id = college.add(address)["job"]
    college.move(college.learner, address, "hand_in")
    away = Centre(id=uuid4(), slug="away", name="Away")

    async def next_step(_seconds: float) -> None:
        with college.world.database.write() as session:
            session.add(away)
            session.flush()
            session.execute(update(AnalysisJob).values(centre_id=away.id))

    monkeypatch.setattr("service.progress.onlookers.monotonic", lambda: next(clock))
    monkeypatch.setattr("service.progress.watching.asyncio.sleep", next_step)
    assert [job["state"] for job in events(college.assessor, job_id)] == ["waiting"]


def test_a_person_watches_so_many_at_once_and_no_more(college: College) -> None:
    person, client = college.signed_in(Role.LEARNER)
    job_id = college.add(college.begin(client), client=client)["job"]
    client.delete(f"/v1/jobs/{job_id}")
    assert isinstance(client.app, FastAPI)
    streams = client.app.state.services.streams
    with ExitStack() as others:
        for _ in range(AT_ONCE):
            others.enter_context(streams.one_of(person.id))
        response = client.get(f"/v1/jobs/{job_id}/events")
        assert (response.status_code, response.json()["type"]) == (429, "urn:tallymark:problem:too-many-requests")
    for _ in range(AT_ONCE + 1):
        assert len(events(client, job_id)) == 1


def test_what_has_ended_is_told_once(college: College) -> None:
    job_id = college.add(college.begin())["job"]
    college.learner.delete(f"/v1/jobs/{job_id}")
    (told,) = events(college.learner, job_id)
    assert told == get(college.learner, job_id)


def test_whoever_has_many_before_her_is_asked_after_less_often() -> None:
    waits = [seconds_to_wait(place) for place in (None, 1, 10, 1000)]
    assert waits == sorted(waits)
    assert waits[-1] == 2
