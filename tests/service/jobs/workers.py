"""Real workers with the instant model, in processes of their own that start at once.

Starting Python and importing everything takes seconds; these are forked from a process that has it all imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import sqlalchemy as sa

from nlp.pipeline import fake_analyser
from service.jobs.system import SCHEMA
from service.jobs.worker import run_worker
from service.settings import Settings
from service.storage import Database
from service.storage.tables import Table

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["service.jobs.worker", "service.server"])


def settings_for(database: Database) -> Settings:
    return Settings(database_url=database.url.render_as_string(hide_password=False), log_level="WARNING")


def worker_process(database: Database) -> BaseProcess:
    """A worker that has not been started yet."""
    return PROCESSES.Process(target=run_worker, args=(settings_for(database), fake_analyser))


@contextmanager
def a_worker(database: Database) -> Iterator[BaseProcess]:
    """A worker that is told to stop in the end."""
    process = worker_process(database)
    process.start()
    try:
        yield process
    finally:
        process.terminate()
        process.join()


def empty_jobs(database: Database) -> None:
    """Remove what DBOS knows of jobs; `tests.service.databases.empty` knows nothing of its tables."""
    ours = set(Table.metadata.tables) | {"alembic_version", "dbos_migrations"}
    with database.engine.begin() as connection:
        schema = None if database.is_sqlite else SCHEMA
        for table in set(sa.inspect(connection).get_table_names(schema)) - ours:
            name = table if schema is None else f"{schema}.{table}"
            connection.execute(sa.text(f"DELETE FROM {name}"))  # noqa: S608 - its own names
