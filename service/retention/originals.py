"""Removing original files that nothing refers to any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from service.files import Originals
from service.files.locking import lock_original
from service.retention.words import OriginalKey
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.submissions import Draft, DraftDocument, Submission

LEFT_ALONE = timedelta(days=1)
"""A file that was given this lately may belong to a draft that is about to be kept."""


def remove_unused(database: Database, originals: Originals, keys: Iterable[OriginalKey]) -> int:
    """Remove those of these files that nothing refers to; returns how many there were.

    Call it after the transaction that took the references away: what is undone must find its files still there.
    """
    removed = 0
    for key in sorted(keys):
        # In the transaction: nobody may begin to refer to the file before it is gone.
        with database.write() as session:
            lock_original(session, key.centre_id, key.sha256)
            if not _is_used(session, key) and originals.holds(key.centre_id, key.sha256):
                originals.delete(key.centre_id, key.sha256)
                removed += 1
    return removed


def abandoned(database: Database, originals: Originals) -> list[OriginalKey]:
    """Files that no record refers to, given more than a day ago: an upload or an erasure broke off there."""
    limit = now() - LEFT_ALONE
    old = [OriginalKey(file.centre_id, file.sha256) for file in originals.all() if file.given < limit]
    with database.read() as session:
        return [key for key in old if not _is_used(session, key)]


def _is_used(session: Session, key: OriginalKey) -> bool:
    of_centre = (
        exists()
        .where(DraftDocument.original_sha256 == key.sha256)
        .where(DraftDocument.draft_id == Draft.id, Draft.submission_id == Submission.id)
        .where(Submission.centre_id == key.centre_id)
    )
    return bool(session.scalar(select(of_centre)))
