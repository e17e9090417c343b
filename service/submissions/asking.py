"""What the routes about submissions ask for by type."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path

from service.access import Actor, Permission, require

Learner = Annotated[Actor, require(Permission.SUBMIT)]
"""Somebody who writes accounts of her own."""
Reader = Annotated[Actor, require(Permission.READ_SUBMISSIONS)]
"""Somebody who may read submissions: her own, or those of the centre."""
SubmissionId = Annotated[UUID, Path(description="The submission's id.")]
DraftNumber = Annotated[int, Path(ge=1, le=1_000_000, description="The draft's number, 1 for the first.")]
