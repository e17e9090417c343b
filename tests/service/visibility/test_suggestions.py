"""Blind first: no suggestion for a point that is undecided."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from service.access import Actor
from service.storage import Database
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, Knowledge
from service.storage.tables.people import Role
from service.storage.tables.submissions import Draft, State, Submission
from service.visibility.suggestions import decided_points, is_blind, may_see_suggestion, without_suggestions
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import ACCOUNT, UNIT, a_college, a_draft, a_submission, actor

POINTS = [point.id for point in UNIT.marking_points]
_CERTAIN = fake_analyser().analyse(read_text(f"{ACCOUNT}\n\n{ACCOUNT.replace('customer', 'builder')}"))
_CAUTIONS = (f"The program is not sure about these: {UNIT.marking_points[0].label}.", *_CERTAIN.feedback.cautions)
RESULT = _CERTAIN.model_copy(update={"feedback": _CERTAIN.feedback.model_copy(update={"cautions": _CAUTIONS})})


def decide(
    database: Database,
    submission: Submission,
    draft: Draft,
    assessor_id: UUID,
    point: str,
    *,
    status: Status = Status.PARTIAL,
) -> None:
    decision = Decision(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=draft.id,
        marking_point=point,
        status=status,
        assessor_id=assessor_id,
        knowledge=Knowledge.NONE,
        evidence=[],
    )
    with database.write() as session:
        session.add(decision)


def test_a_suggestion_appears_when_its_point_is_decided(database: Database) -> None:
    college = a_college(database, blind_first=True)
    submission = a_submission(database, college.learner, State.IN_ASSESSMENT, assessor_id=college.assessor.id)
    draft, later = a_draft(database, submission), a_draft(database, submission, number=2)
    decide(database, submission, draft, college.assessor.id, "MP1")
    assessor = actor(college.assessor, Role.ASSESSOR)
    with database.read() as session:
        assert decided_points(session, assessor, submission.id, draft.id) == {"MP1"}
        assert may_see_suggestion(session, assessor, submission, draft.id, "MP1")
        assert not may_see_suggestion(session, assessor, submission, draft.id, "MP2")
        assert not may_see_suggestion(session, assessor, submission, later.id, "MP1")


def test_what_a_colleague_decided_on_stays_hidden_until_she_decides_herself(database: Database) -> None:
    college = a_college(database, blind_first=True)
    submission = a_submission(database, college.learner, State.IN_ASSESSMENT, assessor_id=college.assessor.id)
    draft = a_draft(database, submission)
    decide(database, submission, draft, college.assessor.id, "MP1", status=Status.MET)
    with database.read() as session:
        colleague = actor(college.colleague, Role.ASSESSOR)
        assert not may_see_suggestion(session, colleague, submission, draft.id, "MP1")


def test_what_was_met_on_an_earlier_draft_is_decided_and_other_decisions_on_it_are_not(database: Database) -> None:
    college = a_college(database, blind_first=True)
    submission = a_submission(database, college.learner, State.IN_ASSESSMENT, assessor_id=college.assessor.id)
    draft, later = a_draft(database, submission), a_draft(database, submission, number=2)
    decide(database, submission, draft, college.assessor.id, "MP1", status=Status.MET)
    decide(database, submission, draft, college.assessor.id, "MP2", status=Status.NOT)
    assessor = actor(college.assessor, Role.ASSESSOR)
    with database.read() as session:
        assert decided_points(session, assessor, submission.id, draft.id) == {"MP1", "MP2"}
        assert decided_points(session, assessor, submission.id, later.id) == {"MP1"}


def test_it_is_hidden_from_assessors_of_blind_centres_only(database: Database) -> None:
    for blind in (True, False):
        college = a_college(database, blind_first=blind)
        held = a_submission(database, college.learner, State.IN_ASSESSMENT, assessor_id=college.assessor.id)
        waiting = a_submission(database, college.learner, State.SUBMITTED)
        decided = a_submission(database, college.learner, State.DECIDED, assessor_id=college.assessor.id)
        double = a_person(database, college.centre.id, Role.ASSESSOR, Role.IQA)
        both = (Role.ASSESSOR, Role.IQA)
        expected: list[tuple[Actor, Submission, bool]] = [
            (actor(college.assessor, Role.ASSESSOR), held, blind),
            (actor(college.colleague, Role.ASSESSOR), held, blind),
            (actor(college.iqa, Role.IQA), held, False),
            (actor(college.admin, Role.CENTRE_ADMIN), held, False),
            (actor(college.learner, Role.LEARNER), held, False),
            (actor(double, *both), held, blind),
            (actor(double, *both), waiting, blind),
            (actor(college.assessor, *both), held, blind),
            (actor(college.assessor, Role.ASSESSOR), decided, False),
        ]
        with database.read() as session:
            for who, submission, hidden in expected:
                assert is_blind(session, who, submission) is hidden


@given(decided=st.sets(st.sampled_from(POINTS)))
def test_nothing_is_left_that_tells_of_an_undecided_point(decided: set[str]) -> None:
    shown = without_suggestions(RESULT, UNIT, decided)
    assert {point.id for point in shown.marking_points} == decided
    hidden = {element.id for point in UNIT.marking_points if point.id not in decided for element in point.elements}
    assert not [label for sentence in shown.text.sentences for label in sentence.elements if label.id in hidden]
    assert all(step.marking_point in decided for step in shown.feedback.next_steps) or decided == set(POINTS)
    if decided != set(POINTS):
        assert not shown.feedback.strengths
        assert shown.feedback.summary != RESULT.feedback.summary
        assert not [hint for hint in shown.quality if hint.quality == "sufficient"]
        assert shown.feedback.cautions == RESULT.feedback.cautions[1:]


def test_everything_is_shown_when_everything_is_decided() -> None:
    assert without_suggestions(RESULT, UNIT, frozenset(POINTS)) == RESULT


@pytest.mark.parametrize("part", ["depth", "constraints", "flags", "checks", "personal_data"])
def test_what_belongs_to_no_point_stays(part: str) -> None:
    assert getattr(without_suggestions(RESULT, UNIT, frozenset()), part) == getattr(RESULT, part)
