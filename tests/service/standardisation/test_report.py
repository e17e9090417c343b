"""Scripts that are proposed, and the report on where people differ who marked them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from service.access import Actor
from service.standardisation.choosing import candidates
from service.storage import Database
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, Knowledge
from service.storage.tables.people import Role
from service.storage.tables.submissions import State
from tests.service.decisions.cases import POINTS, problem
from tests.service.submissions_in_centres import ACCOUNT, UNIT, College, a_college, a_draft, a_submission, handed_in
from tests.service.world import World

PATH = "/v1/standardisations"
MIXED = tuple(Status(("met", "partial", "not")[place % 3]) for place in range(len(POINTS)))


def decided(database: Database, college: College, statuses: tuple[Status, ...]) -> UUID:
    """A submission on which the assessor decided so."""
    submission = a_submission(database, college.learner, State.DECIDED)
    draft = a_draft(database, submission, words=f"{ACCOUNT} {submission.id}")
    handed_in(database, submission, draft)
    decisions = [
        Decision(
            id=uuid4(),
            submission_id=submission.id,
            draft_id=draft.id,
            marking_point=point,
            assessor_id=college.assessor.id,
            status=status,
            evidence=[],
            knowledge=Knowledge.NONE,
        )
        for point, status in zip(POINTS, statuses, strict=True)
    ]
    with database.write() as session:
        session.add_all(decisions)
    return submission.id


@pytest.fixture
def college(world: World) -> College:
    return a_college(world.database, blind_first=True)


def set_up(world: World, college: College, **wanted: Any) -> Any:
    people = [str(college.assessor.id), str(college.colleague.id)]
    return world.client_of(college.iqa).post(PATH, json={"title": "Autumn", "assessors": people, **wanted})


def test_an_exercise_without_named_work_takes_what_is_proposed(world: World, college: College) -> None:
    assert set_up(world, college).json()["errors"][0]["pointer"] == "#/unit"
    assert problem(set_up(world, college, unit=UNIT.id)) == "invalid-request"
    made = {str(decided(world.database, college, MIXED)) for _ in range(3)}
    iqa = world.client_of(college.iqa)
    query = {"unit": UNIT.id, "count": "2"}
    proposal = iqa.get(f"{PATH}/proposal", params=query).json()
    assert len(proposal["scripts"]) == 2
    assert {one["submission"] for one in proposal["scripts"]} < made
    assert all(one["why"] for one in proposal["scripts"])
    assert [point["marking_point"] for point in proposal["points"]] == POINTS
    exercise = set_up(world, college, unit=UNIT.id).json()
    assert {one["submission"] for one in exercise["items"]} == made
    assert iqa.get(f"{PATH}/proposal", params=query).json()["scripts"] == []
    assert world.client_of(college.assessor).get(f"{PATH}/proposal", params=query).status_code == 403


def test_what_was_marked_before_comes_after_what_is_proposed_and_what_tells_more_comes_first(
    world: World, college: College
) -> None:
    alike, apart = (decided(world.database, college, (Status.MET,) * len(POINTS)) for _ in range(2))
    for submission, status in ((alike, "met"), (apart, "not")):
        exercise = set_up(world, college, submissions=[str(submission)]).json()
        mark(world, college.colleague, exercise, status)
        world.client_of(college.iqa).put(f"{PATH}/{exercise['id']}/closing")
    fresh = decided(world.database, college, (Status.MET,) * len(POINTS))
    iqa = college.iqa
    actor = Actor(
        person_id=iqa.id,
        centre_id=college.centre.id,
        name=iqa.name,
        roles=frozenset({Role.IQA}),
        via="session",
        credential_id=uuid4(),
    )
    with world.database.read() as session:
        offered = candidates(session, actor, UNIT.id, 10, 5)
    assert [one.submission for one in offered] == [fresh, apart, alike]
    assert [one.proposed is not None for one in offered] == [True, False, False]
    assert offered[1].exercises == ("Autumn",)


def mark(world: World, person: Any, exercise: Any, status: str, evidence: Any = ()) -> None:
    marks = [{"marking_point": point, "status": status, "evidence": evidence} for point in POINTS]
    sent = world.client_of(person).post(f"{PATH}/{exercise['id']}/scripts/1/marks", json={"marks": marks})
    assert sent.status_code == 201, sent.text


def test_the_report_says_where_people_differ_and_on_what_that_rests(world: World, college: College) -> None:
    submission = decided(world.database, college, MIXED)
    exercise = set_up(world, college, submissions=[str(submission)]).json()
    report = f"{PATH}/{exercise['id']}/report"
    mark(world, college.assessor, exercise, "met", [{"start": 0, "end": 10}])
    assert problem(world.client_of(college.colleague).get(report)) == "conflict"
    mark(world, college.colleague, exercise, "not", [{"start": 20, "end": 30}])
    iqa = world.client_of(college.iqa)
    iqa.put(f"{PATH}/{exercise['id']}/closing")
    standard = {"marking_point": "MP1", "status": "met", "rationale": "It is there."}
    iqa.post(f"{PATH}/{exercise['id']}/scripts/1/standard", json=standard)
    found = world.client_of(college.colleague).get(report).json()
    differences = found["differences"]
    assert [one["marking_point"] for one in differences["discuss"]] == POINTS[1:]
    first = differences["discuss"][0]
    assert (first["spread"], first["rests"], first["common"]) == (2, "different", 0.0)
    assert first["sentence"].startswith("Met by Ada Byron; not met by Mary Somerville. They rest on different passages")
    people = {one["assessor"]["name"]: one["standard"] for one in differences["people"]}
    assert people["Mary Somerville"] == {"compared": 1, "same": 0, "more": 0, "less": 1}
    agreement = found["agreement"]["overall"]
    assert (agreement["submissions"], agreement["agreement"]["value"]) == (1, None)
    assert agreement["agreement"]["why_not"]
