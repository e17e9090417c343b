"""Somebody who watches a job for long, and may lose the right to while she does."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from uuid import UUID

from service.access import Actor, Permission
from service.errors import NotFound
from service.progress.schemas import JobView
from service.progress.store import read_job, read_job_again
from service.storage import Database

_SECONDS = 60.0


class Onlooker:
    """``actor`` watches a job.

    Who she is, by ``identify``, and whether she may know of the job is found out anew once a minute: when fifty wait
    they look thirty times a second together, and that costs as much as the looking does.
    """

    def __init__(self, actor: Actor, identify: Callable[[], Actor | None], database: Database, job_id: UUID) -> None:
        self._actor = actor
        self._identify = identify
        self._database = database
        self._job_id = job_id
        self._until = monotonic() + _SECONDS
        self._told: JobView | None = None

    def look(self) -> JobView | None:
        """The job as it is now; None where she may not know of it any more."""
        if monotonic() >= self._until:
            actor = self._identify()
            if actor is None or not actor.may(Permission.READ_SUBMISSIONS):
                return None
            self._actor, self._until, self._told = actor, monotonic() + _SECONDS, None
        try:
            with self._database.read() as session:
                self._told = (
                    read_job_again(session, self._told) if self._told else read_job(session, self._actor, self._job_id)
                )
        except NotFound:
            return None
        return self._told
