"""Decisions of a named person, with what she knew of the program's suggestion."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from service.storage.columns import now
from service.storage.tables.decisions import Decision, Opening
from service.storage.tables.people import Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State
from tests.service.decisions.cases import POINTS, Case, a_case, problem
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import analysed_anew
from tests.service.world import World


@pytest.fixture
def case(world: World) -> Case:
    return a_case(world)


def test_a_decision_says_who_when_and_how_the_program_helped(case: Case) -> None:
    ada = case.college.assessor
    opened = now() - timedelta(minutes=5)
    with case.world.database.write() as session:
        session.add(Opening(draft_id=case.draft.id, person_id=ada.id, at=opened))
    response = case.decide(ada, comment="Clear enough.", evidence=[{"start": 0, "end": 6, "origin": "own"}])
    assert response.status_code == 201
    made = response.json()
    suggested = next(point.status for point in case.result.marking_points if point.id == "MP1")
    assert made | {"id": "", "decided_at": ""} == {
        "id": "",
        "marking_point": "MP1",
        "status": "met",
        "purpose": "assessment",
        "draft": 1,
        "assessor": {"id": str(ada.id), "name": "Ada Byron"},
        "decided_at": "",
        "comment": "Clear enough.",
        "evidence": [{"start": 0, "end": 6, "origin": "own"}],
        "program": "shown",
        "suggested": suggested,
        "agrees": None,
        "supersedes": None,
        "contest": None,
        "version": 2,
        "still_to_decide": POINTS[1:],
    }
    assert response.headers["ETag"] == '"2"'
    (row,) = case.rows(Decision)
    assert row.opened_at == opened
    with case.world.database.read() as session:
        entry = session.scalars(sa.select(AuditEntry)).one()
        assert (entry.action, entry.actor_id, entry.details["status"]) == ("decision.made", ada.id, "met")
        assert "Clear" not in str(entry.details)


def test_a_correction_takes_the_place_of_what_was_decided(case: Case) -> None:
    first = case.decide(case.college.assessor, status="met").json()
    second = case.decide(case.college.assessor, status="partial").json()
    assert second["supersedes"] == first["id"]
    stands = case.get(case.college.assessor, "decisions")
    assert [one["id"] for one in stands["items"]] == [second["id"]]
    history = case.get(case.college.assessor, "decisions/history")
    assert [one["id"] for one in history["items"]] == [first["id"], second["id"]]


def test_only_who_has_the_submission_decides_and_others_are_told_who_has_it(case: Case) -> None:
    refused = case.decide(case.college.colleague)
    assert (refused.status_code, problem(refused)) == (409, "conflict")
    assert "Ada Byron" in refused.json()["detail"]
    case.move(State.SUBMITTED)
    assert problem(case.decide(case.college.assessor)) == "conflict"
    assert problem(case.decide(case.college.learner)) == "not-permitted"
    assert problem(case.decide(case.college.iqa)) == "not-permitted"
    assert not list(case.rows(Decision))


def test_nobody_overwrites_unseen(case: Case) -> None:
    seen = case.version
    case.decide(case.college.assessor, "MP1")
    path = "/v1/submissions/{id}/decisions"
    wanted = {"marking_point": "MP1", "status": "not", "draft": 1}
    assert problem(case.post(case.college.assessor, path, version=seen, **wanted)) == "changed-meanwhile"
    address = path.format(id=case.submission_id)
    assert problem(case.client(case.college.assessor).post(address, json=wanted)) == "precondition-required"


def test_nobody_decides_on_record_beside_a_suggestion_that_she_has_not_seen(case: Case) -> None:
    seen = case.version
    wanted: dict[str, Any] = {"marking_point": "MP1", "status": "not", "draft": 1}
    analysed_anew(case.world.database, case.draft)
    path = "/v1/submissions/{id}/decisions"
    assert problem(case.post(case.college.assessor, path, version=seen, **wanted)) == "changed-meanwhile"
    moved = case.post(case.college.assessor, "/v1/submissions/{id}/moves", version=seen, move="release")
    assert "by the program's analysis" in moved.json()["detail"]
    assert case.post(case.college.assessor, path, **wanted).json()["program"] == "shown"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"marking_point": "MP99"}, "#/marking_point"),
        ({"status": "perhaps"}, "#/status"),
        ({"comment": ""}, "#/comment"),
        ({"comment": "a\0b"}, "#/comment"),
        ({"evidence": [{"start": 6, "end": 6, "origin": "own"}]}, "#/evidence/0"),
        ({"evidence": [{"start": 0, "end": 10_000, "origin": "own"}]}, "#/evidence/0"),
        ({"evidence": [{"start": 0, "end": 6, "origin": "own"}] * 2}, "#/evidence/1"),
        ({"evidence": [{"start": 0, "end": 6, "origin": "hers"}]}, "#/evidence/0/origin"),
    ],
)
def test_what_is_not_a_decision_is_refused(case: Case, changes: dict[str, Any], pointer: str) -> None:
    wanted = {"point": "MP1"} | changes
    wanted["point"] = wanted.pop("marking_point", "MP1")
    response = case.decide(case.college.assessor, **wanted)
    assert response.status_code == 422
    assert pointer in [fault["pointer"].replace("/body", "") for fault in response.json()["errors"]]


def test_where_a_passage_comes_from_is_checked_and_not_believed(case: Case) -> None:
    point, span = next(
        (point.id, evidence)
        for point in case.result.marking_points
        for element in point.elements
        for evidence in element.evidence
    )

    def decide(start: int, end: int, origin: str) -> int:
        evidence = [{"start": start, "end": end, "origin": origin}]
        return case.decide(case.college.assessor, point, evidence=evidence).status_code

    assert decide(span.start, span.end, "program") == 201
    assert decide(span.start, span.end, "own") == 422
    assert decide(span.start, span.end - 1, "changed") == 201
    assert decide(span.start, span.end - 1, "own") == 201
    assert decide(span.start, span.end - 1, "program") == 422


def test_a_decision_is_about_the_draft_that_was_handed_in_last(case: Case) -> None:
    assert problem(case.decide(case.college.assessor, draft=2)) == "conflict"


def test_a_later_draft_keeps_what_was_met_and_asks_again_for_the_rest(case: Case) -> None:
    ada = case.college.assessor
    case.decide(ada, "MP1", "met")
    missing = case.decide(ada, "MP2", "not").json()
    case.move(State.REFERRED_BACK)
    case.next_draft()
    assert case.get(ada, "decisions")["still_to_decide"] == POINTS[1:]
    again = case.decide(ada, "MP2", "met").json()
    assert (again["supersedes"], again["draft"]) == (missing["id"], 2)
    assert case.get(ada, "decisions")["still_to_decide"] == POINTS[2:]


def test_whoever_decided_can_correct_it_afterwards_and_the_learner_is_told(case: Case) -> None:
    ada = case.college.assessor
    case.decide(ada, "MP1", "not")
    case.move(State.DECIDED)
    assert problem(case.decide(ada, "MP2")) == "conflict"
    assert problem(case.decide(case.college.colleague, "MP1")) == "conflict"
    assert case.decide(ada, "MP1", "partial").status_code == 201
    (mail,) = case.world.jobs.jobs
    assert (mail.kind, mail.payload["kind"]) == ("send_mail", "decided")
    (seen,) = case.get(case.college.learner, "decisions")["items"]
    assert seen["status"] == "partial"


def test_a_correction_stays_told_when_the_learner_goes_on(case: Case) -> None:
    ada, learner = case.college.assessor, case.college.learner
    case.decide(ada, "MP1", "not")
    case.move(State.REFERRED_BACK)
    corrected = case.decide(ada, "MP1", "partial").json()
    case.next_draft()
    case.decide(ada, "MP1", "met")
    (told,) = case.get(learner, "decisions")["items"]
    assert (told["id"], told["status"]) == (corrected["id"], "partial")
    assert len(case.get(learner, "decisions/history")["items"]) == 2


def test_blind_first_the_suggestion_comes_with_the_decision(world: World) -> None:
    case = a_case(world, blind_first=True)
    point, span = next(
        (point.id, evidence)
        for point in case.result.marking_points
        for element in point.elements
        for evidence in element.evidence
    )
    taken_over = [{"start": span.start, "end": span.end, "origin": "program"}]
    assert case.decide(case.college.assessor, point, evidence=taken_over).status_code == 422
    own = [{"start": span.start, "end": span.end, "origin": "own"}]
    made = case.decide(case.college.assessor, point, evidence=own).json()
    assert made["program"] == "hidden"
    assert made["suggested"] in ("met", "partial", "not")
    assert case.decide(case.college.assessor, point).json()["program"] == "shown"


def test_without_an_analysis_nothing_was_suggested(world: World) -> None:
    case = a_case(world)
    made = case.decide(case.college.assessor, "MP1")
    assert made.status_code == 201
    case.move(State.REFERRED_BACK)
    case.move(State.IN_ASSESSMENT)
    with world.database.write() as session:
        session.execute(sa.text("DELETE FROM analysis_job"))
    again = case.decide(case.college.assessor, "MP2").json()
    assert (again["program"], again["suggested"]) == ("none", None)


def test_agreement_is_said_once_by_who_decided_and_never_inferred(case: Case) -> None:
    ada = case.college.assessor
    made = case.decide(ada).json()
    assert made["agrees"] is None

    def say(person: Any, *, agrees: bool) -> Any:
        return case.client(person).post(f"/v1/decisions/{made['id']}/stance", json={"agrees": agrees})

    assert problem(say(case.college.colleague, agrees=True)) == "not-permitted"
    assert say(ada, agrees=False).json()["agrees"] is False
    assert problem(say(ada, agrees=True)) == "conflict"
    assert case.get(ada, "decisions")["items"][0]["agrees"] is False
    stranger = a_case(case.world).college.assessor
    assert say(stranger, agrees=True).status_code == 404


def test_a_learner_is_told_when_the_submission_is_closed(case: Case) -> None:
    case.decide(case.college.assessor, comment="Well said.")
    assert case.get(case.college.learner, "decisions") == {"items": [], "still_to_decide": []}
    case.move(State.REFERRED_BACK)
    (told,) = case.get(case.college.learner, "decisions")["items"]
    assert (told["comment"], told["assessor"]["name"], told["program"]) == ("Well said.", "Ada Byron", "shown")
    case.next_draft()
    case.decide(case.college.assessor, "MP1", "not")
    (still,) = case.get(case.college.learner, "decisions")["items"]
    assert still["id"] == told["id"]
    assert len(case.get(case.college.learner, "decisions/history")["items"]) == 1


def test_nobody_decides_on_her_own_work(world: World) -> None:
    case = a_case(world)
    with world.database.write() as session:
        session.execute(
            sa.text("INSERT INTO person_role (person_id, role) VALUES (:id, 'assessor')").bindparams(
                sa.bindparam("id", case.college.learner.id, sa.Uuid())
            )
        )
    assert problem(case.decide(case.college.learner)) == "not-permitted"


def test_decisions_of_another_centre_are_not_there(case: Case) -> None:
    stranger = a_person(case.world.database, a_case(case.world).college.centre.id, Role.ASSESSOR)
    for what in ("decisions", "decisions/history", "feedback", "contests"):
        response = case.client(stranger).get(f"/v1/submissions/{case.submission_id}/{what}")
        assert problem(response) == "not-found"
    assert problem(case.decide(stranger)) == "not-found"


def test_blind_first_a_colleague_is_not_told_what_was_suggested_either(world: World) -> None:
    case = a_case(world, blind_first=True)
    case.decide(case.college.assessor, "MP1")
    for what in ("decisions", "decisions/history"):
        (hers,) = case.get(case.college.assessor, what)["items"]
        (colleagues,) = case.get(case.college.colleague, what)["items"]
        assert hers["suggested"] in ("met", "partial", "not")
        assert colleagues == {**hers, "suggested": None, "agrees": None}
