"""Standardisation exercises: the same work marked by several people, each without knowing what the others gave.

Nothing here touches what was decided on a submission: an exercise is about those who judge.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfCentre, OfPerson, OfSubmission, Table, one_of
from service.storage.tables.analyses import Status


class Standardisation(Table):
    """An exercise that a quality assurer set up for one unit. Immutable."""

    __tablename__ = "standardisation"

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    unit_id: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    by: Mapped[OfPerson]
    at: Mapped[Made]


class StandardisationClosing(Table):
    """That no more is marked in an exercise. Immutable."""

    __tablename__ = "standardisation_closing"

    standardisation_id: Mapped[UUID] = mapped_column(ForeignKey("standardisation.id"), primary_key=True)
    by: Mapped[OfPerson]
    at: Mapped[Made]


class StandardisationScript(Table):
    """One draft that is marked in an exercise. Immutable."""

    __tablename__ = "standardisation_script"
    __table_args__ = (
        UniqueConstraint("standardisation_id", "number"),
        UniqueConstraint("standardisation_id", "submission_id"),
    )

    id: Mapped[Identifier]
    standardisation_id: Mapped[UUID] = mapped_column(ForeignKey("standardisation.id"))
    number: Mapped[int]
    """1 for the first; those who mark know it by nothing else."""
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), index=True)


class StandardisationInvitation(Table):
    """That somebody was asked to mark. Immutable."""

    __tablename__ = "standardisation_invitation"

    standardisation_id: Mapped[UUID] = mapped_column(ForeignKey("standardisation.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[Made]


class StandardisationMark(Table):
    """What somebody gave one marking point of a script, with her words. Immutable but for the words, which can go.

    ``evidence``: ``[{"start", "end"}]``, the passages that it rests on, offsets into the draft's text.
    """

    __tablename__ = "standardisation_mark"
    __table_args__ = (UniqueConstraint("script_id", "person_id", "marking_point"),)

    id: Mapped[Identifier]
    script_id: Mapped[UUID] = mapped_column(ForeignKey("standardisation_script.id"))
    person_id: Mapped[OfPerson]
    marking_point: Mapped[str] = mapped_column(String(20))
    status: Mapped[Status] = mapped_column(one_of(Status))
    suggested: Mapped[Status | None] = mapped_column(one_of(Status, "suggested"))
    """What the program had suggested, which she could not see."""
    evidence: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    note: Mapped[str | None]
    at: Mapped[Made]
    erased_at: Mapped[datetime | None]


class StandardisationStandard(Table):
    """What a marking point of a script should be given, and why. Immutable but for the words, which can go.

    A correction is a new row, superseding the one before; what nothing supersedes is in force.
    """

    __tablename__ = "standardisation_standard"
    __table_args__ = (
        Index(
            "uq_standardisation_standard_first",
            "script_id",
            "marking_point",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
    )

    id: Mapped[Identifier]
    script_id: Mapped[UUID] = mapped_column(ForeignKey("standardisation_script.id"))
    marking_point: Mapped[str] = mapped_column(String(20))
    status: Mapped[Status] = mapped_column(one_of(Status))
    rationale: Mapped[str | None]
    by: Mapped[OfPerson]
    at: Mapped[Made]
    erased_at: Mapped[datetime | None]
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("standardisation_standard.id"), unique=True)
    """The standard that this one corrects; one is corrected once, so that a chain never forks."""
