"""One consistent copy of the database while others go on writing, and what it held at that moment."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from service.backup.manifest import Facts, facts_of
from service.errors import BackupFailed, BackupUnusable
from service.storage import Database
from service.storage.database import sqlite_url

_NOTHING = subprocess.DEVNULL
_WHOLE_AND_NOBODYS = ("--no-owner", "--no-privileges")


def dump(database: Database, target: Path) -> Facts:
    """Write the whole database to ``target``: a file of SQLite, or pg_dump's own format.

    Raises BackupFailed where the programs of PostgreSQL are not there or do not succeed.
    """
    return _dump_sqlite(database, target) if database.is_sqlite else _dump_postgresql(database, target)


def load(database: Database, source: Path) -> None:
    """Fill an empty database from what `dump` has written.

    Raises BackupFailed or BackupUnusable; on PostgreSQL the database is then as it was.
    """
    if database.is_sqlite:
        _load_sqlite(database, source)
    else:
        _load_postgresql(database, source)


def _dump_sqlite(database: Database, target: Path) -> Facts:
    with closing(database.engine.raw_connection()) as connection, closing(sqlite3.connect(target)) as copy:
        driver = connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError("SQLite is used through another driver than ours.")
        driver.backup(copy)
    copied = Database(sqlite_url(target))
    try:
        with copied.engine.connect() as reading:
            return facts_of(reading)
    finally:
        copied.close()


def _load_sqlite(database: Database, source: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy,
            closing(database.engine.raw_connection()) as connection,
        ):
            copy.backup(connection.driver_connection)  # type: ignore[arg-type]  # SQLite's own, as the dialect is
    except sqlite3.DatabaseError:
        raise BackupUnusable("The database in the backup cannot be read. Take another backup.") from None
    # What connections have read of the empty database is out of date.
    database.engine.dispose()


def _dump_postgresql(database: Database, target: Path) -> Facts:
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database.engine.connect().execution_options(**options) as connection:
        snapshot = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        _run(database, "pg_dump", "--format=custom", *_WHOLE_AND_NOBODYS, f"--snapshot={snapshot}", f"--file={target}")
        return facts_of(connection)


def _load_postgresql(database: Database, source: Path) -> None:
    # What is there is empty tables at most.
    replace = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    _run(database, "pg_restore", *_WHOLE_AND_NOBODYS, *replace, str(source))


def _run(database: Database, program: str, *arguments: str) -> None:
    address = database.url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    # A password among the arguments could be read by everybody on this machine.
    environment = os.environ | ({"PGPASSWORD": str(database.url.password)} if database.url.password else {})
    command = [program, f"--dbname={address}", *arguments]
    try:
        # Its messages may quote rows.
        done = subprocess.run(  # noqa: S603 - the two programs named above, and nothing from outside
            command, check=False, env=environment, stdin=_NOTHING, stdout=_NOTHING, stderr=_NOTHING
        )
    except FileNotFoundError:
        raise BackupFailed(f"{program} is missing. Install the client programs of PostgreSQL.") from None
    if done.returncode:
        raise BackupFailed(
            f"{program} did not succeed. It must not be older than the server, which must be reachable and let us in; "
            "and there must be room on the disk."
        )
