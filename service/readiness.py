"""Whether what the service stands on can be used now: each part by name, each asked, none waited for too long."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait

from service.files import Originals
from service.jobs.presence import a_worker_is_there
from service.logs import log_failure
from service.storage import Database
from service.storage.migrations import is_current

logger = logging.getLogger(__name__)

SECONDS = 5.0
Check = Callable[[], bool]


class Readiness:
    """Asks every check at the same time; one that takes more than ``seconds`` has failed."""

    def __init__(self, checks: Mapping[str, Check], *, seconds: float = SECONDS) -> None:
        self._checks = checks
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(max(1, len(checks)), thread_name_prefix="readiness")
        self._asked: dict[str, Future[bool]] = {}

    def failing(self) -> tuple[str, ...]:
        """The names of what cannot be used."""
        for name, check in self._checks.items():
            # One that hangs is not asked again until it has answered.
            if name not in self._asked or self._asked[name].done():
                self._asked[name] = self._threads.submit(check)
        asked = dict(self._asked)
        wait(asked.values(), timeout=self._seconds)
        return tuple(name for name, answer in asked.items() if not _passed(name, answer))

    def names(self) -> tuple[str, ...]:
        """The names of all that is asked."""
        return tuple(self._checks)

    def close(self) -> None:
        """Ask nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def checks_of(database: Database, originals: Originals, *, watch_workers: bool) -> dict[str, Check]:
    """What an installation stands on, besides its model. ``watch_workers``: whether jobs are to be performed, too."""
    checks: dict[str, Check] = {"database": lambda: is_current(database), "files": originals.can_be_kept}
    if watch_workers:
        checks["workers"] = lambda: a_worker_is_there(database)
    return checks


def _passed(name: str, answer: Future[bool]) -> bool:
    if not answer.done():
        logger.error("not ready", extra={"check": name, "reason": "no answer in time"})
        return False
    if error := answer.exception():
        log_failure(logger, "not ready", error, check=name)
        return False
    return answer.result()
