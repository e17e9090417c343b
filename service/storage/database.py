"""The one database of an installation, and the two kinds of transaction that there are: reading and writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Semaphore
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from service.errors import SettingsInvalid

# Seconds that a writer waits for the one before it; SQLite has one writer at a time.
_BUSY_SECONDS = 30
# Seconds that emptying SQLite's log waits for those who still read it.
_EMPTYING_SECONDS = 1
_SQLITE_POOL = {"pool_size": 10, "max_overflow": 40}
# By itself every statement would see what was committed until it began.
_POSTGRESQL_READING = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
_POSTGRESQL_POOL = {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}


class Database:
    """Opens transactions. Thread-safe; one a process.

    ``url``: ``sqlite:///path`` or ``postgresql://…``. Raises SettingsInvalid where it is neither.
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _engine(self.url, **_POSTGRESQL_POOL)
        reading = {"sqlite_begin": "BEGIN"} if self.is_sqlite else _POSTGRESQL_READING
        self._read = sessionmaker(self.engine.execution_options(**reading), expire_on_commit=False)
        self._write = sessionmaker(self.engine, expire_on_commit=False)
        # SQLite lets writers ask again and again, each on a connection that nobody else can use meanwhile.
        self._turn = Semaphore(1) if self.is_sqlite else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed at the end, and undone by an exception.

        On SQLite it takes the write lock at once: a reader that turns into a writer half-way can only fail.
        """
        with self._one_at_a_time(), self._write.begin() as session:
            yield session

    def ping(self) -> None:
        """Raise an error of SQLAlchemy's where the database does not answer."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def forget_deleted(self) -> bool:
        """Leave nothing in the database's files of what was deleted; False while somebody's reading keeps it there.

        On SQLite the write-ahead log holds pages as they once were, and is emptied here; pages of the file itself are
        overwritten when they become free (`_prepare_sqlite`). PostgreSQL overwrites when it needs the room.
        """
        if not self.is_sqlite:
            return True
        with self._one_at_a_time(), closing(sqlite3.connect(self.url.database or "", _EMPTYING_SECONDS)) as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Wait for the writers of this process before taking a connection; for those of others, SQLite does."""
        mine = self._turn is not None and self._turn.acquire(timeout=_BUSY_SECONDS)
        try:
            yield
        finally:
            if self._turn is not None and mine:
                self._turn.release()


def sqlite_url(file: Path) -> str:
    """The address of a database in one file."""
    return f"sqlite:///{file.absolute()}"


def _with_driver(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsInvalid(_ADVICE) from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return parsed
    raise SettingsInvalid(_ADVICE)


_ADVICE = (
    "TALLYMARK_DATABASE_URL cannot be used. Write it as postgresql://user:password@host/name or "
    "sqlite:///path/to/file, or unset it."
)


def _engine(url: URL, **options: Any) -> Engine:  # noqa: ANN401 - as SQLAlchemy has it
    # An error would otherwise quote what was to be written, and is kept with the job that it ends.
    return create_engine(url, hide_parameters=True, **options)


def _sqlite_engine(url: URL) -> Engine:
    engine = _engine(url, connect_args={"timeout": _BUSY_SECONDS}, **_SQLITE_POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
    # The driver would begin transactions when it sees fit: `_begin_sqlite` does.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Not every build of SQLite overwrites by itself what is deleted.
    connection.execute("PRAGMA secure_delete = ON")
    # SQLite's own knows the letters of English alone.
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | None) -> str | None:
    return None if value is None else value.lower()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))
