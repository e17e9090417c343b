"""What is kept of an exercise: passages, corrections, the table; and what the database itself refuses."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from service.access import Actor
from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.retention.words import erase_accounts, erase_remarks
from service.standardisation.exporting import COLUMNS
from service.storage.tables.people import Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.standardisation import (
    StandardisationClosing,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import State
from tests.service.decisions.cases import POINTS, problem
from tests.service.standardisation.exercise import Exercise, agreed, given
from tests.service.submissions_in_centres import (
    ACCOUNT,
    a_college,
    a_draft,
    a_submission,
)


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
