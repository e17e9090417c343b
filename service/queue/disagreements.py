"""With how much of what the program observed the learners disagree whose work waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from service.storage.tables.analyses import AnalysisJob, JobState, Objection
from service.storage.tables.submissions import Draft, State, StateChange, Submission


def disagreements_of(session: Session, submission_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """By submission, the observations that its learner disagrees with; those without any are left out.

    Counted is what stands against the latest result of the draft that was handed in last.
    """
    rows = session.execute(
        select(Submission.id, func.count().label("size"))
        .join(Draft, Draft.submission_id == Submission.id)
        .join(Objection, Objection.draft_id == Draft.id)
        .where(
            Submission.id.in_(submission_ids),
            Objection.by == Submission.learner_id,
            Objection.withdrawn_at.is_(None),
            Objection.analysis_id == _latest_result(),
            Draft.number == _last_handed_in(),
        )
        .group_by(Submission.id)
    )
    return {row.id: row.size for row in rows}


def _latest_result() -> ScalarSelect[UUID | None]:
    of_draft = (AnalysisJob.draft_id == Draft.id, AnalysisJob.state == JobState.DONE)
    newest = select(AnalysisJob.analysis_id).where(*of_draft).order_by(AnalysisJob.ended_at.desc(), AnalysisJob.id)
    return newest.limit(1).correlate(Draft).scalar_subquery()


def _last_handed_in() -> ScalarSelect[int | None]:
    handed_in = aliased(Draft)
    return (
        select(func.max(handed_in.number))
        .join(StateChange, StateChange.draft_id == handed_in.id)
        .where(handed_in.submission_id == Submission.id, StateChange.after == State.SUBMITTED)
        .correlate(Submission)
        .scalar_subquery()
    )
