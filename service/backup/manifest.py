"""What a backup says of itself: enough to find out whether it is whole, and whether it was restored whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from alembic.migration import MigrationContext
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from service.audit.verifying import Anchor, anchors
from service.errors import BackupUnusable
from service.storage.tables.submissions import Draft, DraftDocument, Submission

MANIFEST, DATABASE, ORIGINALS = "manifest.json", "database", "originals"
"""Names in the archive; an original's is ``originals/CENTRE/SHA256``."""
Kind = Literal["sqlite", "postgresql"]


class OriginalFile(BaseModel):
    """An original file that the database refers to."""

    model_config = ConfigDict(frozen=True)

    centre_id: UUID
    sha256: str = Field(pattern="^[0-9a-f]{64}$")

    @property
    def name(self) -> str:
        """Its name in the archive."""
        return f"{ORIGINALS}/{self.centre_id}/{self.sha256}"


class Facts(BaseModel):
    """What a database held when it was backed up. ``rows``: their number by table."""

    model_config = ConfigDict(frozen=True)

    revision: str | None
    rows: dict[str, int]
    originals: tuple[OriginalFile, ...]
    anchors: tuple[Anchor, ...]


class Manifest(Facts):
    """``lost``: originals that the database refers to and that were not there, or not what was kept."""

    format: Literal[1] = 1
    program: str
    made_at: datetime
    database: Kind
    database_sha256: str
    lost: tuple[OriginalFile, ...]

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Raises BackupUnusable where it is not there or is none of ours."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            raise BackupUnusable("The file is no whole backup of Tallymark. Take another one.") from None


def facts_of(connection: Connection) -> Facts:
    """What a database holds, as one transaction sees it."""
    with Session(connection) as session:
        keys = session.execute(
            sa.select(Submission.centre_id, DraftDocument.original_sha256)
            .join(Draft, Draft.id == DraftDocument.draft_id)
            .join(Submission, Submission.id == Draft.submission_id)
            .where(DraftDocument.original_sha256.is_not(None))
            .distinct()
            .order_by(Submission.centre_id, DraftDocument.original_sha256)
        )
        return Facts(
            revision=MigrationContext.configure(connection).get_current_revision(),
            rows=count_rows(connection),
            originals=tuple(OriginalFile(centre_id=centre, sha256=sha256) for centre, sha256 in keys if sha256),
            anchors=tuple(anchors(session)),
        )


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows every table has that there is, besides those in other schemas."""
    names = sa.inspect(connection).get_table_names()
    count = sa.func.count()
    return {name: connection.scalar(sa.select(count).select_from(sa.table(name))) or 0 for name in sorted(names)}
