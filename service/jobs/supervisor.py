"""Keeps worker processes running beside the service, and ends them with it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from threading import Thread
from time import monotonic
from typing import Literal

from nlp.collecting import begin_start
from nlp.pipeline import load_analyser
from service.analysers import Load
from service.jobs.system import SECONDS_TO_FINISH
from service.logs import log_failure
from service.settings import Settings

logger = logging.getLogger(__name__)

StartMethod = Literal["spawn", "fork"]
_PROCESSES: Mapping[StartMethod, SpawnContext | ForkContext] = {
    "spawn": get_context("spawn"),
    "fork": get_context("fork"),
}

_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
_SECONDS_OF_GRACE = 5.0


@contextmanager
def supervised_workers(settings: Settings, load: Load = load_analyser, method: StartMethod = "spawn") -> Iterator[None]:
    """Keep as many workers running as the settings say; on SQLite never more than one.

    ``load`` is given a unit's id. ``method``: how their processes are started (`multiprocessing`).
    """
    processes = _PROCESSES[method]
    several = not settings.database_address.startswith("sqlite")

    def make() -> BaseProcess:
        return processes.Process(target=_work, args=(settings, load), name="tallymark-worker")

    with ExitStack() as stack:
        for _ in range(settings.job_workers if several else min(settings.job_workers, 1)):
            stack.enter_context(supervised(make))
        yield


@contextmanager
def supervised(make: Callable[[], BaseProcess], first_pause: float = _FIRST_PAUSE_SECONDS) -> Iterator[None]:
    """Keep the process that ``make`` makes running: whenever it ends, another is started, after a pause in seconds.

    The pause doubles each time, up to a minute, until a process has worked for a minute. In the end the process is told
    to stop, and killed where it does not.
    """
    supervisor = _Supervisor(make, first_pause)
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()


def _work(settings: Settings, load: Load) -> None:
    begin_start()
    from service.jobs.worker import run_worker  # noqa: PLC0415  (what a worker needs is no burden on whoever starts it)

    try:
        run_worker(settings, load)
    except Exception as error:  # noqa: BLE001 - `multiprocessing` would print it with what it says
        log_failure(logger, "worker failed", error)
        sys.exit(1)


class _Supervisor:
    def __init__(self, make: Callable[[], BaseProcess], first_pause: float) -> None:
        self._make = make
        self._first_pause = first_pause
        self._told_to_stop, self._stop = get_context("spawn").Pipe(duplex=False)
        self._thread = Thread(target=self._watch, name="worker-supervisor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.send(None)
        self._thread.join()
        self._stop.close()
        self._told_to_stop.close()

    def _watch(self) -> None:
        pause = self._first_pause
        while True:
            began = monotonic()
            process = self._make()
            process.start()
            wait([process.sentinel, self._told_to_stop])
            if self._told_to_stop.poll():
                _end(process)
                return
            process.join()
            # One that has worked for a while did not fail for what the one before it failed for.
            pause = self._first_pause if monotonic() - began > _LONGEST_PAUSE_SECONDS else pause
            logger.error("worker ended", extra={"exit_status": process.exitcode, "pause": pause})
            if self._told_to_stop.poll(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(SECONDS_TO_FINISH + _SECONDS_OF_GRACE)
    if process.is_alive():
        process.kill()
        process.join()
