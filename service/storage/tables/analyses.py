"""What the program said of a text, under which unit and model; and the work of finding that out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import CompressedText, Identifier, Made, OfCentre, OfPerson, Sha256, Table, one_of


class Status(StrEnum):
    """How far a marking point is evidenced."""

    MET = "met"
    PARTIAL = "partial"
    NOT = "not"


class UnitVersion(Table):
    """A unit's file as it was when an analysis used it. Immutable."""

    __tablename__ = "unit_version"

    sha256: Mapped[Sha256] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(100), index=True)
    version: Mapped[str] = mapped_column(String(20))
    content: Mapped[str]
    first_used_at: Mapped[Made]


class Analysis(Table):
    """One result. Immutable but for its words: ``result`` goes when the text that it was made from is erased.

    There is one for each text, unit, model, program and qualification in a centre, and erased ones besides.
    """

    __tablename__ = "analysis"
    __table_args__ = (
        Index(
            "uq_analysis_of_text",
            *("centre_id", "text_sha256", "unit_sha256", "model", "program", "qualification_id"),
            unique=True,
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    text_sha256: Mapped[Sha256] = mapped_column(index=True)
    unit_sha256: Mapped[Sha256] = mapped_column(ForeignKey("unit_version.sha256"))
    model: Mapped[str] = mapped_column(String(100))
    program: Mapped[str] = mapped_column(String(30))
    """Version of Tallymark."""
    qualification_id: Mapped[str] = mapped_column(String(100))
    result: Mapped[str | None] = mapped_column(CompressedText)
    """The AnalysisResult as JSON, with the account's text and its own words."""
    signals: Mapped[dict[str, Any]]
    """What the queue is ordered by: counts, shares and ids of labels, no words (`service.jobs.signals`)."""
    milliseconds: Mapped[int]
    created_at: Mapped[Made]
    erased_at: Mapped[datetime | None]


class Suggestion(Table):
    """What an analysis said of one marking point. Immutable, without words: it outlives the text."""

    __tablename__ = "suggestion"

    analysis_id: Mapped[UUID] = mapped_column(ForeignKey("analysis.id"), primary_key=True)
    marking_point: Mapped[str] = mapped_column(String(20), primary_key=True)
    status: Mapped[Status] = mapped_column(one_of(Status))
    met: Mapped[float]
    partial: Mapped[float]
    not_met: Mapped[float]
    """Calibrated probabilities of the three statuses; they add up to 1."""


class DraftOverlap(Table):
    """Passages of a draft that the latest draft of another learner's submission in the centre has too. No words."""

    __tablename__ = "draft_overlap"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    other_draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), primary_key=True, index=True)
    share: Mapped[float]
    """Of the draft's own words."""
    passages: Mapped[list[Any]]
    """Start and end of each in the draft's text, in code points, longest first."""
    found_at: Mapped[Made]


class JobState(StrEnum):
    """How far the analysis of a draft has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class AnalysisJob(Table):
    """The analysis of one draft under one unit and model: asked for, waited for, done or failed."""

    __tablename__ = "analysis_job"
    __table_args__ = (
        Index("ix_analysis_job_waiting", "state", "priority", "requested_at"),
        # With the state, so that SQLite does not look through all jobs that are done for those of one draft.
        Index("ix_analysis_job_of_draft", "draft_id", "state", "ended_at"),
    )

    id: Mapped[Identifier]
    """Also the workflow's, as text."""
    centre_id: Mapped[OfCentre]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"))
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None: by the installation, for a new unit or model."""
    priority: Mapped[int] = mapped_column(default=1)
    """1 for a draft that somebody waits for, 2 for analysing again."""
    state: Mapped[JobState] = mapped_column(one_of(JobState), default=JobState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    analysis_id: Mapped[UUID | None] = mapped_column(ForeignKey("analysis.id"))
    problem: Mapped[str | None] = mapped_column(String(60))
    """Name of the kind of problem, where it failed."""
    requested_at: Mapped[Made]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Objection(Table):
    """Somebody's disagreement with one observation of the program on a draft. Immutable but for being taken back, once.

    It holds no words: ids of the unit, and places in a result that may have been erased since.
    """

    __tablename__ = "objection"
    __table_args__ = (
        Index(
            "uq_objection_standing",
            *("draft_id", "analysis_id", "observation", "by"),
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Identifier]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"))
    analysis_id: Mapped[UUID] = mapped_column(ForeignKey("analysis.id"), index=True)
    observation: Mapped[str] = mapped_column(String(200))
    """JSON Pointer into the result, such as ``/marking_points/3``."""
    kind: Mapped[str] = mapped_column(String(40))
    """What kind of observation that is (`service/objections/kinds.yaml`)."""
    about: Mapped[str | None] = mapped_column(String(100))
    """Id of what it is about, in the unit or of the program: a marking point, an element, a check."""
    by: Mapped[OfPerson]
    at: Mapped[Made]
    withdrawn_at: Mapped[datetime | None]
