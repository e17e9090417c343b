"""A learner's wish that another person look, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from service.decisions.contests import period
from service.storage.clock import as_of
from service.storage.columns import now
from service.storage.tables.decisions import Contest, ContestReview
from service.storage.tables.people import AllocationRule, Person, Role
from service.storage.tables.places import Place
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State, Submission
from service.triage import place_again
from tests.service.decisions.cases import POINTS, Case, a_case, problem
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import a_draft
from tests.service.world import World


@pytest.fixture
def case(world: World) -> Case:
    """One that was referred back after a decision on MP1."""
    return referred_back(a_case(world))


def referred_back(case: Case) -> Case:
    case.decide(case.college.assessor, "MP1", "not")
    case.move(State.REFERRED_BACK)
    return case


def decide_the_rest(case: Case) -> None:
    case.move(State.IN_ASSESSMENT)
    for point in POINTS[1:]:
        case.decide(case.college.assessor, point, "met")
    case.move(State.REFERRED_BACK)


def decided(case: Case) -> str:
    """The decision in force on MP1, as the learner sees it."""
    (item,) = case.get(case.college.learner, "decisions")["items"]
    return str(item["id"])


def contested(case: Case) -> str:
    response = case.contest(decided(case))
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


def queue(case: Case, person: Person) -> list[str]:
    response = case.client(person).get("/v1/queue", params={"reason": "contested"})
    return [item["submission"] for item in response.json()["items"]]


def test_a_contest_brings_the_submission_back_to_the_queue(case: Case) -> None:
    made = case.contest(decided(case), "I did write about it.").json()
    assert made["marking_point"] == "MP1"
    assert made["reason"] == "I did write about it."
    assert (made["reviewer"], made["upheld"]) == (None, None)
    assert queue(case, case.college.colleague) == [str(case.submission_id)]
    page = case.client(case.college.colleague).get("/v1/queue").json()
    assert page["items"][0]["reasons"][0]["sentence"] == "The learner asks for another person to look at MP1."
    assert case.get(case.college.assessor, "decisions")["items"][0]["contest"] == made["id"]
    with case.world.database.read() as session:
        (entry,) = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "contest.opened"))
        assert "write about" not in str(entry.details)


def test_the_queue_says_nothing_of_a_draft_that_the_learner_is_at_work_on(case: Case) -> None:
    contested(case)
    with case.world.database.write() as session:
        submission = session.get_one(Submission, case.submission_id)
    a_draft(case.world.database, submission, number=2, words="I have not finished this.")
    with case.world.database.write() as session:
        place_again(session, case.submission_id)
    page = case.client(case.college.colleague).get("/v1/queue").json()
    codes = [reason["code"] for reason in page["items"][0]["reasons"]]
    assert "contested" in codes
    assert "analysis_waiting" not in codes


def test_another_person_decides_and_the_learner_is_told(case: Case) -> None:
    contest = contested(case)
    decide_the_rest(case)
    response = case.review(case.college.colleague, contest, "met", outcome="decided")
    assert response.status_code == 201, response.text
    made = response.json()
    assert (made["purpose"], made["assessor"]["name"], made["status"]) == ("contest", "Mary Somerville", "met")
    seen = case.get(case.college.learner, "decisions")["items"][0]
    assert seen["id"] == made["id"]
    assert seen["comment"] == "I have looked."
    (told,) = case.get(case.college.learner, "contests")["items"]
    assert (told["reviewer"]["name"], told["upheld"], told["review"]) == ("Mary Somerville", False, made["id"])
    assert [job.payload["kind"] for job in case.world.jobs.jobs if job.kind == "send_mail"] == ["contest_resolved"]
    with case.world.database.read() as session:
        assert session.get_one(Submission, case.submission_id).state is State.DECIDED
        assert not session.scalars(sa.select(Place)).all()


def test_what_goes_back_to_the_learner_is_decided_no_more(world: World) -> None:
    """Else the words of her next draft would be kept only as long as if they had been decided with the first."""
    case = a_case(world)
    for point in POINTS:
        case.decide(case.college.assessor, point, "met")
    case.post(case.college.assessor, "/v1/submissions/{id}/feedback", content="Well done.")
    assert case.post(case.college.assessor, "/v1/submissions/{id}/moves", move="decide").status_code == 201
    decision = case.get(case.college.learner, "decisions")["items"][0]["id"]
    contest = case.contest(decision).json()["id"]
    assert case.review(case.college.colleague, contest, "not", outcome="referred_back").status_code == 201
    with world.database.read() as session:
        submission = session.get_one(Submission, case.submission_id)
        assert (submission.state, submission.decided_at) == (State.REFERRED_BACK, None)


def test_nothing_is_decided_while_a_point_is_not(case: Case) -> None:
    """To refer back takes no decision on every point; to decide does, whoever does it."""
    contest = contested(case)
    refused = case.review(case.college.colleague, contest, "met", outcome="decided")
    assert problem(refused) == "conflict"
    assert "MP2" in refused.json()["detail"]
    assert "MP1" not in refused.json()["detail"]
    assert case.review(case.college.colleague, contest, "met").status_code == 201


def test_a_decision_can_be_upheld(case: Case) -> None:
    contest = contested(case)
    case.review(case.college.iqa, contest, "not")
    (told,) = case.get(case.college.learner, "contests")["items"]
    assert told["upheld"] is True
    with case.world.database.read() as session:
        assert session.get_one(Submission, case.submission_id).state is State.REFERRED_BACK


def test_nobody_looks_at_her_own_decision(case: Case) -> None:
    contest = contested(case)
    assert problem(case.review(case.college.assessor, contest)) == "not-permitted"
    assert problem(case.review(case.college.learner, contest)) == "not-permitted"
    assert problem(case.review(case.college.admin, contest)) == "not-permitted"
    assert problem(case.decide(case.college.assessor, "MP1", "partial")) == "conflict"
    assert not list(case.rows(ContestReview))


def test_who_decided_on_another_point_of_it_does_not_look_either(world: World) -> None:
    case = a_case(world)
    case.decide(case.college.assessor, "MP1", "not")
    with world.database.write() as session:
        session.get_one(Submission, case.submission_id).assessor_id = case.college.colleague.id
    case.decide(case.college.colleague, "MP2", "not")
    case.move(State.REFERRED_BACK)
    decisions = {one["marking_point"]: one["id"] for one in case.get(case.college.learner, "decisions")["items"]}
    contest = case.contest(decisions["MP1"]).json()["id"]
    assert problem(case.review(case.college.colleague, contest)) == "not-permitted"
    assert case.review(case.college.iqa, contest).status_code == 201


def test_a_review_is_the_last_word_on_this_draft(case: Case) -> None:
    contest = contested(case)
    case.review(case.college.colleague, contest, "not")
    assert problem(case.review(case.college.iqa, contest)) == "conflict"
    assert problem(case.contest(decided(case))) == "conflict"
    assert problem(case.decide(case.college.assessor, "MP1", "met")) == "conflict"
    case.next_draft()
    assert case.decide(case.college.assessor, "MP1", "met").status_code == 201


def test_while_it_is_contested_a_later_draft_waits_for_the_review(case: Case) -> None:
    contest = contested(case)
    case.next_draft()
    assert problem(case.decide(case.college.assessor, "MP1", "met")) == "conflict"
    assert case.decide(case.college.assessor, "MP2", "met").status_code == 201
    assert problem(case.review(case.college.colleague, contest, outcome="decided")) == "conflict"
    assert case.review(case.college.colleague, contest).status_code == 201
    assert case.decide(case.college.assessor, "MP1", "met").status_code == 201


def test_what_cannot_be_contested(world: World) -> None:
    case = a_case(world)
    made = case.decide(case.college.assessor, "MP1", "not").json()["id"]
    assert problem(case.contest(made)) == "invalid-request"  # she has not been told
    case.move(State.REFERRED_BACK)
    assert problem(case.contest(str(case.submission_id))) == "invalid-request"
    assert problem(case.contest(made, "")) == "invalid-request"
    as_assessor = case.post(case.college.assessor, "/v1/submissions/{id}/contests", decision=made, reason="No.")
    assert problem(as_assessor) == "not-permitted"
    assert case.contest(made).status_code == 201
    assert problem(case.contest(made)) == "conflict"
    assert len(list(case.rows(Contest))) == 1


def test_the_time_for_it_ends(world: World) -> None:
    case = a_case(world)
    with as_of(now() - timedelta(days=period().days + 1)):
        case.decide(case.college.assessor, "MP1", "not")
        case.move(State.REFERRED_BACK)
    with world.database.write() as session:
        assert session.scalars(sa.select(Contest)).all() == []
    refused = case.contest(decided(case))
    assert problem(refused) == "conflict"
    assert "could be contested until" in refused.json()["detail"]


def test_a_contested_submission_is_shown_to_assessors_of_other_cohorts(world: World) -> None:
    case = referred_back(a_case(world, allocation=AllocationRule.COHORT))
    reviewer = a_person(world.database, case.college.centre.id, Role.ASSESSOR)
    assert queue(case, reviewer) == []
    contest = contested(case)
    assert queue(case, reviewer) == [str(case.submission_id)]
    assert case.review(reviewer, contest).status_code == 201
    assert queue(case, reviewer) == []


def test_contests_of_another_centre_are_not_there(case: Case) -> None:
    contest = contested(case)
    stranger = a_case(case.world).college
    assert problem(case.review(stranger.colleague, contest)) == "not-found"
    assert problem(case.review(case.college.colleague, str(case.submission_id))) == "not-found"
