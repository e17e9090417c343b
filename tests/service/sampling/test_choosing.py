"""What a quality assurer chooses, why, and what she decides beside."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from service.sampling.reasons import reasons
from service.storage.tables.people import PersonRole, Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State, Submission
from tests.service.decisions.cases import Case, a_case, problem
from tests.service.world import World

SAMPLE, BESIDE = "/v1/submissions/{id}/samplings", "/v1/submissions/{id}/second-decisions"


@pytest.fixture
def case(world: World) -> Case:
    """One that was decided."""
    case = a_case(world)
    case.decide(case.college.assessor, "MP1", "met")
    case.move(State.DECIDED)
    return case


def test_the_choice_says_who_why_and_what_was_in_force(case: Case) -> None:
    (decision,) = case.get(case.college.iqa, "decisions")["items"]
    made = case.post(case.college.iqa, SAMPLE, reason="new_assessor")
    assert made.status_code == 201, made.text
    case.decide(case.college.assessor, "MP1", "partial")
    assert problem(case.post(case.college.assessor, SAMPLE, reason="planned")) == "not-permitted"
    (choice,) = case.get(case.college.iqa, "samplings")["items"]
    assert choice["by"]["name"] == "Caroline Herschel"
    assert choice["reason"] == "new_assessor"
    assert choice["sentence"] == reasons()["new_assessor"]
    assert choice["decisions"] == {"MP1": decision["id"]}
    with case.world.database.read() as session:
        assert session.get_one(Submission, case.submission_id).state is State.SAMPLED
    assert case.post(case.college.iqa, SAMPLE, reason="contested").status_code == 201


def test_the_audit_log_tells_of_every_choice(case: Case) -> None:
    for reason in ("planned", "concern"):
        case.post(case.college.iqa, SAMPLE, reason=reason)
    choices = case.get(case.college.iqa, "samplings")["items"]
    with case.world.database.read() as session:
        entries = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "submission.sampled"))
        assert {entry.details["sampling_id"] for entry in entries} == {choice["id"] for choice in choices}


def test_her_decisions_stand_beside_and_not_in_place(case: Case) -> None:
    iqa = case.college.iqa
    wanted: dict[str, Any] = {"marking_point": "MP1", "status": "not", "draft": 1}
    assert problem(case.post(iqa, BESIDE, **wanted)) == "conflict"
    case.post(iqa, SAMPLE, reason="planned")
    first = case.post(iqa, BESIDE, **wanted).json()
    second = case.post(iqa, BESIDE, **wanted | {"status": "partial"}).json()
    assert (first["purpose"], second["supersedes"]) == ("sampling", first["id"])
    for person in (iqa, case.college.assessor, case.college.learner):
        assert [one["status"] for one in case.get(person, "decisions")["items"]] == ["met"]
    assert len(case.get(iqa, "decisions/history")["items"]) == 3
    assert len(case.get(case.college.assessor, "decisions/history")["items"]) == 1
    assert len(case.get(case.college.learner, "decisions/history")["items"]) == 1


def test_who_marked_a_second_time_reviews_no_contest(case: Case) -> None:
    iqa = case.college.iqa
    case.post(iqa, SAMPLE, reason="planned")
    case.post(iqa, BESIDE, marking_point="MP2", status="not", draft=1)
    (decision,) = case.get(case.college.learner, "decisions")["items"]
    contest = case.contest(decision["id"]).json()["id"]
    assert problem(case.review(iqa, contest)) == "not-permitted"


def test_nobody_samples_what_she_has_assessed(case: Case) -> None:
    ada = case.college.assessor
    with case.world.database.write() as session:
        session.add(PersonRole(person_id=ada.id, role=Role.IQA))
    assert problem(case.post(ada, SAMPLE, reason="planned")) == "not-permitted"
    case.post(case.college.iqa, SAMPLE, reason="planned")
    assert problem(case.post(ada, BESIDE, marking_point="MP1", status="not", draft=1)) == "not-permitted"


def test_only_what_is_decided_is_sampled_and_for_a_known_reason(world: World) -> None:
    case = a_case(world)
    assert problem(case.post(case.college.iqa, SAMPLE, reason="planned")) == "conflict"
    case.move(State.DECIDED)
    assert problem(case.post(case.college.iqa, SAMPLE, reason="whim")) == "invalid-request"
    assert problem(case.post(case.college.iqa, SAMPLE, version='"99"', reason="planned")) == "changed-meanwhile"
