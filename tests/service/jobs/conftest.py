"""Drafts to analyse, and a worker's workplace with the instant model."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from nlp.pipeline import fake_analyser
from service.jobs import RecordedJobs
from service.jobs.comparing import Indexes
from service.jobs.system import bring_up_to_date
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage import Database
from tests.service.databases import empty, postgresql_database, sqlite_database
from tests.service.jobs.drafts import Drafts
from tests.service.jobs.workers import empty_jobs


@pytest.fixture
def jobs() -> RecordedJobs:
    return RecordedJobs()


@pytest.fixture
def workplace(database: Database, jobs: RecordedJobs) -> Workplace:
    return Workplace(Settings(), database, jobs, InstalledAnalysers(fake_analyser), Indexes())


@pytest.fixture
def drafts(database: Database) -> Drafts:
    """The drafts of one centre."""
    return Drafts(database)


@pytest.fixture
def another_centre(database: Database) -> Callable[[], Drafts]:
    return lambda: Drafts(database)


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
