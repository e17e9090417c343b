"""A service with an instant model, and what makes that model wait."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from threading import Event, Lock

import pytest
from starlette.testclient import TestClient

from criteria_bank.loader import default_unit_id, unit_path
from nlp.classifier.base import Passage, Prediction
from nlp.classifier.fake import FakeClassifier
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import Matching
from service.analysers import Analysers
from service.app import create_app
from service.jobs.system import bring_up_to_date
from service.settings import Settings
from service.storage import Database
from service.storage.opening import open_database
from tests.patience import wait_until
from tests.service.collectors import Collector, collecting
from tests.service.databases import empty, postgresql_database, postgresql_server, sqlite_database
from tests.service.jobs.workers import empty_jobs
from tests.service.receivers import Receiver, receiving
from tests.service.world import World, open_world

ACCOUNT = "I rang the customer back the same day. She told me that it was the waiting which had worried her."
Serve = Callable[..., TestClient]


class GatedClassifier:
    """The fake classifier behind a gate: while ``open`` is not set, whoever asks waits. ``waiting`` counts them."""

    matching: Matching = "trained"

    def __init__(self, inner: FakeClassifier) -> None:
        self.name = inner.name
        self.open = Event()
        self.open.set()
        self.waiting = 0
        self._inner = inner
        self._lock = Lock()

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        self._count(1)
        self.open.wait()
        self._count(-1)
        return self._inner.predict(passages)

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        return next(self.predict([passage])).rows(indices)

    def _count(self, change: int) -> None:
        with self._lock:
            self.waiting += change


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with sqlite_database(tmp_path_factory.mktemp("sqlite")) as database:
        yield database


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server in which tests may make databases."""
    with postgresql_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql(postgresql_url: str) -> Iterator[Database]:
    with postgresql_database(postgresql_url) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind: what uses this fixture runs on both."""
    database: Database = request.getfixturevalue(request.param)
    empty(database)
    return database


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Database], World]]:
    """One service for each database: starting one takes longer than most tests of its routes."""
    with ExitStack() as stack:
        yield cache(lambda database: stack.enter_context(open_world(database, tmp_path_factory.mktemp("world"))))


@pytest.fixture
def world(database: Database, worlds: Callable[[Database], World]) -> World:
    """A service with an empty database of each kind, and centres and people as a test needs them.

    The service is shared: a test that changes its routes or its state takes `own_world`.
    """
    return worlds(database).anew()


@pytest.fixture
def own_world(database: Database, tmp_path: Path) -> Iterator[World]:
    """As `world`, with a service of one's own."""
    with open_world(database, tmp_path) as world:
        yield world


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def collector() -> Iterator[Collector]:
    """Where traces arrive."""
    with collecting() as started:
        yield started


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Where webhooks arrive."""
    with receiving(Receiver()) as started:
        yield started


@pytest.fixture
def production() -> dict[str, str]:
    """Settings that production starts with, for the host name that the tests' client asks for."""
    return {
        "environment": "production",
        "secret_key": "kP3x9vQm2Lr8Zt5Wc7Yb1Nd4Hf6Jg0As",
        "public_url": "https://tallymark.example",
        "trusted_hosts": "testserver,tallymark.example",
    }


@pytest.fixture(scope="session")
def sqlite_with_jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with sqlite_database(tmp_path_factory.mktemp("jobs")) as database:
        bring_up_to_date(database)
        yield database


@pytest.fixture(scope="session")
def postgresql_with_jobs(postgresql_url: str) -> Iterator[Database]:
    with postgresql_database(postgresql_url) as database:
        bring_up_to_date(database)
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def durable(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind with the tables of jobs; apart from the others, as real workers use it."""
    database: Database = request.getfixturevalue(f"{request.param}_with_jobs")
    empty(database)
    empty_jobs(database)
    return database


@pytest.fixture
def account() -> str:
    return ACCOUNT


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One service for all tests that leave it as it was."""
    settings = Settings(workers=2, data=tmp_path_factory.mktemp("data"))
    with _served(settings, Analysers(fake_analyser)) as client:
        yield client


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database: to copy it takes less time than to make one."""
    folder = tmp_path_factory.mktemp("template") / "data"
    database = open_database(Settings(data=folder))
    bring_up_to_date(database)
    database.close()
    return folder


@pytest.fixture
def serve(tmp_path: Path, data_folder: Path) -> Iterator[Serve]:
    """Start a service of one's own: ``serve(analysers=…, wait=False, workers=1, …)``; settings by name."""
    with ExitStack() as stack:

        def start(
            *, analysers: Analysers | None = None, wait: bool = True, **settings: int | float | str
        ) -> TestClient:
            folder = tmp_path / "data"
            if not folder.exists():
                shutil.copytree(data_folder, folder)
            chosen = Settings.model_validate({"data": folder, **settings})
            served = _served(chosen, analysers or Analysers(fake_analyser), wait=wait)
            return stack.enter_context(served)

        yield start


@pytest.fixture(scope="session")
def serve_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """As `serve` with settings alone: one service for all tests that ask for the same and leave it as it was."""
    with ExitStack() as stack:

        @cache
        def start(**settings: int | float | str) -> TestClient:
            chosen = Settings.model_validate({"data": tmp_path_factory.mktemp("shared"), **settings})
            return stack.enter_context(_served(chosen, Analysers(fake_analyser)))

        yield start


@pytest.fixture
def gate() -> Iterator[GatedClassifier]:
    classifier = GatedClassifier(FakeClassifier(fake_analyser().unit))
    yield classifier
    classifier.open.set()


@pytest.fixture
def gated(gate: GatedClassifier) -> Analysers:
    """Analysers whose work waits at ``gate``."""

    def load(unit_id: str | None) -> Analyser:
        fake = fake_analyser(unit_id)
        return Analyser(fake.loaded_unit, gate, fake.rules)

    return Analysers(load)


@pytest.fixture
def second_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install a copy of the default unit under another id, and give the id."""
    original = unit_path(default_unit_id())
    monkeypatch.setenv("TALLYMARK_UNIT", original.stem)
    text = original.read_text(encoding="utf-8").replace(f"id: {original.stem}", "id: another-unit", 1)
    (tmp_path / "another-unit.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", str(tmp_path))
    return "another-unit"


@pytest.fixture
def policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The unit with a qualification for each feedback policy."""
    shipped = unit_path(default_unit_id())
    text = shipped.read_text(encoding="utf-8")
    rows = "".join(
        f"  - {{id: {policy}, title: A diploma, level: 3, feedback: '{policy}'}}\n" for policy in ("signpost", "off")
    )
    changed = text.replace("learning_outcomes:\n", f"{rows}learning_outcomes:\n", 1).replace("\n\n  - {", "\n  - {", 1)
    (tmp_path / shipped.name).write_text(changed, encoding="utf-8")
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", str(tmp_path))


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Wait for something to become true."""
    return wait_until


@contextmanager
def _served(settings: Settings, analysers: Analysers, *, wait: bool = True) -> Iterator[TestClient]:
    app: AbstractContextManager[TestClient] = TestClient(create_app(settings, analysers))
    with app as client:
        if wait:
            wait_until(lambda: client.get("/health/ready").status_code == 200)
        yield client
