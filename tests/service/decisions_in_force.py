"""What must be true of the decisions on a submission, whatever was tried."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import sqlalchemy as sa

from service.storage import Database
from service.storage.tables.decisions import Contest, ContestReview, Decision, DecisionPurpose
from service.storage.tables.people import PersonRole, Role
from service.storage.tables.submissions import Submission


def assert_chains_hold(database: Database, submission_id: UUID) -> None:
    """One decision in force on a point, each by a person who may decide, and no review of one's own."""
    with database.read() as session:
        learner_id = session.get_one(Submission, submission_id).learner_id
        decisions = {
            row.id: row for row in session.scalars(sa.select(Decision).where(Decision.submission_id == submission_id))
        }
        reviews = session.execute(
            sa.select(Contest.decision_id, ContestReview.reviewer_id, ContestReview.decision_id)
            .join(ContestReview, ContestReview.contest_id == Contest.id)
            .where(Contest.submission_id == submission_id)
        ).all()
        staff = set(
            session.scalars(sa.select(PersonRole.person_id).where(PersonRole.role.in_((Role.ASSESSOR, Role.IQA))))
        )
    superseded = Counter(row.supersedes_id for row in decisions.values() if row.supersedes_id)
    assert all(times == 1 for times in superseded.values())
    in_force = [row for row in decisions.values() if row.id not in superseded]
    of_record = Counter(row.marking_point for row in in_force if row.purpose is not DecisionPurpose.SAMPLING)
    assert all(times == 1 for times in of_record.values())
    beside = Counter(
        (row.marking_point, row.assessor_id) for row in in_force if row.purpose is DecisionPurpose.SAMPLING
    )
    assert all(times == 1 for times in beside.values())
    for row in decisions.values():
        assert row.assessor_id in staff - {learner_id}
        if row.supersedes_id:
            before = decisions[row.supersedes_id]
            assert before.marking_point == row.marking_point
            if row.purpose is DecisionPurpose.CONTEST:
                assert before.assessor_id != row.assessor_id
    for contested, reviewer, made in reviews:
        assert decisions[contested].assessor_id != reviewer == decisions[made].assessor_id
        assert decisions[made].supersedes_id == contested
