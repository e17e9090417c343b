"""A real SQLite file and a real PostgreSQL database for tests, each made once a run and emptied before each test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from service.storage import Database
from service.storage.migrations import migrate
from service.storage.tables import Table

SERVER = "TALLYMARK_TEST_DATABASE_URL"
"""Where a PostgreSQL runs in which tests may make databases; where it is unset, they start one of their own."""

_WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def empty(database: Database) -> None:
    """Remove all rows, past the triggers that forbid it.

    Most tests fill a few tables, and the others are left alone: to truncate an empty one costs as much as a full one.
    """
    with database.read() as session:
        filled = session.scalars(_filled_tables()).all()
    with changing_anything(database, filled) as connection:
        for table in filled:
            connection.execute(sa.text(f'DELETE FROM "{table}"'))  # noqa: S608 - our own names


@contextmanager
def changing_anything(database: Database, tables: Sequence[str]) -> Iterator[sa.Connection]:
    """A transaction that no trigger of these tables sees, and in which rows may come in any order."""
    with database.engine.begin() as connection:
        triggers = _without_triggers(connection, tables) if database.is_sqlite else []
        if not database.is_sqlite:
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        yield connection
        for trigger in triggers:
            connection.execute(sa.text(trigger))


@cache
def _filled_tables() -> sa.CompoundSelect[str]:
    """The names of the tables that have rows."""
    tables = Table.metadata.sorted_tables
    return sa.union_all(*(sa.select(sa.literal(table.name)).where(sa.exists().select_from(table)) for table in tables))


def _without_triggers(connection: sa.Connection, tables: Sequence[str]) -> Sequence[str]:
    """Remove the triggers of these tables of SQLite's, and give the statements that make them."""
    connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
    of_tables = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN :tables")
    triggers = connection.execute(of_tables.bindparams(sa.bindparam("tables", tables, expanding=True))).all()
    for name, _ in triggers:
        connection.execute(sa.text(f'DROP TRIGGER "{name}"'))
    return [made for _, made in triggers]


def waiting(database: Database) -> int:
    """How many wait for a lock of PostgreSQL's."""
    with database.read() as session:
        return int(session.execute(_WAITING).scalar_one())


def rows_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order of its own."""
    with database.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(sa.select(table))), key=repr)
            for table in Table.metadata.sorted_tables
        }


@contextmanager
def sqlite_database(folder: Path) -> Iterator[Database]:
    """A migrated database in a file of its own."""
    database = Database(f"sqlite:///{folder / 'tallymark.sqlite'}")
    migrate(database)
    yield database
    database.close()


@contextmanager
def postgresql_database(server: str) -> Iterator[Database]:
    """A migrated database of its own on ``server``; it is dropped in the end."""
    with new_postgresql_database(server) as database:
        migrate(database)
        yield database


@contextmanager
def new_postgresql_database(server: str) -> Iterator[Database]:
    """A database without tables on ``server``; it is dropped in the end."""
    name = f"tallymark_{uuid4().hex[:12]}"
    on_server = Database(server)
    database = Database(on_server.url.set(database=name).render_as_string(hide_password=False))
    _command(on_server, f"CREATE DATABASE {name}")
    try:
        yield database
    finally:
        database.close()
        _command(on_server, f"DROP DATABASE {name} WITH (FORCE)")
        on_server.close()


def _command(server: Database, statement: str) -> None:
    with server.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(statement))


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL: the one that the environment names, else one started here and stopped in the end."""
    if given := os.environ.get(SERVER):
        yield given
        return
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if binaries is None:
        pytest.skip(f"needs PostgreSQL (Debian: apt-get install postgresql), or {SERVER}")
    # Not one of pytest's own folders: the next pytest that starts shuts those to everybody but itself.
    with TemporaryDirectory(prefix="tallymark-postgresql-") as folder, _started(binaries, Path(folder)) as address:
        yield address


@contextmanager
def _started(binaries: Path, folder: Path) -> Iterator[str]:
    port, data = _free_port(), folder / "postgresql"
    data.mkdir()
    # It refuses to run as root.
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(data, "postgres", "postgres")
        folder.chmod(folder.stat().st_mode | 0o011)

    def run(program: str, *arguments: str | Path) -> None:
        command = [*as_user, binaries / program, "-D", data, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    run("initdb", "-U", "tallymark", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200"
    )
    run("pg_ctl", "-w", "-o", options, "-l", data / "log", "start")
    try:
        yield f"postgresql://tallymark@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
