"""How it is known which workers are alive, so that the jobs of a dead one are taken over by another.

SQLite has one worker: it holds a lock on a file, which the system lifts when it dies, and the next one goes on with
what it finds begun. On PostgreSQL each worker holds an advisory lock, which the database lifts with its connection;
whoever can take a worker's lock knows that it is dead.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from service.storage import Database

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_ATTEMPTS = 0.2
_LOCK = text("SELECT pg_try_advisory_lock(hashtextextended('tallymark worker ' || :executor, 0))")
_LOCK_FOR_NOW = text("SELECT pg_try_advisory_xact_lock(hashtextextended('tallymark worker ' || :executor, 0))")

# By this name the service sees that there are workers, without knowing of any one.
_NAME = "tallymark worker"
_SHOW = text("SELECT set_config('application_name', :name, false)")
_SHOWN = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = :name AND datname = current_database()")


class Presence(Protocol):
    """That one worker is alive."""

    executor_id: str
    """What DBOS knows it as."""

    def begin(self, stopping: Event) -> bool:
        """Show that the worker is alive, on SQLite as soon as the one before it is dead; False if stopped before."""

    def renew(self) -> None:
        """Go on showing it, whatever became of the connection that it was shown on."""

    def dead(self, executor_ids: Iterable[str]) -> Iterator[str]:
        """Those of other workers that are dead; while one is looked at, nobody else can look at it."""

    def end(self) -> None:
        """Show it no longer."""


def a_worker_is_there(database: Database) -> bool:
    """Whether any worker is alive."""
    if database.is_sqlite:
        return _is_locked(_lock_file(database))
    with database.read() as session:
        return bool(session.execute(_SHOWN, {"name": _NAME}).scalar_one())


def presence_in(database: Database) -> Presence:
    """The presence of a new worker."""
    return _OnlyOne(_lock_file(database)) if database.is_sqlite else _OneOfMany(database)


class _OnlyOne:
    """SQLite: DBOS itself goes on with the jobs of the worker before, as it has the same name."""

    executor_id = "worker"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def begin(self, stopping: Event) -> bool:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        waiting = False
        while not stopping.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not waiting:
                    logger.info("another worker is at work; waiting for it to end")
                    waiting = True
                stopping.wait(_SECONDS_BETWEEN_ATTEMPTS)
                continue
            self._file = file
            return True
        os.close(file)
        return False

    def renew(self) -> None:
        """The system keeps the lock."""

    def dead(self, executor_ids: Iterable[str]) -> Iterator[str]:
        del executor_ids
        return iter(())

    def end(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _OneOfMany:
    """PostgreSQL. The lock belongs to a connection of its own: it must reach the database without a pool in between."""

    def __init__(self, database: Database) -> None:
        self.executor_id = uuid4().hex
        self._database = database
        self._connection: Connection | None = None

    def begin(self, stopping: Event) -> bool:
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # Whoever thinks this worker dead holds its lock for a moment.
        while not connection.execute(_LOCK, {"executor": self.executor_id}).scalar_one():
            stopping.wait(_SECONDS_BETWEEN_ATTEMPTS)
        connection.execute(_SHOW, {"name": _NAME})
        self._connection = connection
        return True

    def renew(self) -> None:
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self.end()
            self.begin(Event())

    def dead(self, executor_ids: Iterable[str]) -> Iterator[str]:
        for executor_id in set(executor_ids) - {self.executor_id}:
            with self._held(executor_id) as held:
                if held:
                    yield executor_id

    def end(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    @contextmanager
    def _held(self, executor_id: str) -> Iterator[bool]:
        with self._database.engine.begin() as connection:
            yield bool(connection.execute(_LOCK_FOR_NOW, {"executor": executor_id}).scalar_one())


def _lock_file(database: Database) -> Path:
    return Path(f"{database.url.database}.worker.lock")


def _is_locked(path: Path) -> bool:
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False
