"""One attempt at a job, and what follows when it fails: another one later, or none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from threading import Lock
from time import monotonic, sleep

from sqlalchemy.exc import DBAPIError

from service.errors import JobUnsettled, ServiceError
from service.jobs.asking import Job, Kind
from service.jobs.durable import DurableJobs
from service.jobs.performers import PERFORMERS, Performer
from service.jobs.workplace import Workplace
from service.logs import log_failure
from service.storage.losing import is_lost

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0


Observe = Callable[[Kind], AbstractContextManager[object]]


class Carrier:
    """Carries out the jobs of one worker. ``observe``: entered for each attempt."""

    def __init__(
        self,
        workplace: Workplace,
        jobs: DurableJobs,
        performers: Mapping[Kind, Performer] = PERFORMERS,
        observe: Observe = nullcontext,
    ) -> None:
        self._workplace = workplace
        self._jobs = jobs
        self._performers = performers
        self._observe = observe
        self._running: dict[str, float] = {}
        self._lock = Lock()

    def carry_out(self, job: Job, attempt: int) -> None:
        """Make an attempt at a job; see to the next where it fails.

        While the database cannot be reached it waits, and nothing counts as an attempt.

        Raises JobUnsettled where not even the failure can be written down. DBOS keeps what an error says, so it says
        nothing of what the job was about.
        """
        with self._lock:
            self._running[job.key] = monotonic()
        try:
            self._until_settled(job, attempt)
        except Exception as error:  # noqa: BLE001 - whatever it is
            log_failure(logger, "job not settled", error, kind=job.kind, key=job.key, attempt=attempt)
            raise JobUnsettled("The attempt failed and could not be written down; the log says where.") from None
        finally:
            with self._lock:
                self._running.pop(job.key, None)

    def longest_running_seconds(self) -> float:
        """For how long the oldest of the jobs has been under way."""
        with self._lock:
            return monotonic() - min(self._running.values()) if self._running else 0.0

    def _until_settled(self, job: Job, attempt: int) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                self._attempt(job, attempt)
            except DBAPIError as error:
                if not is_lost(error):
                    raise
                log_failure(logger, "database lost in a job", error, kind=job.kind, key=job.key)
                sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            else:
                return

    def _attempt(self, job: Job, attempt: int) -> None:
        performer = self._performers[job.kind]
        try:
            with self._observe(job.kind):
                performer.perform(self._workplace, job.payload)
        except Exception as error:
            if isinstance(error, DBAPIError) and is_lost(error):
                raise
            # Those of ours are foreseen: a mail server that is away is no fault of the program's.
            log = _log_foreseen if isinstance(error, ServiceError) else log_failure
            log(logger, "job failed", error, kind=job.kind, key=job.key, attempt=attempt)
            self._settle(performer, job, attempt)

    def _settle(self, performer: Performer, job: Job, attempt: int) -> None:
        with self._workplace.database.write() as session:
            if attempt >= performer.attempts:
                performer.give_up(session, job.payload)
                return
            performer.put_back(session, job.payload)
            later = replace(job, delay=performer.wait_after(attempt))
            self._jobs.enqueue_attempt(session, later, attempt + 1)


def _log_foreseen(logger: logging.Logger, message: str, error: BaseException, **fields: object) -> None:
    logger.warning(message, extra={"error": type(error).__qualname__, **fields})
