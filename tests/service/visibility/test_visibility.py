"""Who may see which submissions and drafts."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import NotFound
from service.storage import Database
from service.storage.tables.people import AllocationRule, Cohort, CohortMember, Person, Role
from service.storage.tables.submissions import State, Submission
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission, visible_to
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import College, a_college, a_draft, a_submission, actor, handed_in


@pytest.fixture
def college(database: Database) -> College:
    return a_college(database)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.read() as session:
        yield session


def seen(session: Session, who: Actor) -> set[UUID]:
    return set(session.scalars(select(Submission.id).where(visible_to(who))))


def a_cohort(database: Database, centre_id: UUID, **members: Person) -> UUID:
    cohort = Cohort(id=uuid4(), centre_id=centre_id, name=uuid4().hex)
    with database.write() as session:
        session.add(cohort)
        session.flush()
        session.add_all(
            CohortMember(cohort_id=cohort.id, person_id=person.id, role=Role(role)) for role, person in members.items()
        )
    return cohort.id


def test_a_learner_sees_her_own_and_nobody_elses(database: Database, college: College, session: Session) -> None:
    own = a_submission(database, college.learner)
    other = a_person(database, college.centre.id, Role.LEARNER)
    a_submission(database, other, State.SUBMITTED)
    assert seen(session, actor(college.learner, Role.LEARNER)) == {own.id}


def test_staff_see_what_was_handed_in_and_know_nothing_of_the_rest(
    database: Database, college: College, session: Session
) -> None:
    draft = a_submission(database, college.learner)
    given = {a_submission(database, college.learner, state).id for state in State if state is not State.DRAFT}
    for person, role in (
        (college.assessor, Role.ASSESSOR),
        (college.iqa, Role.IQA),
        (college.admin, Role.CENTRE_ADMIN),
    ):
        assert seen(session, actor(person, role)) == given
        with pytest.raises(NotFound):
            find_submission(session, actor(person, role), draft.id)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_nobody_of_another_centre_can_tell_it_from_nothing(
    database: Database, college: College, session: Session, role: Role
) -> None:
    there = a_submission(database, college.learner, State.SUBMITTED)
    stranger = actor(a_person(database, a_college(database).centre.id, role), role)
    assert seen(session, stranger) == set()
    told = []
    for identifier in (there.id, uuid4()):
        with pytest.raises(NotFound) as raised:
            find_submission(session, stranger, identifier)
        told.append(str(raised.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("rule", [AllocationRule.COHORT, AllocationRule.BALANCED])
def test_an_assessor_sees_her_cohorts_and_what_is_allocated_to_her(database: Database, rule: AllocationRule) -> None:
    college = a_college(database, allocation=rule)
    hers = a_cohort(database, college.centre.id, assessor=college.assessor, learner=college.learner)
    others = a_cohort(database, college.centre.id, assessor=college.colleague)
    of_cohort = a_submission(database, college.learner, State.SUBMITTED, cohort_id=hers)
    allocated = a_submission(
        database, college.learner, State.SUBMITTED, cohort_id=others, assessor_id=college.assessor.id
    )
    of_others = a_submission(database, college.learner, State.SUBMITTED, cohort_id=others)
    of_nobody = a_submission(database, college.learner, State.SUBMITTED)
    with database.read() as session:
        assert seen(session, actor(college.assessor, Role.ASSESSOR)) == {of_cohort.id, allocated.id, of_nobody.id}
        assert seen(session, actor(college.colleague, Role.ASSESSOR)) == {allocated.id, of_others.id, of_nobody.id}


def test_a_learner_who_also_assesses_has_both(database: Database, college: College, session: Session) -> None:
    both = a_person(database, college.centre.id, Role.LEARNER, Role.ASSESSOR)
    own, given = a_submission(database, both), a_submission(database, college.learner, State.SUBMITTED)
    a_submission(database, college.learner)
    assert seen(session, actor(both, Role.LEARNER, Role.ASSESSOR)) == {own.id, given.id}


def test_drafts_that_were_not_handed_in_are_the_learners_alone(database: Database, college: College) -> None:
    submission = a_submission(database, college.learner, State.REFERRED_BACK)
    first, second = (a_draft(database, submission, number=number) for number in (1, 2))
    a_draft(database, submission, number=3)
    handed_in(database, submission, second)
    with database.read() as session:
        assert last_handed_in(session, submission.id) == 2
        learner, assessor = actor(college.learner, Role.LEARNER), actor(college.assessor, Role.ASSESSOR)
        assert find_draft(session, assessor, submission, 1).id == first.id
        assert find_draft(session, learner, submission, 3).number == 3
        for who, number in ((assessor, 3), (learner, 4)):
            with pytest.raises(NotFound):
                find_draft(session, who, submission, number)
