"""Work of a college in which one assessor's decisions move in the course of the year."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, DecisionPurpose, Knowledge
from service.storage.tables.submissions import State
from tests.pages.quality.work import POINTS
from tests.service.submissions_in_centres import ACCOUNT, College, a_draft, a_submission, handed_in

_FEW = POINTS[:4]


def work_that_moves(database: Database, college: College, count: int = 40) -> None:
    """Submissions that the assessor decided about once a week: nearly all met, in the last quarter nearly none.

    The program, which she could not see, suggested `met` for every second point and `partial` for the others.
    """
    for number in range(count):
        at = now() - timedelta(days=7 * (count - number))
        columns = {"decided_at": at, "submitted_at": at, "assessor_id": college.assessor.id}
        submission = a_submission(database, college.learner, State.DECIDED, **columns)
        draft = a_draft(database, submission, words=f"{ACCOUNT} That was the {number}th time.")
        handed_in(database, submission, draft)
        usual = Status.MET if number < 0.75 * count else Status.NOT
        with database.write() as session:
            session.add_all(
                Decision(
                    id=uuid4(),
                    submission_id=submission.id,
                    draft_id=draft.id,
                    marking_point=point,
                    purpose=DecisionPurpose.ASSESSMENT,
                    assessor_id=college.assessor.id,
                    status=Status.PARTIAL if (number + place) % 5 == 0 else usual,
                    evidence=[],
                    knowledge=Knowledge.HIDDEN,
                    suggested=Status.PARTIAL if place % 2 else Status.MET,
                    decided_at=at,
                )
                for place, point in enumerate(_FEW)
            )
