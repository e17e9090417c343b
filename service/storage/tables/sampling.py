"""Sampling plans: what quality assurance is to look at within a period, why, and who."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfCentre, OfPerson, Table


class SamplingPlan(Table):
    """A plan that a quality assurer drew for what was decided from ``since`` until before ``until``. Immutable.

    ``drawn``: the numbers that it was drawn from, and what could not be covered (`service.sampling.schemas.Frame`).
    """

    __tablename__ = "sampling_plan"

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    by: Mapped[OfPerson]
    at: Mapped[Made]
    since: Mapped[datetime]
    until: Mapped[datetime]
    due_on: Mapped[date]
    """By when everything is to be looked at."""
    share: Mapped[float | None]
    capacity: Mapped[int | None]
    """What was asked for; neither: what the rules ask for."""
    seed: Mapped[int] = mapped_column(BigInteger)
    rules: Mapped[str] = mapped_column(String(20))
    """Version of the rules that it followed."""
    drawn: Mapped[dict[str, Any]]


class SamplingPlanChoice(Table):
    """A submission that a plan names, as it was at that moment. Immutable."""

    __tablename__ = "sampling_plan_choice"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("sampling_plan.id"), primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True, index=True)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), index=True)
    assessor_id: Mapped[OfPerson]
    """Who had decided most of it."""
    assurer_id: Mapped[OfPerson]
    """Who is to look."""
    band: Mapped[str] = mapped_column(String(20))
    score: Mapped[float]
    stratum: Mapped[str] = mapped_column(String(20))
    probability: Mapped[float]
    reasons: Mapped[list[Any]]
    """Ids of reasons (`service/sampling/reasons.yaml`), the weightiest first."""
    covers: Mapped[list[Any]]
    """``[[dimension, value], …]``: people and cohorts by their ids."""
    decisions: Mapped[dict[str, Any]]
    """What was in force at that moment: ``{marking point: id of the decision}``."""
