"""A hundred times `kill -9`, at random points: nothing is lost and nothing is done twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from service.jobs.durable import DurableJobs
from service.jobs.system import SCHEMA
from service.storage import Database
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState, Suggestion
from tests.service.jobs.drafts import Drafts, numbered
from tests.service.jobs.workers import a_worker, service_process, worker_process

Until = Callable[..., None]
Killed = Callable[[BaseProcess], None]
KILLS = 50
"""On each kind of database: of workers, and every fifth of a service, whose worker dies with it."""


@pytest.fixture
def killed(durable: Database) -> Killed:
    """Start a process and kill it at a random moment: soon after its start, or around the time it performs a job."""
    moments = random.Random(20261122)  # noqa: S311 - no secret

    def kill(process: BaseProcess) -> None:
        before = beginnings(durable)
        process.start()
        if moments.random() < 0.8:
            while beginnings(durable) == before and process.is_alive():
                time.sleep(0.02)
        time.sleep(moments.uniform(0, 0.3))  # a moment of which nothing is known
        process.kill()
        process.join()

    return kill


def beginnings(database: Database) -> int:
    """How often a job was begun."""
    with database.read() as session:
        return session.scalars(sa.select(sa.func.coalesce(sa.func.sum(AnalysisJob.attempts), 0))).one()


def unfinished(database: Database) -> int:
    """How many jobs are not over, as we know them and as DBOS does."""
    workflows = "workflow_status" if database.is_sqlite else f"{SCHEMA}.workflow_status"
    not_over = sa.text(f"SELECT count(*) FROM {workflows} WHERE status NOT IN ('SUCCESS', 'ERROR')")  # noqa: S608
    with database.read() as session:
        ours = sa.select(sa.func.count()).select_from(AnalysisJob).where(AnalysisJob.ended_at.is_(None))
        count: int = session.scalars(ours).one() + session.execute(not_over).scalar_one()
        return count


def check_that_all_is_done_once(database: Database, drafts: Drafts, asked: list[UUID]) -> None:
    done = [drafts.job(job) for job in asked]
    assert Counter(job.state for job in done) == {JobState.DONE: len(asked)}
    with database.read() as session:
        analyses = session.scalars(sa.select(Analysis)).all()
        suggestions = Counter(session.scalars(sa.select(Suggestion.analysis_id)))
    assert len(analyses) == len(asked)
    assert {job.analysis_id for job in done} == {analysis.id for analysis in analyses}
    assert suggestions == {analysis.id: len(drafts.unit.marking_points) for analysis in analyses}


def test_nothing_is_lost_or_doubled_by_kills(durable: Database, killed: Killed, until: Until, tmp_path: Path) -> None:
    drafts, jobs, texts = Drafts(durable), DurableJobs(durable), iter(numbered(KILLS))
    asked: list[UUID] = []
    for number in range(KILLS):
        asked.append(drafts.request(jobs, drafts.draft(next(texts))))
        killed(service_process(durable, tmp_path) if number % 5 == 4 else worker_process(durable))
    begun_again = sum(drafts.job(job).attempts > 1 for job in asked)
    with a_worker(durable):
        until(lambda: not unfinished(durable), 60)
    check_that_all_is_done_once(durable, drafts, asked)
    assert begun_again, "no kill came in the middle of anything"
