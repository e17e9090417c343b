"""Whatever people try, in whatever order: what the database holds is a story that the table of moves allows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nlp.readers import Limits
from service.access import Actor
from service.bodies import PastedText
from service.decisions_in_force import has_feedback
from service.errors import ChangedMeanwhile, Conflict, NotFound, NotPermitted
from service.files import Originals, open_originals
from service.jobs import RecordedJobs
from service.storage import Database
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, IssuedFeedback, Knowledge
from service.storage.tables.people import Role
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.submissions.documents import read_draft
from service.submissions.drafts import add_draft
from service.submissions.moving import make_move
from service.submissions.schemas import NewSubmission
from service.submissions.sent import SentDraft
from service.submissions.states import RULES, Move
from service.submissions.store import begin, read_submission
from service.visibility.drafts import last_handed_in
from service.visibility.submissions import find_submission
from tests.service.submissions_in_centres import UNIT, a_college, actor

REFUSALS = (NotPermitted, Conflict, ChangedMeanwhile, NotFound)
SENT = (PastedText("I rang her back."),)


class Story(RuleBasedStateMachine):
    """One submission, five people, and versions that some of them have seen long ago."""

    database: ClassVar[Database]
    originals: ClassVar[Originals]

    @initialize()
    def begins(self) -> None:
        college = a_college(self.database)
        self.people: list[Actor] = [
            actor(college.learner, Role.LEARNER),
            actor(college.assessor, Role.ASSESSOR),
            actor(college.colleague, Role.ASSESSOR),
            actor(college.iqa, Role.IQA),
            actor(college.admin, Role.CENTRE_ADMIN),
        ]
        self.jobs = RecordedJobs()
        with self.database.write() as session:
            self.submission_id: UUID = begin(session, self.people[0], UNIT, NewSubmission()).id
        self.changes = 0

    @contextmanager
    def attempt(self) -> Iterator[Session]:
        """Something that may be refused, and then has changed nothing."""
        before = self.version()
        try:
            with self.database.write() as session:
                yield session
        except REFUSALS:
            assert self.version() == before
        else:
            self.changes += 1
            assert self.version() == before + 1

    def version(self) -> int:
        with self.database.read() as session:
            return session.get_one(Submission, self.submission_id).version

    @rule(choice=st.integers(0, 100))
    def goes_on(self, choice: int) -> None:
        """One of the moves that are offered to somebody, with whatever it takes first."""
        offers = [(who, move) for who, person in enumerate(self.people) for move in Move if self.offered(person, move)]
        if not offers:
            return
        who, move = offers[choice % len(offers)]
        if move is Move.HAND_IN:
            self.adds_a_draft(who)
        if move in (Move.DECIDE, Move.REFER_BACK):
            self.decides(set(), everything=move is Move.DECIDE)
        self.moves(who, move, behind=0)

    @rule(who=st.integers(0, 4))
    def adds_a_draft(self, who: int) -> None:
        sent = SentDraft(SENT, read_draft(SENT, Limits()))
        with self.attempt() as session:
            add_draft(session, self.jobs, self.originals, self.people[who], self.submission_id, sent=sent, kept=(None,))

    @rule(who=st.integers(0, 4), move=st.sampled_from(Move), behind=st.sampled_from([0, 0, 0, 1]))
    def moves(self, who: int, move: Move, behind: int) -> None:
        person, expected = self.people[who], self.version() - behind
        offered = self.offered(person, move)
        with self.attempt() as session:
            submission = find_submission(session, person, self.submission_id, lock=True)
            before = submission.state
            change = make_move(session, self.jobs, person, submission, move, expected=expected, unit=UNIT)
            assert offered
            assert not behind
            assert before in RULES[move].before
            assert change.after is RULES[move].after

    def offered(self, person: Actor, move: Move) -> bool:
        with self.database.read() as session:
            try:
                return move in read_submission(session, person, self.submission_id).moves
            except NotFound:
                return False

    @rule(points=st.sets(st.sampled_from([point.id for point in UNIT.marking_points])), everything=st.booleans())
    def decides(self, points: set[str], *, everything: bool) -> None:
        with self.database.write() as session:
            submission = session.get_one(Submission, self.submission_id)
            if submission.state is not State.IN_ASSESSMENT:
                return
            number = last_handed_in(session, submission.id)
            draft = session.scalars(select(Draft).filter_by(submission_id=submission.id, number=number)).one()
            decided = set(session.scalars(select(Decision.marking_point).filter_by(submission_id=submission.id)))
            wanted = {point.id for point in UNIT.marking_points} if everything else points
            session.add_all(
                Decision(
                    id=uuid4(),
                    submission_id=submission.id,
                    draft_id=draft.id,
                    marking_point=point,
                    status=Status.MET,
                    assessor_id=submission.assessor_id,
                    knowledge=Knowledge.NONE,
                    evidence=[],
                )
                for point in sorted(wanted - decided)
            )
            if not has_feedback(session, draft.id):
                session.add(
                    IssuedFeedback(
                        submission_id=submission.id, draft_id=draft.id, by=submission.assessor_id, content="Read it."
                    )
                )

    @invariant()
    def history_replays_to_the_present(self) -> None:
        if not hasattr(self, "changes"):
            return
        with self.database.read() as session:
            submission = session.get_one(Submission, self.submission_id)
            changes = session.scalars(
                select(StateChange).filter_by(submission_id=submission.id).order_by(StateChange.number)
            ).all()
            drafts = session.scalars(select(func.count()).select_from(Draft).filter_by(submission_id=submission.id))
            assert [change.number for change in changes] == list(range(1, len(changes) + 1))
            assert submission.version == 1 + self.changes == len(changes) + drafts.one()
            state = None
            for change in changes:
                assert change.before is state
                state = change.after
            assert state is submission.state
            assert [change.at for change in changes] == sorted(change.at for change in changes)
            # Nobody decides but who took it, and nothing is decided or referred that nobody has.
            assert (submission.assessor_id is None) <= (submission.state in (State.DRAFT, State.SUBMITTED))

    @invariant()
    def each_draft_is_handed_in_once(self) -> None:
        if not hasattr(self, "changes"):
            return
        with self.database.read() as session:
            handed_in = session.scalars(
                select(StateChange.draft_id)
                .join(Draft, Draft.id == StateChange.draft_id)
                .where(StateChange.submission_id == self.submission_id, StateChange.before != State.IN_ASSESSMENT)
                .where(StateChange.after == State.SUBMITTED)
            ).all()
            assert len(handed_in) == len(set(handed_in))


def test_what_is_kept_is_always_a_story(database: Database, on_disk: Originals) -> None:
    Story.database, Story.originals = database, on_disk
    few = settings(max_examples=6, stateful_step_count=15, deadline=None, database=None)
    run_state_machine_as_test(Story, settings=few)


@pytest.fixture
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return open_originals(str(tmp_path_factory.mktemp("files")))
