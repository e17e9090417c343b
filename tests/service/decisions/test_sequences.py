"""Whatever people do one after another, one decision on each point is in force, and nobody reviews herself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from service.access import Actor
from service.decisions.contests import contest
from service.decisions.deciding import decide, decide_beside
from service.decisions.reviewing import find_contested, review
from service.decisions.schemas import ContestWanted, DecisionWanted, ReviewWanted
from service.errors import ServiceError
from service.jobs import RecordedJobs
from service.sampling.choosing import sample
from service.storage import Database
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Contest, Decision
from service.storage.tables.people import Role
from service.storage.tables.submissions import Draft, State, StateChange, Submission, Text
from service.visibility.submissions import find_submission
from tests.service.decisions_in_force import assert_chains_hold
from tests.service.submissions_in_centres import UNIT, a_college, a_draft, a_submission, actor, handed_in

Step = tuple[str, int, int, Status]
steps = st.lists(
    st.tuples(
        st.sampled_from(["decide", "beside", "contest", "review", "take", "refer_back", "close", "sample", "redraft"]),
        st.integers(0, 4),
        st.integers(0, 7),
        st.sampled_from(Status),
    ),
    max_size=30,
)


@dataclass
class Office:
    """Five people and a submission; what the service refuses changes nothing."""

    database: Database
    people: Sequence[Actor]
    submission_id: UUID
    jobs: RecordedJobs = field(default_factory=RecordedJobs)
    drafts: int = 1

    def does(self, step: Step) -> None:
        what, who, which, status = step
        try:
            with self.database.write() as session:
                self._does(session, self.people[who], what, which, status)
        except ServiceError:
            pass

    def _does(self, session: Session, person: Actor, what: str, which: int, status: Status) -> None:
        submission = find_submission(session, person, self.submission_id, lock=True)
        version = submission.version
        wanted = DecisionWanted(marking_point=f"MP{which % 2 + 1}", status=status, draft=self.drafts)
        acts: dict[str, Callable[[], object]] = {
            "decide": lambda: decide(
                session, self.jobs, person, submission, wanted, expected=version, unit=UNIT
            ),
            "beside": lambda: decide_beside(session, person, submission, wanted, expected=version, unit=UNIT),
            "contest": lambda: self._contest(session, person, submission, which),
            "review": lambda: self._review(session, person, which, status),
            "sample": lambda: sample(session, person, submission, "planned", expected=version),
            "take": lambda: self._move(session, submission, State.IN_ASSESSMENT, person),
            "refer_back": lambda: self._move(session, submission, State.REFERRED_BACK, person),
            "close": lambda: self._move(session, submission, State.DECIDED, person),
            "redraft": lambda: self._redraft(session, submission),
        }  # fmt: skip
        acts[what]()

    def _contest(self, session: Session, person: Actor, submission: Submission, which: int) -> None:
        ids = session.scalars(
            sa.select(Decision.id).filter_by(submission_id=submission.id).order_by(Decision.decided_at)
        ).all()
        if ids:
            contest(session, person, submission, ContestWanted(decision=ids[which % len(ids)], reason="Look again."))

    def _review(self, session: Session, person: Actor, which: int, status: Status) -> None:
        ids = session.scalars(
            sa.select(Contest.id).filter_by(submission_id=self.submission_id).order_by(Contest.at)
        ).all()
        if ids:
            found, submission = find_contested(session, person, ids[which % len(ids)])
            wanted = ReviewWanted(status=status, comment="I have looked.")
            review(
                session, self.jobs, person, wanted, contest=found, submission=submission,
                expected=submission.version, unit=UNIT,
            )  # fmt: skip

    def _move(self, session: Session, submission: Submission, after: State, person: Actor) -> None:
        if after is State.IN_ASSESSMENT and person.has(Role.ASSESSOR):
            submission.assessor_id = person.person_id
        number = (
            session.scalars(
                sa.select(sa.func.count()).select_from(StateChange).filter_by(submission_id=submission.id)
            ).one()
            + 1
        )
        session.add(
            StateChange(
                submission_id=submission.id, before=submission.state, after=after, by=person.person_id, number=number
            )
        )
        submission.state = after

    def _redraft(self, session: Session, submission: Submission) -> None:
        latest = session.scalars(
            sa.select(Draft).filter_by(submission_id=submission.id).order_by(Draft.number.desc()).limit(1)
        ).one()
        draft = Draft(
            submission_id=submission.id, number=latest.number + 1, text_id=self._text(session, latest),
            created_by=submission.learner_id,
        )  # fmt: skip
        session.add(draft)
        session.flush()
        number = (
            session.scalars(
                sa.select(sa.func.count()).select_from(StateChange).filter_by(submission_id=submission.id)
            ).one()
            + 1
        )
        session.add(
            StateChange(
                submission_id=submission.id, draft_id=draft.id, after=State.SUBMITTED, by=submission.learner_id,
                number=number,
            )
        )  # fmt: skip
        submission.state = State.SUBMITTED
        self.drafts = draft.number

    def _text(self, session: Session, latest: Draft) -> UUID:
        before = session.get_one(Text, latest.text_id)
        text = Text(centre_id=before.centre_id, sha256=before.sha256, content="Anew.", paragraphs=[], words=1)
        session.add(text)
        session.flush()
        return text.id


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=20
)
@given(steps)
def test_one_decision_is_in_force_and_nobody_reviews_herself(database: Database, steps: list[Step]) -> None:
    college = a_college(database)
    submission = a_submission(database, college.learner, State.IN_ASSESSMENT, assessor_id=college.assessor.id)
    handed_in(database, submission, a_draft(database, submission))
    people = [
        actor(college.learner, Role.LEARNER),
        actor(college.assessor, Role.ASSESSOR),
        actor(college.colleague, Role.ASSESSOR),
        actor(college.iqa, Role.IQA),
        actor(college.admin, Role.CENTRE_ADMIN),
    ]
    office = Office(database, people, submission.id)
    for step in steps:
        office.does(step)
    assert_chains_hold(database, submission.id)
