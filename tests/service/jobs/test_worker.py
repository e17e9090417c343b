"""Real workers: processes that perform jobs from a real database."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from service.jobs.analysis_jobs import request_analysis
from service.jobs.asking import Priority
from service.jobs.durable import DurableJobs
from service.jobs.presence import a_worker_is_there
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob, JobState
from tests.service.databases import empty
from tests.service.jobs.drafts import Drafts, numbered
from tests.service.jobs.workers import (
    a_worker,
    empty_jobs,
    service_process,
    telling_worker,
    worker_process,
)

Until = Callable[..., None]


def all_ended(database: Database) -> bool:
    with database.read() as session:
        return all(job.ended_at for job in session.scalars(select(AnalysisJob)))


def in_the_order_they_ended(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.scalars(select(AnalysisJob.id).order_by(AnalysisJob.ended_at)))


def test_drafts_are_analysed_in_the_order_in_which_they_were_asked_for_and_what_nobody_waits_for_last(
    durable: Database, until: Until
) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    again = drafts.request(jobs, drafts.draft("Again, as the unit has changed."), Priority.NOBODY_WAITS)
    asked = [drafts.request(jobs, drafts.draft(text)) for text in numbered(12)]
    with a_worker(durable):
        until(lambda: all_ended(durable))
    assert in_the_order_they_ended(durable) == [*asked, again]
    assert {drafts.job(job).state for job in asked} == {JobState.DONE}


def test_what_has_ended_is_forgotten_and_what_waits_is_not(durable: Database, until: Until) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    drafts.request(jobs, drafts.draft())
    with a_worker(durable):
        until(lambda: all_ended(durable))
    waiting = drafts.request(jobs, drafts.draft("Another text altogether."))
    assert jobs.forget_finished(now() - timedelta(hours=1)) == 0
    assert jobs.forget_finished(now() + timedelta(hours=1)) >= 1
    with a_worker(durable):
        until(lambda: all_ended(durable))
    assert drafts.job(waiting).state is JobState.DONE


def test_what_is_rolled_back_was_never_asked_for(durable: Database, until: Until) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    draft_id = drafts.draft()

    def fail_half_way() -> None:
        with durable.write() as session:
            request_analysis(session, jobs, draft_id=draft_id, centre_id=drafts.centre_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    job = drafts.request(jobs, draft_id)
    with a_worker(durable):
        until(lambda: all_ended(durable))
    assert in_the_order_they_ended(durable) == [job]


def test_the_jobs_of_a_dead_worker_are_taken_over_by_a_living_one(postgresql_with_jobs: Database, until: Until) -> None:
    """Two workers at once: the one that took a job is killed, and the other does it."""
    database = postgresql_with_jobs
    empty(database)
    empty_jobs(database)
    drafts, jobs = Drafts(database), DurableJobs(database)
    doomed = worker_process(database)
    doomed.start()
    asked = [drafts.request(jobs, drafts.draft(text)) for text in numbered(6)]
    until(lambda: any(drafts.job(job).began_at for job in asked))
    with a_worker(database):
        doomed.kill()
        doomed.join()
        until(lambda: all_ended(database))
    assert {drafts.job(job).state for job in asked} == {JobState.DONE}


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_begun_and_leaves_the_rest(
    durable: Database, until: Until
) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    with a_worker(durable) as worker:
        asked = [drafts.request(jobs, drafts.draft(text)) for text in numbered(30)]
        until(lambda: any(drafts.job(job).began_at for job in asked))
        worker.terminate()
        worker.join()
    assert worker.exitcode == 0
    states = [drafts.job(job).state for job in asked]
    assert JobState.RUNNING not in states
    assert JobState.DONE in states
    assert JobState.WAITING in states


def test_a_second_worker_on_sqlite_waits_for_the_first_to_end(sqlite_with_jobs: Database, until: Until) -> None:
    database = sqlite_with_jobs
    empty(database)
    empty_jobs(database)
    drafts, jobs = Drafts(database), DurableJobs(database)
    with a_worker(database) as first:
        until(lambda: a_worker_is_there(database))
        with a_worker(database) as second:
            job = drafts.request(jobs, drafts.draft())
            until(lambda: drafts.job(job).ended_at is not None)
            first.kill()
            other = drafts.request(jobs, drafts.draft("Another text altogether."))
            until(lambda: drafts.job(other).ended_at is not None)
            assert second.is_alive()


def test_the_worker_dies_with_the_service_that_started_it(durable: Database, until: Until, tmp_path: Path) -> None:
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    service = service_process(durable, tmp_path)
    service.start()
    job = drafts.request(jobs, drafts.draft())
    until(lambda: drafts.job(job).ended_at is not None)
    assert a_worker_is_there(durable)
    service.kill()
    service.join()
    until(lambda: not a_worker_is_there(durable))


def test_the_service_starts_another_worker_when_its_own_dies(
    sqlite_with_jobs: Database, until: Until, tmp_path: Path
) -> None:
    database = sqlite_with_jobs
    empty(database)
    empty_jobs(database)
    drafts, jobs = Drafts(database), DurableJobs(database)
    service = service_process(database, tmp_path)
    service.start()
    try:
        until(lambda: a_worker_is_there(database))
        (worker,) = children_of(service)
        os.kill(worker, signal.SIGKILL)
        job = drafts.request(jobs, drafts.draft())
        until(lambda: drafts.job(job).ended_at is not None)
        assert children_of(service) != [worker]
    finally:
        service.terminate()
        service.join()
    assert not a_worker_is_there(database)


def children_of(process: BaseProcess) -> list[int]:
    threads = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def test_no_word_of_a_learners_is_logged(durable: Database, until: Until, tmp_path: Path) -> None:
    canary = "Quetzalcoatlus rang the customer back."
    drafts, jobs = Drafts(durable), DurableJobs(durable)
    asked = [drafts.request(jobs, drafts.draft(text)) for text in (canary, f"{canary} Twice.", "")]
    worker = telling_worker(durable, tmp_path / "said")
    worker.start()
    until(lambda: all_ended(durable))
    worker.terminate()
    worker.join()
    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert {drafts.job(job).state for job in asked} == {JobState.DONE, JobState.FAILED}
    assert "worker ready" in said
    assert "Quetzalcoatlus" not in said
