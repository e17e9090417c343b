"""A real service that is told to stop: it takes nothing new, and finishes what it has begun."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from service.access.opaque_tokens import hash_token, new_token
from service.access.requiring import COOKIE
from service.jobs import RecordedJobs
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.people import PersonRole, Role, SignIn
from service.storage.tables.submissions import Draft, Submission
from tests.patience import PATIENCE
from tests.service.jobs.drafts import Drafts
from tests.service.jobs.workers import gated_service

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def service(tmp_path: Path, free_port: int) -> Iterator[tuple[BaseProcess, httpx2.Client]]:
    settings = Settings(data=tmp_path / "data", port=free_port, job_workers=0)
    process = gated_service(settings, tmp_path)
    process.start()
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{free_port}", timeout=PATIENCE) as client:
            yield process, client
    finally:
        process.kill()
        process.join()


def ends_well(process: BaseProcess) -> bool:
    process.join(PATIENCE)
    return process.exitcode == 0


def tell(process: BaseProcess, number: signal.Signals) -> None:
    assert process.pid
    os.kill(process.pid, number)


def answers(client: httpx2.Client, path: str) -> bool:
    try:
        # A connection of its own: one that came in at the last moment would be served for as long as it is used.
        return client.get(path, headers={"Connection": "close"}).status_code == 200
    except httpx2.TransportError:
        return False


def test_streams_of_events_end(service: tuple[BaseProcess, httpx2.Client], tmp_path: Path, until: Until) -> None:
    process, client = service
    until(lambda: answers(client, "/version"))
    job_id, cookie = a_job_that_waits(tmp_path / "data" / "tallymark.sqlite")
    with client.stream("GET", f"/v1/jobs/{job_id}/events", headers={"Cookie": f"{COOKIE}={cookie}"}) as answer:
        assert answer.status_code == 200
        lines = answer.iter_lines()
        assert any("waiting" in line for line in lines)
        tell(process, signal.SIGTERM)
        assert not any("done" in line for line in lines), "nobody performed it; the stream has an end all the same"
    assert ends_well(process)


def a_job_that_waits(file: Path) -> tuple[UUID, str]:
    """A job that no worker performs, and the session of the learner who waits for it."""
    database = Database(f"sqlite:///{file}")
    drafts = Drafts(database)
    job_id = drafts.request(RecordedJobs(), drafts.draft())
    token = new_token()
    with database.write() as session:
        job = session.get_one(AnalysisJob, job_id)
        learner = session.get_one(Submission, session.get_one(Draft, job.draft_id).submission_id).learner_id
        session.add(PersonRole(person_id=learner, role=Role.LEARNER))
        expires = now() + timedelta(hours=1)
        session.add(SignIn(person_id=learner, token_sha256=hash_token(token), method="password", expires_at=expires))
    database.close()
    return job_id, token


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_what_was_begun_is_finished_and_nothing_new_is_taken(
    service: tuple[BaseProcess, httpx2.Client], tmp_path: Path, until: Until, told: signal.Signals
) -> None:
    process, client = service
    until(lambda: answers(client, "/version"))
    with ThreadPoolExecutor(1) as caller:
        begun = caller.submit(client.post, "/v1/analyses", json={"text": "I asked her to wait, and rang her back."})
        until((tmp_path / "begun").exists)
        tell(process, told)
        with httpx2.Client(base_url=client.base_url, timeout=PATIENCE) as other:
            until(lambda: not answers(other, "/health/live"))
        assert not begun.done()
        assert process.is_alive()
        (tmp_path / "go-on").touch()
        assert begun.result().status_code == 200
    assert ends_well(process)
    assert "Traceback" not in (tmp_path / "output").read_text(encoding="utf-8")
