"""Comments that assessors keep for themselves, to use again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, Table


class BankComment(Table):
    """Words of one person's, for one unit, and for one of its marking points where they belong to one.

    Nothing points here: what was sent is a copy. The row goes when she removes it, and with her.
    """

    __tablename__ = "bank_comment"
    __table_args__ = (Index("ix_bank_comment_of_person", "person_id", "unit_id", "marking_point"),)

    id: Mapped[Identifier]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[str] = mapped_column(String(100))
    marking_point: Mapped[str | None] = mapped_column(String(20))
    content: Mapped[str]
    """It may quote a learner, though the page asks not to."""
    created_at: Mapped[Made]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
