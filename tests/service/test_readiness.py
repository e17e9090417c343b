"""Whether the service can be used: every part is asked, each by name, and none may keep the others waiting."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from service.dependencies import Services
from service.files import Originals, open_originals
from service.jobs.presence import a_worker_is_there, presence_in
from service.readiness import Readiness, checks_of
from service.storage import Database
from service.storage.migrations import newest
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from tests.service.conftest import Serve

TOKEN = "v2Lr8Zt5Wc7Yb1Nd4Hf6Jg0AskP3x9vQm"
WATCHER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return open_originals(str(tmp_path / "files"))


@pytest.fixture
def asked(database: Database, originals: Originals) -> Iterator[Readiness]:
    readiness = Readiness(checks_of(database, originals, watch_workers=True))
    yield readiness
    readiness.close()


def test_everything_is_there_while_a_worker_is(
    database: Database, asked: Readiness, until: Callable[[Callable[[], bool]], None]
) -> None:
    assert asked.failing() == ("workers",)
    presence = presence_in(database)
    assert presence.begin(Event())
    assert asked.failing() == ()
    presence.end()
    # A database takes a moment to see that a connection is gone.
    until(lambda: not a_worker_is_there(database))
    assert asked.failing() == ("workers",)


def test_nobody_who_writes_makes_it_wait(database: Database, originals: Originals) -> None:
    readiness = Readiness(checks_of(database, originals, watch_workers=False), seconds=PATIENCE)
    with database.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
        assert readiness.failing() == ()
    readiness.close()


def test_a_database_of_another_shape_is_told(database: Database, asked: Readiness) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        assert "database" in asked.failing()
    finally:
        with database.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :now"), {"now": newest()})


def test_a_database_that_cannot_be_reached_is_told(originals: Originals, free_port: int) -> None:
    away = Database(f"postgresql://nobody@127.0.0.1:{free_port}/nowhere")
    readiness = Readiness(checks_of(away, originals, watch_workers=False))
    assert readiness.failing() == ("database",)
    readiness.close()


def test_files_that_cannot_be_kept_are_told(asked: Readiness, tmp_path: Path) -> None:
    assert "files" not in asked.failing()
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()], "it leaves nothing behind"
    shutil.rmtree(tmp_path / "files")
    assert "files" in asked.failing()


def test_what_does_not_answer_has_failed_and_is_not_asked_twice_at_once() -> None:
    answer, times = Event(), []

    def hang() -> bool:
        times.append(1)
        return answer.wait()

    readiness = Readiness({"slow": hang, "quick": lambda: True}, seconds=0.05)
    assert readiness.failing() == readiness.failing() == ("slow",)
    assert len(times) == 1
    answer.set()
    readiness.close()


def test_only_whoever_may_see_the_metrics_is_told_what_fails(serve: Serve, tmp_path: Path) -> None:
    client = serve(metrics_token=TOKEN)
    assert client.get("/health/ready").json() == {"status": "ok"}
    told = client.get("/health/ready", headers=WATCHER).json()
    assert told == {"status": "ok", "checks": {"model": "ok", "database": "ok", "files": "ok"}}
    break_files(client)
    for headers, named in [({}, False), (WATCHER, True)]:
        response = client.get("/health/ready", headers=headers)
        assert (response.status_code, response.json()["type"]) == (503, "urn:tallymark:problem:not-ready")
        assert ("files" in response.json()["detail"]) is named
        assert str(tmp_path) not in response.text
    assert client.get("/health/live").status_code == 200


def break_files(client: TestClient) -> None:
    """Take away the folder that files are kept in."""
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    shutil.rmtree(services.settings.files_address)
