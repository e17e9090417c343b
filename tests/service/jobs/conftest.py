"""Drafts to analyse, and a worker's workplace with the instant model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.pipeline import fake_analyser
from service.jobs import RecordedJobs
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage import Database
from tests.service.jobs.drafts import Drafts


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
