"""An exercise from setting it up to the standard: who sees what and when."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa

from service.storage.tables.decisions import Decision
from service.storage.tables.people import PersonRole, Role
from service.storage.tables.records import AuditEntry
from service.storage.tables.standardisation import (
    StandardisationMark,
)
from service.storage.tables.submissions import State, StateChange
from tests.service.decisions.cases import POINTS, problem
from tests.service.standardisation.exercise import Exercise, given
from tests.service.submissions_in_centres import (
    ACCOUNT,
    a_draft,
    a_submission,
    handed_in,
)


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
