"""Jobs that nobody performs unless told to, for tests of what asks for them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from service.jobs.asking import Job


class RecordedJobs:
    """Keeps the jobs that were asked for, in order; like the real ones, a job of a known key is not kept again.

    A job is kept when it is asked for, whatever becomes of the transaction.
    """

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self._keys: set[str] = set()

    def enqueue(self, session: Session, job: Job) -> None:
        """See `service.jobs.asking.Jobs`."""
        del session
        if job.key not in self._keys:
            self._keys.add(job.key)
            self.jobs.append(job)

    def forget(self) -> None:
        """Begin anew, as if nothing had been asked for."""
        self.jobs.clear()
        self._keys.clear()

    def perform(self, perform: Callable[[Job], None]) -> None:
        """Take the jobs out and perform them here and now, with those that they ask for, oldest first."""
        while self.jobs:
            perform(self.jobs.pop(0))
