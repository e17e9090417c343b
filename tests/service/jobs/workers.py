"""Real workers with the instant model, in processes of their own that start at once.

Starting Python and importing everything takes seconds; these are forked from a process that has it all imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from service.analysers import Load
from service.jobs.system import SCHEMA
from service.jobs.worker import run_worker
from service.server import run
from service.settings import Settings
from service.storage import Database
from service.storage.tables import Table

_HERE = str(Path(__file__).parent)


@cache
def processes() -> ForkServerContext:
    """Where processes are forked from one that has imported and built everything."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["warm_worker"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", _HERE, prepend=os.pathsep)
        forkserver.ensure_running()
    return context


@cache
def _warm() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(_HERE)
        return import_module("warm_worker")


def warm_analyser() -> Load:
    """What gives the analyser that those processes have built."""
    load: Load = _warm().load
    return load


def settings_for(database: Database) -> Settings:
    return Settings(database_url=database.url.render_as_string(hide_password=False), log_level="ERROR")


def worker_process(database: Database) -> BaseProcess:
    """A worker that has not been started yet."""
    return processes().Process(target=run_worker, args=(settings_for(database), warm_analyser()))


def service_process(database: Database, data: Path, port: int = 0) -> BaseProcess:
    """The whole service, with a worker that it watches over; it has not been started yet."""
    settings = settings_for(database).model_copy(update={"data": data, "port": port})
    return processes().Process(target=run, args=(settings, warm_analyser(), "fork"))


def telling_worker(database: Database, file: Path) -> BaseProcess:
    """A worker that says everything, in ``file``; it has not been started yet."""
    settings = settings_for(database).model_copy(update={"log_level": "DEBUG"})
    return processes().Process(target=_warm().work_telling, args=(settings, file))


def gated_service(settings: Settings, folder: Path) -> BaseProcess:
    """A service whose analyses wait at a gate in ``folder``: `warm_worker.serve_gated`. It has not been started yet."""
    return processes().Process(target=_warm().serve_gated, args=(settings, folder))


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
