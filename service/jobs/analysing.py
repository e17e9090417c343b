"""The job that analyses a draft. It may be performed again from any point: it ends once, and with one result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter
from uuid import UUID

from sqlalchemy.orm import Session

from nlp.documents import Document, Span
from nlp.results import AnalysisResult
from service.jobs.analysis_jobs import OPEN, end, lock
from service.jobs.asking import Job, Kind, Payload, Priority
from service.jobs.results import Key, find_result, store_result
from service.jobs.workplace import Installed, Workplace
from service.problem_mapping import problem_type
from service.problem_types import ANALYSIS_FAILED, INTERNAL_ERROR, TEXT_ERASED
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob, JobState
from service.storage.tables.submissions import Draft, Submission, Text

MOST_BEGINNINGS = 8
LONGEST_TRIAL = timedelta(minutes=10)
"""A text that was begun so often, for so long, is taken to be what ends the workers. Either alone may be bad luck."""


@dataclass(frozen=True, slots=True)
class Task:
    """A text to analyse, and for what."""

    job_id: UUID
    centre_id: UUID
    text_id: UUID
    text_sha256: str
    document: Document
    unit_id: str
    qualification_id: str
    written_on: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task; ``result`` is None where there is one already."""

    key: Key
    installed: Installed
    result: AnalysisResult | None
    milliseconds: int


def perform(workplace: Workplace, payload: Payload) -> None:
    """Analyse the draft of the job that ``payload["job_id"]`` names and keep the result, unless there is one already.

    What cannot be analysed at all ends the job with the name of the problem. Whatever else goes wrong is raised, for
    another attempt.
    """
    job_id = UUID(payload["job_id"])
    with workplace.database.write() as session:
        task = _begin(session, job_id)
    if task is None:
        return
    try:
        outcome = _analyse(workplace, task)
    except Exception as error:
        kind = problem_type(error)
        if kind is INTERNAL_ERROR or kind.retry:
            raise
        with workplace.database.write() as session:
            _fail(session, job_id, kind.name)
        return
    with workplace.database.write() as session:
        finished = _finish(session, workplace, task, outcome)
    if not finished:
        perform(workplace, payload)


def put_back(session: Session, payload: Payload) -> None:
    """Let people see that the job waits for another attempt."""
    job = lock(session, UUID(payload["job_id"]))
    if job is not None and job.state is JobState.RUNNING:
        job.state = JobState.WAITING


def give_up(session: Session, payload: Payload) -> None:
    """Let people see that there will be no other attempt."""
    _fail(session, UUID(payload["job_id"]), ANALYSIS_FAILED.name)


def _begin(session: Session, job_id: UUID) -> Task | None:
    job = lock(session, job_id)
    if job is None or job.state not in OPEN:
        return None
    began = job.began_at or now()
    if job.attempts >= MOST_BEGINNINGS and now() - began >= LONGEST_TRIAL:
        end(session, job, JobState.FAILED, problem=ANALYSIS_FAILED.name)
        return None
    draft = session.get_one(Draft, job.draft_id)
    text = session.get_one(Text, draft.text_id)
    if text.content is None:
        end(session, job, JobState.FAILED, problem=TEXT_ERASED.name)
        return None
    job.state = JobState.RUNNING
    job.attempts += 1
    job.began_at = began
    submission = session.get_one(Submission, draft.submission_id)
    return Task(
        job_id=job_id,
        centre_id=job.centre_id,
        text_id=text.id,
        text_sha256=text.sha256,
        document=Document(text.content, tuple(Span(start, stop) for start, stop in text.paragraphs)),
        unit_id=submission.unit_id,
        qualification_id=submission.qualification_id,
        written_on=draft.created_at.date(),
    )


def _analyse(workplace: Workplace, task: Task) -> Outcome:
    installed = workplace.analysers.get(task.unit_id)
    analyser = installed.analyser.for_qualification(task.qualification_id)
    key = Key.of(task.centre_id, task.text_sha256, analyser)
    with workplace.database.read() as session:
        known = find_result(session, key)
    began = perf_counter()
    result = None if known else analyser.analyse(task.document, as_of=task.written_on)
    return Outcome(key, installed, result, round((perf_counter() - began) * 1000))


def _finish(session: Session, workplace: Workplace, task: Task, outcome: Outcome) -> bool:
    """Keep the result and end the job; False where the result that was there has gone meanwhile."""
    job = lock(session, task.job_id)
    if job is None or job.state is not JobState.RUNNING:
        return True
    text = session.get_one(Text, task.text_id, with_for_update=True)
    if text.content is None:
        end(session, job, JobState.FAILED, problem=TEXT_ERASED.name)
        return True
    if outcome.result is not None:
        store_result(session, outcome.key, outcome.installed, outcome.result, outcome.milliseconds)
    analysis_id = find_result(session, outcome.key)
    if analysis_id is None:
        return False
    end(session, job, JobState.DONE, analysis_id=analysis_id)
    workplace.jobs.enqueue(session, _comparison(job))
    return True


def _comparison(job: AnalysisJob) -> Job:
    return Job(
        kind=Kind.COMPARE_DRAFT,
        key=f"compare:{job.id}",
        payload={"draft_id": str(job.draft_id)},
        priority=Priority.NOBODY_WAITS,
    )


def _fail(session: Session, job_id: UUID, problem: str) -> None:
    job = lock(session, job_id)
    if job is not None and job.state in OPEN:
        end(session, job, JobState.FAILED, problem=problem)
