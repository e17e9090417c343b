"""No decision without a person, no second one in force, no review of one's own: the database itself refuses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from service.storage import Database
from service.storage.tables import Table
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import (
    Contest,
    ContestReview,
    Decision,
    DecisionPurpose,
    IssuedFeedback,
    Knowledge,
    Stance,
)
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.submissions import Draft, State, Submission
from tests.service.decisions_in_force import assert_chains_hold
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import College, a_college, a_draft, a_submission


@dataclass
class Records:
    """A submission, and rows that are written past the service."""

    database: Database
    college: College
    submission: Submission
    draft: Draft

    def add(self, row: Table) -> Any:
        with self.database.write() as session:
            session.add(row)
        return row

    def refuses(self, row: Table, match: str = ".") -> None:
        with pytest.raises(DBAPIError, match=match):
            self.add(row)

    def decision(self, person: Person | UUID | None, point: str = "MP1", **columns: Any) -> Decision:
        """A decision that nobody has added yet."""
        assessor_id = person.id if isinstance(person, Person) else person
        given: dict[str, Any] = {"status": Status.NOT, "knowledge": Knowledge.NONE, "evidence": []}
        given |= {"submission_id": self.submission.id, "draft_id": self.draft.id, "id": uuid4()}
        return Decision(**given | {"marking_point": point, "assessor_id": assessor_id} | columns)

    def contest(self, decision: Decision, by: Person | None = None) -> Contest:
        learner = by or self.college.learner
        return Contest(id=uuid4(), submission_id=self.submission.id, decision_id=decision.id, by=learner.id)


@pytest.fixture
def records(database: Database) -> Records:
    return new_records(database)


def new_records(database: Database) -> Records:
    college = a_college(database)
    submission = a_submission(database, college.learner, State.IN_ASSESSMENT, assessor_id=college.assessor.id)
    return Records(database, college, submission, a_draft(database, submission))


def test_no_decision_without_a_person_who_may_decide(records: Records) -> None:
    college = records.college
    records.refuses(records.decision(None))
    records.refuses(records.decision(uuid4()))
    stranger = a_person(records.database, a_college(records.database).centre.id, Role.ASSESSOR)
    for person in (college.learner, college.admin, college.iqa, stranger):
        records.refuses(records.decision(person), "only an assessor or a quality assurer")
    records.refuses(records.decision(college.assessor, purpose=DecisionPurpose.SAMPLING), "quality assurer")
    with records.database.write() as session:
        session.add(PersonRole(person_id=college.learner.id, role=Role.ASSESSOR))
    records.refuses(records.decision(college.learner), "nobody on her own work")
    records.add(records.decision(college.assessor))
    records.add(records.decision(college.iqa, purpose=DecisionPurpose.SAMPLING))


def test_a_decision_never_changes_and_never_goes(records: Records) -> None:
    records.add(records.decision(records.college.assessor))
    for change in (sa.update(Decision).values(status=Status.MET), sa.delete(Decision)):
        with pytest.raises(DBAPIError, match="immutable"), records.database.write() as session:
            session.execute(change)


def test_of_a_point_there_is_one_chain_that_never_forks(records: Records) -> None:
    assessor, colleague = records.college.assessor, records.college.colleague
    first = records.add(records.decision(assessor))
    records.refuses(records.decision(assessor), "(?i)unique")
    records.refuses(records.decision(colleague), "(?i)unique")
    second = records.add(records.decision(assessor, supersedes_id=first.id))
    records.refuses(records.decision(colleague, supersedes_id=first.id), "(?i)unique")
    records.refuses(records.decision(assessor, "MP2", supersedes_id=second.id), "supersedes one of its own kind")
    other = new_records(records.database)
    records.refuses(other.decision(other.college.assessor, supersedes_id=second.id), "of its own kind")
    records.refuses(records.decision(assessor, "MP2", draft_id=other.draft.id), "a draft of the submission")


def test_second_decisions_are_chains_of_their_own(records: Records) -> None:
    iqa, sampling = records.college.iqa, DecisionPurpose.SAMPLING
    of_record = records.add(records.decision(records.college.assessor))
    records.refuses(records.decision(iqa, purpose=sampling, supersedes_id=of_record.id), "of its own kind")
    beside = records.add(records.decision(iqa, purpose=sampling))
    records.refuses(records.decision(iqa, purpose=sampling), "(?i)unique")
    another = a_person(records.database, records.college.centre.id, Role.IQA)
    records.refuses(records.decision(another, purpose=sampling, supersedes_id=beside.id), "of its own kind")
    records.add(records.decision(another, purpose=sampling))
    records.refuses(records.decision(records.college.assessor, supersedes_id=beside.id), "of its own kind")


def test_only_the_learner_contests_and_only_what_is_in_force(records: Records) -> None:
    college = records.college
    first = records.add(records.decision(college.assessor))
    records.refuses(records.contest(first, by=college.colleague), "on her own work")
    second = records.add(records.decision(college.assessor, supersedes_id=first.id))
    records.refuses(records.contest(first), "in force")
    beside = records.add(records.decision(college.iqa, purpose=DecisionPurpose.SAMPLING))
    records.refuses(records.contest(beside), "of record")
    records.add(records.contest(second))
    records.refuses(records.contest(second), "(?i)unique")


def test_nobody_reviews_her_own_decision(records: Records) -> None:
    college, contest_purpose = records.college, DecisionPurpose.CONTEST
    contested = records.add(records.decision(college.assessor))
    records.refuses(records.decision(college.colleague, purpose=contest_purpose, supersedes_id=contested.id), "contest")
    contest = records.add(records.contest(contested))
    records.add(records.decision(college.iqa, "MP2", purpose=DecisionPurpose.SAMPLING))
    for person, purpose in (
        (college.assessor, contest_purpose),
        (college.assessor, DecisionPurpose.ASSESSMENT),
        (college.colleague, DecisionPurpose.ASSESSMENT),
        (college.iqa, contest_purpose),  # she has decided beside
    ):
        records.refuses(records.decision(person, purpose=purpose, supersedes_id=contested.id), "another person")
    made = records.add(
        records.decision(
            college.colleague, purpose=contest_purpose, supersedes_id=contested.id, status=Status.MET
        )
    )  # fmt: skip

    def review(**changes: Any) -> ContestReview:
        given = {"contest_id": contest.id, "reviewer_id": college.colleague.id, "decision_id": made.id, "upheld": False}
        return ContestReview(**given | changes)

    for changes in ({"reviewer_id": college.assessor.id}, {"upheld": True}, {"decision_id": contested.id}):
        records.refuses(review(**changes), "by another person")
    records.add(review())
    records.refuses(records.decision(college.assessor, supersedes_id=made.id), "is the last")


def test_a_stance_is_of_who_decided(records: Records) -> None:
    college = records.college
    without = records.add(records.decision(college.assessor))
    records.refuses(Stance(decision_id=without.id, by=college.assessor.id, agrees=True), "a suggestion that there was")
    shown = {"knowledge": Knowledge.SHOWN, "suggested": Status.MET}
    decision = records.add(records.decision(college.assessor, "MP2", **shown))
    records.refuses(Stance(decision_id=decision.id, by=college.colleague.id, agrees=True), "of whoever decided")
    records.add(Stance(decision_id=decision.id, by=college.assessor.id, agrees=False))


def test_feedback_on_a_draft_is_one_chain(records: Records) -> None:
    def feedback(**changes: Any) -> IssuedFeedback:
        given = {"submission_id": records.submission.id, "draft_id": records.draft.id, "content": "Read it."}
        return IssuedFeedback(**{"id": uuid4()} | given | {"by": records.college.assessor.id} | changes)

    first = records.add(feedback())
    records.refuses(feedback(), "(?i)unique")
    records.add(feedback(supersedes_id=first.id))
    records.refuses(feedback(supersedes_id=first.id), "(?i)unique")
    other = new_records(records.database)
    records.refuses(feedback(draft_id=other.draft.id), "a draft of the submission")


Attempt = tuple[int, str, DecisionPurpose, int]
attempts = st.lists(
    st.one_of(
        st.tuples(
            st.integers(0, 3), st.sampled_from(["MP1", "MP2"]), st.sampled_from(DecisionPurpose), st.integers(-1, 6)
        ),
        st.integers(0, 6),
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 6), st.booleans()),
    ),
    max_size=25,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=15
)
@given(attempts)
def test_whatever_anybody_writes_past_the_service_the_chains_hold(
    database: Database, attempts: list[Attempt | int | tuple[int, int, int, bool]]
) -> None:
    records = new_records(database)
    college = records.college
    people = [college.assessor, college.colleague, college.iqa, college.learner]
    decisions: list[Decision] = []
    contests: list[Contest] = []

    def attempt(make: Callable[[], Table]) -> None:
        try:
            row = records.add(make())
        except (DBAPIError, IndexError):
            return
        if isinstance(row, Decision):
            decisions.append(row)
        elif isinstance(row, Contest):
            contests.append(row)

    for one in attempts:
        if isinstance(one, int):
            attempt(lambda one=one: records.contest(decisions[one]))  # type: ignore[misc]
        elif isinstance(one[1], str):
            who, point, purpose, before = one
            attempt(
                lambda who=who, point=point, purpose=purpose, before=before: records.decision(  # type: ignore[misc]
                    people[who], point, purpose=purpose, supersedes_id=decisions[before].id if before >= 0 else None
                )
            )
        else:
            who, which, made, upheld = one
            attempt(
                lambda who=who, which=which, made=made, upheld=upheld: ContestReview(  # type: ignore[misc]
                    contest_id=contests[which].id, reviewer_id=people[who].id, decision_id=decisions[made].id,
                    upheld=upheld,
                )
            )  # fmt: skip
    assert_chains_hold(database, records.submission.id)
