"""A hundred times `kill -9`, at random points: nothing is lost and nothing is done twice."""

from __future__ import annotations

import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import httpx2
import pytest
import sqlalchemy as sa

from service.jobs.durable import DurableJobs
from service.jobs.system import SCHEMA
from service.storage import Database
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState, Suggestion
from service.storage.tables.submissions import Draft
from tests.patience import PATIENCE
from tests.service.jobs.drafts import ACCOUNT, Drafts, numbered
from tests.service.jobs.workers import a_worker, service_process, worker_process

Until = Callable[..., None]
Killed = Callable[[BaseProcess], None]
KILLS_OF_WORKERS = 40
KILLS_OF_SERVICES = 10
"""On each of the two kinds of database."""


@pytest.fixture
def killed(durable: Database, until: Until) -> Killed:
    """Start a process and kill it at a random moment: soon after its start, or around the time it performs a job."""
    moments = random.Random(20261122)  # noqa: S311 - no secret

    def kill(process: BaseProcess) -> None:
        before = beginnings(durable)
        process.start()
        if moments.random() < 0.8:
            until(lambda: beginnings(durable) > before)
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


def test_nothing_is_lost_or_doubled_when_workers_are_killed(durable: Database, killed: Killed, until: Until) -> None:
    drafts, jobs, texts = Drafts(durable), DurableJobs(durable), iter(numbered(KILLS_OF_WORKERS))
    asked: list[UUID] = []
    for text in texts:
        asked.append(drafts.request(jobs, drafts.draft(text)))
        killed(worker_process(durable))
    begun_again = sum(drafts.job(job).attempts > 1 for job in asked)
    with a_worker(durable):
        until(lambda: not unfinished(durable))
    check_that_all_is_done_once(durable, drafts, asked)
    assert begun_again, "no kill came in the middle of anything"


class Learner(Thread):
    """Sends one draft after another over HTTP, each until it is accepted, whatever becomes of the service meanwhile."""

    def __init__(self, drafts: Drafts, address: str) -> None:
        super().__init__(daemon=True)
        self.accepted: list[UUID] = []
        self.enough = Event()
        self._submission_id = drafts.submission()
        self._address = f"{address}/v1/submissions/{self._submission_id}/drafts"
        self._token = drafts.token_for(self._submission_id)

    def run(self) -> None:
        with httpx2.Client(headers={"Authorization": f"Bearer {self._token}"}, timeout=PATIENCE) as client:
            for number in count(1):
                self.accepted.append(self._send(client, number))
                time.sleep(0.1)  # what has piled up must be compared in the end, two a second
                if self.enough.is_set():
                    return

    def _send(self, client: httpx2.Client, number: int) -> UUID:
        """The job of the draft. A key is what tells a second attempt at it from a second draft."""
        while True:
            try:
                response = client.post(
                    self._address,
                    json={"text": f"{ACCOUNT} I noted it as case {number}."},
                    headers={"Idempotency-Key": f"draft-{number}"},
                )
            except httpx2.TransportError:
                time.sleep(0.02)
                continue
            if response.status_code not in {502, 503}:
                assert response.status_code == 201, response.text
                return UUID(response.json()["job"])


def test_what_the_service_accepted_is_neither_lost_nor_doubled_when_it_is_killed(
    durable: Database, until: Until, tmp_path: Path
) -> None:
    drafts, moments, port = Drafts(durable), random.Random(20261122), free_port()  # noqa: S311 - no secret
    learner = Learner(drafts, f"http://127.0.0.1:{port}")
    learner.start()
    for _ in range(KILLS_OF_SERVICES):
        service, before = service_process(durable, tmp_path, port), len(learner.accepted)
        service.start()
        until(lambda before=before: len(learner.accepted) > before)
        time.sleep(moments.uniform(0, 0.5))  # a moment of which nothing is known
        service.kill()
        service.join()
    service = service_process(durable, tmp_path, port)
    service.start()
    try:
        learner.enough.set()
        learner.join(PATIENCE)
        until(lambda: not unfinished(durable))
    finally:
        service.terminate()
        service.join()
    check_that_all_is_done_once(durable, drafts, learner.accepted)
    with durable.read() as session:
        assert sorted(session.scalars(sa.select(Draft.number))) == list(range(1, len(learner.accepted) + 1))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
