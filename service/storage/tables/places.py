"""Where submissions stand in the queue. Written by `service.triage`; everything here can be made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Table


class Place(Table):
    """Where a submission stands, as a centre sees it that hides suggestions at first (``blind``) or does not.

    Both are kept, so that a centre can change its mind. The queue is read in the order of the index.
    """

    __tablename__ = "place"
    __table_args__ = (Index("ix_place_order", "centre_id", "blind", "rank", "since", "submission_id"),)

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    blind: Mapped[bool] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    group: Mapped[str] = mapped_column(String(40))
    """Id of a group in the rules of triage."""
    rank: Mapped[int]
    """Which group it is in the order of the rules, 1 for the first."""
    since: Mapped[datetime]
    """Since when it has waited: handed in, or contested."""
    rules: Mapped[str] = mapped_column(String(16), index=True)
    """The rules that put it there, by the beginning of their hash."""


class PlaceReason(Table):
    """Why a submission stands where it stands. ``facts``: numbers and ids that the rule's sentence names."""

    __tablename__ = "place_reason"
    __table_args__ = (ForeignKeyConstraint(["submission_id", "blind"], ["place.submission_id", "place.blind"]),)

    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    blind: Mapped[bool] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    """Id of a rule of triage."""
    number: Mapped[int]
    """1 for the first."""
    facts: Mapped[dict[str, Any]]
