"""Contests that wait, for those who look after quality."""

from __future__ import annotations

from datetime import UTC, datetime

from service.storage.tables.submissions import State, Submission
from tests.service.decisions.cases import Case, a_case
from tests.service.world import World


def test_a_contest_names_who_can_look_at_it(world: World) -> None:
    case = decided(world)
    (decision,) = case.get(case.college.learner, "decisions")["items"]
    case.contest(decision["id"])
    (contest,) = case.client(case.college.iqa).get("/v1/contests").json()["items"]
    assert (contest["marking_point"], contest["decided_by"]["name"]) == ("MP1", "Ada Byron")
    assert [person["name"] for person in contest["may_review"]] == ["Caroline Herschel", "Mary Somerville"]
    counted = {"unit": contest["unit"], "marking_point": "MP1", "waiting": 1, "upheld": 0, "changed": 0}
    assert case.client(case.college.iqa).get("/v1/contests/summary").json() == {"items": [counted]}
    case.review(case.college.colleague, contest["id"])
    assert case.client(case.college.iqa).get("/v1/contests").json() == {"items": []}
    counted |= {"waiting": 0, "changed": 1}
    assert case.client(case.college.iqa).get("/v1/contests/summary").json() == {"items": [counted]}


def test_nobody_is_told_of_another_centre(world: World) -> None:
    case, other = decided(world), decided(world)
    (decision,) = case.get(case.college.learner, "decisions")["items"]
    case.contest(decision["id"])
    for address in ("/v1/contests", "/v1/contests/summary"):
        assert other.client(other.college.iqa).get(address).json() == {"items": []}


def decided(world: World) -> Case:
    case = a_case(world)
    case.decide(case.college.assessor, "MP1", "not")
    case.move(State.DECIDED)
    with world.database.write() as session:
        session.get_one(Submission, case.submission_id).decided_at = datetime.now(UTC)
    return case
