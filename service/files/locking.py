"""Between whoever refers to an original file and whoever removes it because nothing refers to it any more."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def lock_original(session: Session, centre_id: UUID, sha256: str) -> None:
    """Let nobody else lock this file until the transaction ends; whoever locks several does so by their hashes.

    SQLite has one writer at a time anyway; on PostgreSQL it is an advisory lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{centre_id}/{sha256}", 0))))
