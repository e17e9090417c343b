"""A database all of whose transactions are part of one that is under way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from service.storage import Database


class Within(Database):
    """Lets what opens transactions of its own, such as the performing of a job, take part in ``session``'s.

    So a demonstration is made whole or not at all.
    """

    def __init__(self, database: Database, session: Session) -> None:  # what it opens belongs to ``database``
        self.url, self.is_sqlite, self.engine = database.url, database.is_sqlite, database.engine
        self._session = session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """The transaction that is under way."""
        yield self._session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The transaction that is under way; it is not committed here."""
        yield self._session
        self._session.flush()
