"""An exercise from setting it up to the standard: who sees what and when, and what the database itself refuses."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from httpx2 import Response
from sqlalchemy.exc import DBAPIError

from service.access import Actor
from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.retention.words import erase_accounts, erase_remarks
from service.standardisation.exporting import COLUMNS
from service.storage.tables.decisions import Decision
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.standardisation import (
    StandardisationClosing,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import State, StateChange
from tests.service.decisions.cases import POINTS, problem
from tests.service.submissions_in_centres import (
    ACCOUNT,
    College,
    a_college,
    a_draft,
    a_submission,
    analysed,
    handed_in,
)
from tests.service.world import World

PATH = "/v1/standardisations"


@dataclass
class Exercise:
    """A college with two decided submissions, and requests of its people."""

    world: World
    college: College
    submissions: list[UUID]
    id: str = ""

    def send(self, person: Person, method: str, path: str = "", **body: Any) -> Response:
        client = self.world.client_of(person)
        address = f"{PATH}/{self.id}{path}" if self.id else PATH
        response: Response = client.request(method, address, json=body or None)
        return response

    def set_up(self, *assessors: Person, **more: Any) -> Response:
        wanted = {
            "title": "Autumn",
            "submissions": [str(key) for key in self.submissions],
            "assessors": [str(one.id) for one in assessors or (self.college.assessor, self.college.colleague)],
        }
        return self.send(self.college.iqa, "POST", **wanted | more)

    def begin(self) -> None:
        response = self.set_up()
        assert response.status_code == 201, response.text
        self.id = response.json()["id"]

    def mark(
        self, person: Person, script: int, status: str = "met", note: str | None = None, evidence: Any = ()
    ) -> Response:
        marks = [{"marking_point": point, "status": status, "note": note, "evidence": evidence} for point in POINTS]
        return self.send(person, "POST", f"/scripts/{script}/marks", marks=marks)

    def standard(self, person: Person, script: int = 1, point: str = "MP1", **more: Any) -> Response:
        wanted = {"marking_point": point, "status": "partial", "rationale": "One customer is not two."}
        return self.send(person, "POST", f"/scripts/{script}/standard", **wanted | more)

    def read(self, person: Person) -> Any:
        response = self.send(person, "GET")
        assert response.status_code == 200, response.text
        return response.json()


@pytest.fixture
def exercise(world: World) -> Exercise:
    college = a_college(world.database, blind_first=True)
    submissions = []
    for words in (ACCOUNT, ACCOUNT + " I wrote it down."):
        submission = a_submission(world.database, college.learner, State.DECIDED)
        draft = a_draft(world.database, submission, words=words)
        handed_in(world.database, submission, draft)
        analysed(world.database, submission, draft)
        submissions.append(submission.id)
    return Exercise(world, college, submissions)


def agreed(view: Any, script: int = 1, point: str = "MP1") -> Any:
    """The marking point of a script with what was agreed on it."""
    return next(one for one in view["items"][script - 1]["points"] if one["marking_point"] == point)


def given(view: Any, script: int = 1, point: str = "MP1") -> list[tuple[str, str]]:
    points = {one["marking_point"]: one for one in view["items"][script - 1]["points"]}
    return [(mark["person"]["name"], mark["status"]) for mark in points[point]["marks"]]


def test_nobody_sees_what_others_gave_before_she_has_marked_everything(exercise: Exercise) -> None:
    exercise.begin()
    ada, mary, iqa = exercise.college.assessor, exercise.college.colleague, exercise.college.iqa
    exercise.mark(mary, 1, "not", "Nothing of it.")
    exercise.mark(mary, 2)
    assert exercise.mark(ada, 1, "met").status_code == 201
    hers = exercise.read(ada)
    assert (hers["sees_others"], hers["to_mark"], given(hers)) == (False, 1, [("Ada Byron", "met")])
    assert "Nothing of it." not in str(hers)
    assert [script["submission"] for script in hers["items"]] == [None, None]
    exercise.mark(ada, 2)
    seen = exercise.read(ada)
    assert given(seen) == [("Ada Byron", "met"), ("Mary Somerville", "not")] == given(exercise.read(iqa))
    assert [(one["person"]["name"], one["finished"]) for one in seen["invited"]] == [
        ("Ada Byron", True),
        ("Mary Somerville", True),
    ]
    assert seen["finished"] == 2


def test_a_script_tells_neither_whose_it_is_nor_what_anybody_or_the_program_thinks(exercise: Exercise) -> None:
    exercise.begin()
    text = exercise.send(exercise.college.assessor, "GET", "/scripts/1/text").json()
    assert (text["number"], text["content"], text["paragraphs"]) == (1, ACCOUNT, [[0, len(ACCOUNT)]])
    assert text["sentences"][0][0] == 0
    assert text.keys() == {"number", "content", "paragraphs", "sentences"}
    with exercise.world.database.read() as session:
        assert not session.scalars(sa.select(StandardisationMark.suggested)).all()
    exercise.mark(exercise.college.assessor, 1)
    with exercise.world.database.read() as session:
        assert None not in session.scalars(sa.select(StandardisationMark.suggested)).all()


def test_the_standard_follows_the_marking_and_nothing_changes_the_learners_record(exercise: Exercise) -> None:
    exercise.begin()
    ada, iqa, learner = exercise.college.assessor, exercise.college.iqa, exercise.college.learner
    exercise.mark(ada, 1)
    assert problem(exercise.standard(iqa)) == "conflict"
    assert exercise.send(iqa, "PUT", "/closing").status_code == 200
    assert exercise.send(iqa, "PUT", "/closing").status_code == 200
    assert problem(exercise.mark(ada, 2)) == "conflict"
    assert problem(exercise.standard(ada)) == "not-permitted"
    assert exercise.standard(iqa).status_code == 201
    assert problem(exercise.standard(iqa)) == "conflict"
    (standard, *_) = [one["standard"] for one in exercise.read(ada)["items"][0]["points"]]
    assert (standard["status"], standard["rationale"], standard["by"]["name"]) == (
        "partial",
        "One customer is not two.",
        "Caroline Herschel",
    )
    assert exercise.send(learner, "GET").status_code == 403
    with exercise.world.database.read() as session:
        assert not session.scalars(sa.select(Decision)).all()
        assert len(session.scalars(sa.select(StateChange)).all()) == 2
        of_exercise = (
            sa.select(AuditEntry.action).where(AuditEntry.action.startswith("standard")).order_by(AuditEntry.number)
        )
        assert list(session.scalars(of_exercise)) == [
            "standardisation.made",
            "standardisation.marked",
            "standardisation.closed",
            "standardisation.standard_set",
        ]


def test_agreement_counts_marks_once_marking_has_ended(exercise: Exercise) -> None:
    exercise.begin()
    for person in (exercise.college.assessor, exercise.college.colleague):
        for script in (1, 2):
            exercise.mark(person, script)
    iqa = exercise.world.client_of(exercise.college.iqa)
    assert iqa.get("/v1/consistency/agreement").json()["decisions"] == 0
    exercise.send(exercise.college.iqa, "PUT", "/closing")
    overall = iqa.get("/v1/consistency/agreement").json()["between_people"]["overall"]
    assert (overall["submissions"], overall["pairs"]) == (2, 2 * len(POINTS))
    assert overall["sources"] == {"standardisation": 2 * len(POINTS)}


def test_a_mark_keeps_the_passages_that_it_rests_on(exercise: Exercise) -> None:
    exercise.begin()
    ada = exercise.college.assessor
    passages = [{"start": 8, "end": len(ACCOUNT)}, {"start": 0, "end": 5}]
    for wrong in ([{"start": 3, "end": 3}], [{"start": 0, "end": len(ACCOUNT) + 1}], passages[:1] * 2):
        refused = exercise.mark(ada, 1, evidence=wrong)
        assert problem(refused) == "invalid-request"
        place = "#/marks/0/evidence/" + str(len(wrong) - 1)
        assert refused.json()["errors"][0]["pointer"] == place
    assert exercise.mark(ada, 1, evidence=passages).status_code == 201
    assert agreed(exercise.read(ada))["marks"][0]["evidence"] == passages[::-1]
    with pytest.raises(DBAPIError), exercise.world.database.write() as session:
        session.execute(sa.update(StandardisationMark).values(evidence=[]))


def test_a_standard_is_corrected_by_a_later_one_and_the_first_is_kept(exercise: Exercise) -> None:
    exercise.begin()
    iqa = exercise.college.iqa
    exercise.send(iqa, "PUT", "/closing")
    first = agreed(exercise.standard(iqa).json())["standard"]
    assert problem(exercise.standard(iqa, supersedes=str(uuid4()))) == "conflict"
    again: dict[str, Any] = {"status": "met", "rationale": "We had overlooked the second one."}
    corrected = exercise.standard(iqa, supersedes=first["id"], **again)
    assert corrected.status_code == 201
    assert problem(exercise.standard(iqa, supersedes=first["id"], **again)) == "conflict"
    point = agreed(corrected.json())
    assert (point["standard"]["status"], point["standard"]["rationale"]) == tuple(again.values())
    assert point["earlier"] == [first]
    rows = list(csv.DictReader(StringIO(exercise.send(iqa, "GET", "/marks.csv").text)))
    assert [(row["kind"], row["status"]) for row in rows] == [("standard", "met"), ("earlier", "partial")]
    other_point = {"id": uuid4(), "marking_point": "MP2", "status": "met", "by": iqa.id}
    with exercise.world.database.read() as session:
        script = session.scalars(sa.select(StandardisationStandard.script_id)).first()
    row = other_point | {"script_id": script, "supersedes_id": UUID(point["standard"]["id"])}
    with pytest.raises(DBAPIError), exercise.world.database.write() as session:
        session.execute(sa.insert(StandardisationStandard).values(row))


def test_a_script_whose_standard_is_known_can_be_marked_again_and_tells_it_to_nobody_before(exercise: Exercise) -> None:
    exercise.begin()
    iqa, ada = exercise.college.iqa, exercise.college.assessor
    exercise.send(iqa, "PUT", "/closing")
    exercise.standard(iqa)
    first, exercise.id = exercise.id, ""
    exercise.begin()
    assert agreed(exercise.read(ada))["standard"] is None
    assert agreed(exercise.read(iqa))["standard"]["exercise"] == {"id": first, "title": "Autumn"}
    exercise.mark(ada, 1, "met")
    exercise.mark(ada, 2, "met")
    assert agreed(exercise.read(ada))["standard"]["status"] == "partial"
    exercise.send(iqa, "PUT", "/closing")
    actor = Actor(
        person_id=iqa.id,
        centre_id=exercise.college.centre.id,
        name=iqa.name,
        roles=frozenset({Role.IQA}),
        via="session",
        credential_id=uuid4(),
    )
    with exercise.world.database.read() as session:
        table = read_table(session, actor, AgreementQuery())
    known = table[table["standard"].notna()]
    assert [tuple(row) for row in known[["marking_point", "status", "standard"]].to_numpy()] == [
        ("MP1", "met", "partial")
    ]
    exercise.standard(iqa, status="not")
    assert [one["status"] for one in agreed(exercise.read(ada))["earlier"]] == ["partial"]


def test_who_is_asked_to_mark_is_told_by_mail(exercise: Exercise) -> None:
    exercise.begin()
    asked = [job.payload for job in exercise.world.jobs.jobs if job.kind == "send_mail"]
    assert {one["person_id"] for one in asked} == {
        str(person.id) for person in (exercise.college.assessor, exercise.college.colleague)
    }
    assert {(one["kind"], one["exercise_id"]) for one in asked} == {("asked_to_mark", exercise.id)}


def test_what_is_marked_is_marked_whole_and_once(exercise: Exercise) -> None:
    exercise.begin()
    ada = exercise.college.assessor
    one = {"marking_point": "MP1", "status": "met"}
    for marks in ([one], [{**one, "marking_point": point} for point in (*POINTS, "MP99")], [one] * len(POINTS)):
        assert problem(exercise.send(ada, "POST", "/scripts/1/marks", marks=marks)) == "invalid-request"
    assert exercise.mark(ada, 1).status_code == 201
    assert problem(exercise.mark(ada, 1)) == "conflict"
    assert problem(exercise.mark(ada, 3)) == "not-found"
    assert problem(exercise.send(ada, "GET", "/scripts/3/text")) == "not-found"


def test_only_who_is_asked_marks_and_knows_of_it(exercise: Exercise) -> None:
    exercise.begin()
    stranger = exercise.world.person(exercise.college.centre, Role.ASSESSOR)
    for response in (exercise.mark(stranger, 1), exercise.send(stranger, "GET")):
        assert problem(response) == "not-found"
    with exercise.world.database.write() as session:
        session.add(PersonRole(person_id=stranger.id, role=Role.IQA))
    assert problem(exercise.mark(stranger, 1)) == "not-permitted"


def test_who_is_asked_to_mark_is_blind_whatever_else_she_is(exercise: Exercise) -> None:
    with exercise.world.database.write() as session:
        session.add(PersonRole(person_id=exercise.college.assessor.id, role=Role.IQA))
    exercise.begin()
    exercise.mark(exercise.college.colleague, 1, "not")
    view = exercise.read(exercise.college.assessor)
    assert (view["sees_others"], given(view), view["items"][0]["submission"]) == (False, [], None)
    assert problem(exercise.send(exercise.college.assessor, "GET", "/marks.csv")) == "conflict"


def test_what_cannot_be_an_exercise_is_refused_with_where_it_is_wrong(exercise: Exercise) -> None:
    college, world = exercise.college, exercise.world
    begun = a_submission(world.database, college.learner)
    learner_too = world.person(college.centre, Role.ASSESSOR, Role.LEARNER)
    hers = a_submission(world.database, learner_too, State.DECIDED)
    handed_in(world.database, hers, a_draft(world.database, hers))
    first = str(exercise.submissions[0])
    for wanted, pointer in (
        ({"submissions": [first, str(begun.id)]}, "#/submissions/1"),
        ({"submissions": [str(uuid4())]}, "#/submissions/0"),
        ({"submissions": [first, first]}, "#/submissions"),
        ({"assessors": [str(college.learner.id)]}, "#/assessors/0"),
        ({"assessors": [str(college.assessor.id)] * 2}, "#/assessors"),
        ({"assessors": [str(learner_too.id)], "submissions": [str(hers.id)]}, "#/assessors/0"),
        ({"title": " "}, "#/title"),
    ):
        refused = exercise.set_up(**wanted)
        assert refused.status_code == 422, refused.text
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


def test_the_table_for_the_external_quality_assurer_has_every_mark_and_standard(exercise: Exercise) -> None:
    exercise.begin()
    exercise.mark(exercise.college.assessor, 1, "met", "=1+1")
    exercise.send(exercise.college.iqa, "PUT", "/closing")
    exercise.standard(exercise.college.iqa)
    response = exercise.send(exercise.college.iqa, "GET", "/marks.csv")
    rows = list(csv.DictReader(StringIO(response.text)))
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["kind"], row["marking_point"]) for row in rows] == [("mark", "MP1"), ("standard", "MP1")] + [
        ("mark", point) for point in POINTS[1:]
    ]
    assert rows[0]["words"] == "'=1+1"
    with exercise.world.database.read() as session:
        assert session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.number.desc())).first() == (
            "standardisation.exported"
        )


def test_words_can_be_erased_and_marks_stay(exercise: Exercise) -> None:
    exercise.begin()
    ada, iqa = exercise.college.assessor, exercise.college.iqa
    exercise.mark(ada, 1, note="She rang back.")
    exercise.send(iqa, "PUT", "/closing")
    exercise.standard(iqa)
    with exercise.world.database.write() as session:
        erase_accounts(session, exercise.submissions)
        assert erase_remarks(session, exercise.submissions).comments == len(POINTS) + 1
    view = exercise.read(iqa)
    assert given(view) == [("Ada Byron", "met")]
    assert view["items"][0]["erased"]
    assert "She rang back." not in str(view)
    assert problem(exercise.send(ada, "GET", "/scripts/1/text")) == "conflict"


def test_erased_scripts_need_no_marking(exercise: Exercise) -> None:
    exercise.begin()
    with exercise.world.database.write() as session:
        erase_accounts(session, exercise.submissions[:1])
    ada = exercise.college.assessor
    assert problem(exercise.mark(ada, 1)) == "conflict"
    exercise.mark(ada, 2)
    assert exercise.read(ada)["sees_others"]


def test_the_database_refuses_what_the_service_would(exercise: Exercise) -> None:
    exercise.begin()
    ada, iqa = exercise.college.assessor, exercise.college.iqa
    exercise.mark(ada, 1, note="As it was.")
    database = exercise.world.database
    with database.read() as session:
        script = session.scalars(sa.select(StandardisationScript).order_by(StandardisationScript.number)).first()
    assert script
    mark: dict[str, Any] = {"script_id": script.id, "marking_point": "MP1", "status": "met"}

    def refused(statement: Any) -> None:
        with pytest.raises(DBAPIError), database.write() as session:
            session.execute(statement)

    for change in ({"status": "not"}, {"note": "Otherwise."}, {"person_id": iqa.id}):
        refused(sa.update(StandardisationMark).values(change))
    refused(sa.delete(StandardisationMark))
    refused(sa.update(StandardisationScript).values(number=9))
    refused(sa.insert(StandardisationMark).values(id=uuid4(), person_id=iqa.id, **mark))
    refused(sa.insert(StandardisationStandard).values(id=uuid4(), by=iqa.id, rationale="So.", **mark))
    other = a_college(database)
    foreign = a_submission(database, other.learner, State.DECIDED)
    draft = a_draft(database, foreign)
    of_exercise = {"standardisation_id": script.standardisation_id, "number": 9}
    ids = {"submission_id": foreign.id, "draft_id": draft.id}
    refused(sa.insert(StandardisationScript).values(id=uuid4(), **of_exercise, **ids))
    with database.write() as session:
        session.add(StandardisationClosing(standardisation_id=script.standardisation_id, by=iqa.id))
    refused(sa.insert(StandardisationMark).values(id=uuid4(), person_id=exercise.college.colleague.id, **mark))
