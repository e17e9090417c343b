"""A database that cannot be used at the moment, as against one that was asked for something wrong."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

# Result codes of SQLite: busy, locked, input and output, full, cannot be opened.
_PASSING = frozenset({5, 6, 10, 13, 14})
_PRIMARY = 0xFF


def is_lost(error: DBAPIError) -> bool:
    """Whether the same can succeed later: the database is away or full, or others had to go first."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY in _PASSING
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
