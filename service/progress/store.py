"""Jobs as somebody may see them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from service.access import Actor, Permission
from service.audit import Action, Subject, record
from service.errors import Conflict, NotFound, NotPermitted
from service.jobs import Jobs
from service.jobs.analysis_jobs import OPEN, cancel, place_in_queue, request_analysis
from service.problem_types import PROBLEM_TYPES
from service.problems import Problem
from service.progress.schemas import JobView
from service.storage.tables.analyses import AnalysisJob, JobState
from service.storage.tables.submissions import Draft, Submission
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission

_KINDS = {kind.name: kind for kind in PROBLEM_TYPES}


def find_job(session: Session, actor: Actor, job_id: UUID) -> tuple[AnalysisJob, Submission, Draft]:
    """A job, where ``actor`` may read the draft that it is about; raises NotFound where there is none."""
    job = session.get(AnalysisJob, job_id)
    if job is None or job.centre_id != actor.centre_id:
        raise NotFound
    draft = session.get_one(Draft, job.draft_id)
    submission = find_submission(session, actor, draft.submission_id)
    return job, submission, find_draft(session, actor, submission, draft.number)


def read_job(session: Session, actor: Actor, job_id: UUID) -> JobView:
    """What is told of a job; raises NotFound."""
    job, submission, draft = find_job(session, actor, job_id)
    return _view(session, job, submission.id, draft.number)


def read_job_again(session: Session, before: JobView) -> JobView:
    """What is told of a job now to somebody who may know of it, as was found out ``before``; raises NotFound."""
    job = session.get(AnalysisJob, before.id)
    if job is None:
        raise NotFound
    return _view(session, job, before.submission, before.draft)


def cancel_job(session: Session, actor: Actor, job_id: UUID) -> None:
    """Cancel a job on a draft of one's own. Raises NotFound.

    Raises Conflict where the draft was handed in, since then others wait for it, or the job ended otherwise already.
    """
    job, submission, draft = find_job(session, actor, job_id)
    if submission.learner_id != actor.person_id:
        raise NotFound
    if draft.number <= last_handed_in(session, submission.id):
        raise Conflict("This draft was handed in, or one after it was, so its analysis cannot be cancelled.")
    if cancel(session, job):
        _record(session, actor, Action.ANALYSIS_CANCELLED, draft)
    elif job.state is not JobState.CANCELLED:
        raise Conflict("The job has ended already. There is nothing to cancel.")


def ask_again(session: Session, jobs: Jobs, actor: Actor, job_id: UUID) -> UUID:
    """Ask again for what a failed or cancelled job did not do; gives the new one.

    A learner asks for what she has not handed in; for what was handed in, whoever assesses or samples.

    Raises NotFound; NotPermitted, where neither is so; Conflict, where the job did what it should, or may yet.
    """
    job, submission, draft = find_job(session, actor, job_id)
    _check_may_ask(session, actor, submission, draft)
    if job.state is JobState.DONE or job.state in OPEN:
        raise Conflict("The job has neither failed nor been cancelled. There is nothing to ask for again.")
    new = request_analysis(
        session, jobs, draft_id=draft.id, centre_id=submission.centre_id, requested_by=actor.person_id
    )
    _record(session, actor, Action.ANALYSIS_ASKED_AGAIN, draft)
    return new.id


def _check_may_ask(session: Session, actor: Actor, submission: Submission, draft: Draft) -> None:
    hers = submission.learner_id == actor.person_id
    needed = (Permission.SUBMIT,) if hers else (Permission.ASSESS, Permission.SAMPLE)
    if not any(map(actor.may, needed)):
        raise NotPermitted("Your roles, or the scopes of your token, do not allow this.")
    if hers and draft.number <= last_handed_in(session, submission.id):
        raise NotPermitted("This draft was handed in, or one after it was. Whoever assesses it can ask again.")


def _record(session: Session, actor: Actor, action: Action, draft: Draft) -> None:
    record(
        session,
        actor=actor,
        action=action,
        subject_kind=Subject.DRAFT,
        subject_id=draft.id,
        details={"submission_id": draft.submission_id, "number": draft.number},
    )


def _view(session: Session, job: AnalysisJob, submission_id: UUID, number: int) -> JobView:
    result = f"/v1/submissions/{submission_id}/drafts/{number}/result"
    return JobView(
        id=job.id,
        state=job.state,
        place=place_in_queue(session, job),
        submission=submission_id,
        draft=number,
        requested_at=job.requested_at,
        began_at=job.began_at,
        ended_at=job.ended_at,
        result=result if job.state is JobState.DONE else None,
        problem=_problem(job),
    )


def _problem(job: AnalysisJob) -> Problem | None:
    if job.problem is None:
        return None
    kind = _KINDS[job.problem]
    return Problem(
        type=kind.uri,
        title=kind.title,
        status=kind.status,
        detail=kind.advice,
        instance=f"urn:tallymark:job:{job.id}",
        errors=(),
    )
