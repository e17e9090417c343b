"""A worker: a process that performs jobs until it is told to stop, or until the process that started it is gone."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from dbos import DBOS

from criteria_bank.loader import default_unit_id
from nlp.collecting import end_start
from nlp.pipeline import load_analyser
from service.analysers import Load
from service.jobs.asking import Job, Kind, Priority
from service.jobs.carrying_out import Carrier
from service.jobs.comparing import Indexes
from service.jobs.durable import DurableJobs
from service.jobs.observing import Observer, observing
from service.jobs.presence import Presence, presence_in
from service.jobs.system import SECONDS_TO_FINISH, WORKFLOW, Queue, configuration
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.logs import configure_logging, log_failure
from service.memory import share_arenas
from service.settings import Settings
from service.storage import Database
from service.storage.migrations import is_current
from service.storage.opening import open_database

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_ROUNDS = 2.0
_SECONDS_BETWEEN_LOOKS = 0.2
_SWEEP_HOUR = 2
_FORGET_AFTER = timedelta(days=30)
_ERRANDS_AT_ONCE = 4
_STUCK = 70
"""Exit status of a worker that gave up on a job which never ended."""


def run_worker(settings: Settings, load: Load = load_analyser) -> None:
    """Perform jobs until SIGTERM or SIGINT, from when the database has the shape that this program needs.

    ``load`` is given a unit's id.
    """
    configure_logging(settings.log_level)
    share_arenas()
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    _end_with_parent()
    database = open_database(settings)
    presence = presence_in(database)
    if _wait_for_tables(database, stopping) and presence.begin(stopping):
        with observing(settings) as observer:
            Worker(settings, database, presence, load, observer).work(stopping)
        presence.end()
    database.close()


class Worker:
    """Performs jobs in threads of DBOS's, and looks after other workers' jobs besides."""

    def __init__(
        self, settings: Settings, database: Database, presence: Presence, load: Load, observer: Observer
    ) -> None:
        self._settings = settings
        self._presence = presence
        self._database = database
        self._jobs = DurableJobs(database)
        self._analysers = InstalledAnalysers(load)
        self._indexes = Indexes()
        workplace = Workplace(settings, database, self._jobs, self._analysers, self._indexes)
        self._carrier = Carrier(workplace, self._jobs, observe=observer.attempt)
        self._day_swept = ""

    def work(self, stopping: Event) -> None:
        """Perform jobs until ``stopping`` is set; then finish what was begun, if it does not take too long."""
        self._load_model()
        self._launch()
        end_start()
        logger.info("worker ready")
        while not stopping.is_set():
            try:
                self._look_round()
            except Exception as error:  # noqa: BLE001 - the next round may go better
                log_failure(logger, "worker could not look round", error)
            stopping.wait(_SECONDS_BETWEEN_ROUNDS)
        logger.info("worker stopping")
        DBOS.destroy(workflow_completion_timeout_sec=SECONDS_TO_FINISH, destroy_registry=True)
        logger.info("worker stopped")
        if self._carrier.longest_running_seconds():
            # Python would wait for their threads; another worker goes on with these jobs as soon as this process ends.
            os._exit(0)

    def _load_model(self) -> None:
        """Load the default unit's model before the first draft needs it."""
        try:
            self._analysers.get(default_unit_id())
        except Exception as error:  # noqa: BLE001 - each draft fails with the reason, and everything else is still done
            log_failure(logger, "model not loaded", error)

    def _launch(self) -> None:
        DBOS(config=configuration(self._database, self._presence.executor_id))

        # Its parameters are what the database holds of jobs that wait: see `system.VERSION`.
        @DBOS.workflow(name=WORKFLOW)
        def carry_out(kind: str, key: str, payload: dict[str, str], priority: int, attempt: int) -> None:
            job = Job(kind=Kind(kind), key=key, payload=payload, priority=Priority(priority))
            self._carrier.carry_out(job, attempt)

        DBOS.launch()
        for queue, at_once, seconds in (
            (Queue.ANALYSES, self._settings.job_threads, 0.1),
            (Queue.COMPARISONS, 1, 0.5),
            (Queue.POSTINGS, _ERRANDS_AT_ONCE, 0.5),
            (Queue.ERRANDS, _ERRANDS_AT_ONCE, 0.5),
        ):
            DBOS.register_queue(
                queue, worker_concurrency=at_once, polling_interval_sec=seconds, on_conflict="always_update"
            )

    def _look_round(self) -> None:
        self._presence.renew()
        self._take_over()
        self._ask_for_sweep()
        if self._carrier.longest_running_seconds() > 2 * self._settings.time_limit + SECONDS_TO_FINISH:
            logger.error("a job does not end; the worker ends instead")
            os._exit(_STUCK)

    def _take_over(self) -> None:
        """Let the jobs of dead workers be performed by living ones."""
        begun = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        for executor_id in self._presence.dead(one.executor_id for one in begun if one.executor_id):
            left = DBOS.list_workflows(status="PENDING", executor_id=executor_id, load_input=False, load_output=False)
            for one in left:
                DBOS.resume_workflow(one.workflow_id, queue_name=one.queue_name)
            logger.info("took over from a dead worker", extra={"jobs": len(left)})

    def _ask_for_sweep(self) -> None:
        """Once a day, at night, whichever worker comes first."""
        at = datetime.now(UTC)
        day = at.date().isoformat()
        if at.hour < _SWEEP_HOUR or day == self._day_swept:
            return
        with self._database.write() as session:
            self._jobs.enqueue(session, Job(kind=Kind.SWEEP, key=f"sweep:{day}", payload={}))
        self._jobs.forget_finished(at - _FORGET_AFTER)
        # Texts that were erased since they were compared are among them.
        self._indexes.forget()
        self._day_swept = day


def _wait_for_tables(database: Database, stopping: Event) -> bool:
    """Wait until somebody has brought the database up to date; False if told to stop before that."""
    told = False
    while not stopping.is_set():
        if is_current(database):
            return True
        if not told:
            logger.warning("the database has another shape than this program; waiting for `tallymark admin migrate`")
            told = True
        stopping.wait(_SECONDS_BETWEEN_LOOKS)
    return False


def _end_with_parent() -> None:
    """End at once when the process that started this one is gone: its database is nobody's to write to any more."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(0)

    Thread(target=wait, name="end-with-parent", daemon=True).start()
