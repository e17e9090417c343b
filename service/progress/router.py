"""/v1/jobs: how far an analysis has come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service import problem_types as types
from service.access import Actor, Permission, identify_anew, require
from service.dependencies import CurrentDatabase, CurrentJobs, services_of
from service.problem_groups import OF_THINGS
from service.problems import describe_problems
from service.progress.onlookers import Onlooker
from service.progress.schemas import JobView
from service.progress.store import ask_again, cancel_job, read_job
from service.progress.watching import changes

TAG = {"name": "jobs", "description": "How far the analysis of a draft has come."}

router = APIRouter(prefix="/v1/jobs", tags=[TAG["name"]])
ROUTERS = (router,)

JobId = Annotated[UUID, Path(description="The job's id, as the draft gives it.")]
Reader = Annotated[Actor, require(Permission.READ_SUBMISSIONS)]
Learner = Annotated[Actor, require(Permission.SUBMIT)]


def _known(job_id: JobId, actor: Reader, database: CurrentDatabase) -> UUID:
    """A job that the caller may know of: found out before the answer begins, while it can still be a problem."""
    with database.read() as session:
        return read_job(session, actor, job_id).id


async def _place(request: Request, actor: Reader) -> AsyncIterator[None]:
    """One of the streams that the caller may have at once, until the answer has ended, however it ends."""
    with services_of(request).streams.one_of(actor.person_id):
        yield


@router.get(
    "/{job_id}",
    summary="How far a job has come",
    response_description="The job as it is now.",
    responses=describe_problems(*OF_THINGS),
)
def get_job(job_id: JobId, actor: Reader, database: CurrentDatabase) -> JobView:
    """The analysis of a draft: its place in the queue, whether it runs, and how it ended.

    Whoever may read the draft may ask.
    """
    with database.read() as session:
        return read_job(session, actor, job_id)


@router.get(
    "/{job_id}/events",
    summary="Watch a job",
    response_class=EventSourceResponse,
    response_description="Server-sent events, each with the whole job as JSON in its data; the last one has its end.",
    responses=describe_problems(*OF_THINGS),
    dependencies=[Depends(_place)],
)
async def watch_job(
    job_id: Annotated[UUID, Depends(_known)], *, request: Request, actor: Reader, database: CurrentDatabase
) -> AsyncIterator[ServerSentEvent]:
    """An event `job` at once, and another whenever its state or place in the queue changes, until it ends.

    An `EventSource` connects again by itself when the connection is lost, and is told the present state first; close
    it when the state is `done`, `failed` or `cancelled`. The events also end, within a minute, when the caller may not
    see the job any more. One person may watch ten at once.
    """
    onlooker = Onlooker(actor, partial(identify_anew, request), database, job_id)
    async for job in changes(onlooker.look, services_of(request).stopping):
        yield ServerSentEvent(event="job", data=job)


@router.delete(
    "/{job_id}",
    summary="Cancel a job",
    response_description="The job, cancelled.",
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def cancel(job_id: JobId, actor: Learner, database: CurrentDatabase) -> JobView:
    """Cancel the analysis of a draft of one's own that was not handed in.

    One that waits never begins; what one that runs finds is dropped.

    Cancelling it again changes nothing.
    """
    with database.write() as session:
        cancel_job(session, actor, job_id)
        return read_job(session, actor, job_id)


@router.post(
    "/{job_id}/again",
    summary="Ask again for what a job did not do",
    status_code=201,
    response_description="The new job.",
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def again(job_id: JobId, actor: Reader, database: CurrentDatabase, jobs: CurrentJobs) -> JobView:
    """Ask for the analysis of a draft anew, after it has failed or was cancelled.

    A learner asks for drafts that she has not handed in; for those that were, whoever assesses or samples. A token
    needs the scope to submit or to assess besides the one to read.
    """
    with database.write() as session:
        return read_job(session, actor, ask_again(session, jobs, actor, job_id))
