"""What the forms of the marking page hold."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.decisions.schemas import Remark
from service.storage.tables.analyses import Status


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=0, description="The submission's version that she has seen.")


class PointForm(_Form):
    """A decision on one marking point."""

    status: Status
    comment: Remark | None = None
    evidence: tuple[str, ...] = ()
    draft: int = Field(ge=1)
    outcome: Literal["decided", "referred_back"] | None = None
    """Where a contested submission belongs now, if that changes."""


class RestoreForm(_Form):
    """Putting back a decision of one's own."""

    decision: UUID
    draft: int = Field(ge=1)


class MoveForm(_Form):
    """Taking a submission, or giving it back to the queue."""

    move: Literal["take", "release"]


class FinishForm(_Form):
    """Closing a submission. ``standard``: what is written to the learner where she writes nothing herself."""

    outcome: Literal["decide", "refer_back"]
    feedback: Remark | None = None
    standard: Remark | None = None
    next: Literal["on"] | None = None


class StanceForm(BaseModel):
    """Whether she agrees with what was suggested."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: UUID
    agrees: Literal["yes", "no"]


class SeenQuery(BaseModel):
    """What a page that stands open has seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=0)
    since: datetime
