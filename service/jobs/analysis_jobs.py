"""The rows in which people see how far the analysis of a draft has come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from service.jobs.asking import Job, Jobs, Kind, Priority
from service.storage.columns import now
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.triage import place_again

OPEN = (JobState.WAITING, JobState.RUNNING)
"""States from which a job goes on."""


def request_analysis(
    session: Session,
    jobs: Jobs,
    *,
    draft_id: UUID,
    centre_id: UUID,
    requested_by: UUID | None = None,
    priority: Priority = Priority.SOMEBODY_WAITS,
) -> AnalysisJob:
    """Ask for the analysis of a draft, which must be in the database already; gives the job to ask after.

    Where the draft's analysis is under way, that is the job. Otherwise it is a new one, which takes the result that
    there is where the same text was analysed under the same unit and model before.
    """
    under_way = session.scalars(
        select(AnalysisJob).where(AnalysisJob.draft_id == draft_id, AnalysisJob.state.in_(OPEN))
    ).first()
    if under_way is not None:
        return under_way
    job = AnalysisJob(
        id=uuid4(), centre_id=centre_id, draft_id=draft_id, requested_by=requested_by, priority=priority.value
    )
    session.add(job)
    session.flush()
    jobs.enqueue(
        session,
        Job(kind=Kind.ANALYSE_DRAFT, key=str(job.id), payload={"job_id": str(job.id)}, priority=priority),
    )
    return job


def request_if_cancelled(session: Session, jobs: Jobs, *, draft_id: UUID, centre_id: UUID) -> None:
    """Ask anew for an analysis that was cancelled and has no result: whoever assesses the draft waits for it."""
    of_draft = AnalysisJob.draft_id == draft_id
    latest = select(AnalysisJob.state).where(of_draft).order_by(AnalysisJob.requested_at.desc(), AnalysisJob.id)
    if session.scalar(latest.limit(1)) is JobState.CANCELLED and latest_analysis(session, draft_id) is None:
        request_analysis(session, jobs, draft_id=draft_id, centre_id=centre_id)


def cancel(session: Session, job: AnalysisJob) -> bool:
    """See to it that a job comes to nothing: one that waits never begins, and the result of one that runs is dropped.

    One that is over stays as it is: then the answer is False.
    """
    locked = lock(session, job.id)
    if locked is None or locked.state not in OPEN:
        return False
    end(session, locked, JobState.CANCELLED)
    return True


def lock(session: Session, job_id: UUID) -> AnalysisJob | None:
    """The job as it is now, which nobody else changes until the transaction ends; None: there is none any more.

    Its submission is locked before it, as by everybody who changes one: in another order two could wait for each other.
    """
    submission = (
        select(Submission.id)
        .join(Draft, Draft.submission_id == Submission.id)
        .join(AnalysisJob, AnalysisJob.draft_id == Draft.id)
        .where(AnalysisJob.id == job_id)
    )
    session.execute(submission.with_for_update(of=Submission))
    return session.get(AnalysisJob, job_id, with_for_update=True, populate_existing=True)


def end(
    session: Session,
    job: AnalysisJob,
    state: JobState,
    *,
    analysis_id: UUID | None = None,
    problem: str | None = None,
) -> None:
    """Note how a job, which is locked, ended, and put the submission where it belongs in the queue now.

    Where people assess by the draft, another result than before makes another version of the submission: nobody decides
    on record beside a suggestion that she has not seen.
    """
    draft = session.get_one(Draft, job.draft_id)
    before = latest_analysis(session, draft.id)
    job.state, job.analysis_id, job.problem, job.ended_at = state, analysis_id, problem, now()
    place_again(session, draft.submission_id)
    if analysis_id is None or (before is not None and before.id == analysis_id):
        return
    if _is_assessed(session, draft):
        submission = session.get_one(Submission, draft.submission_id)
        submission.version += 1


def _is_assessed(session: Session, draft: Draft) -> bool:
    """Whether it is the draft that was handed in last."""
    last = (
        select(Draft.id)
        .join(StateChange, StateChange.draft_id == Draft.id)
        .where(Draft.submission_id == draft.submission_id, StateChange.after == State.SUBMITTED)
        .order_by(Draft.number.desc())
        .limit(1)
    )
    return session.scalar(last) == draft.id


def place_in_queue(session: Session, job: AnalysisJob) -> int | None:
    """1 for the job that is next; None for one that does not wait."""
    if job.state is not JobState.WAITING:
        return None
    same_priority = AnalysisJob.priority == job.priority
    same_moment = AnalysisJob.requested_at == job.requested_at
    earlier = or_(
        AnalysisJob.priority < job.priority,
        and_(same_priority, AnalysisJob.requested_at < job.requested_at),
        and_(same_priority, same_moment, AnalysisJob.id < job.id),
    )
    waiting = select(func.count()).select_from(AnalysisJob).where(AnalysisJob.state == JobState.WAITING, earlier)
    return session.scalars(waiting).one() + 1


def latest_analysis(session: Session, draft_id: UUID) -> Analysis | None:
    """The newest result of a draft; none while it waits for its first."""
    return session.scalars(
        select(Analysis)
        .join(AnalysisJob, AnalysisJob.analysis_id == Analysis.id)
        .where(AnalysisJob.draft_id == draft_id, AnalysisJob.state == JobState.DONE)
        .order_by(AnalysisJob.ended_at.desc(), AnalysisJob.id)
        .limit(1)
    ).first()


def last_analysed(session: Session, submission_id: UUID) -> datetime | None:
    """When the program ended with a draft of a submission last; None: not yet."""
    ended = select(func.max(AnalysisJob.ended_at)).join(Draft, Draft.id == AnalysisJob.draft_id)
    return session.scalars(ended.where(Draft.submission_id == submission_id, AnalysisJob.state == JobState.DONE)).one()
