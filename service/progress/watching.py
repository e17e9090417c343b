"""Telling how far a job has come whenever that changes, until it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from threading import Event

from starlette.concurrency import run_in_threadpool

from service.jobs.analysis_jobs import OPEN
from service.progress.schemas import JobView

_SECONDS = 0.25
_SECONDS_FOR_EACH_BEFORE = 0.05
_MOST_SECONDS = 2.0


async def changes(read: Callable[[], JobView | None], stopping: Event) -> AsyncIterator[JobView]:
    """The job as it is, and again after each change.

    Ends with the job, when ``read`` gives none any more, or when the service is told to stop.
    """
    told: JobView | None = None
    while not stopping.is_set():
        job = await run_in_threadpool(read)
        if job is None:
            return
        if job != told:
            told = job
            yield job
        if job.state not in OPEN:
            return
        await asyncio.sleep(seconds_to_wait(job.place))


def seconds_to_wait(place: int | None) -> float:
    """How long until it is looked again: whoever has many before her need not look as often."""
    return min(_SECONDS + _SECONDS_FOR_EACH_BEFORE * (place or 0), _MOST_SECONDS)
