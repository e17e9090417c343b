"""What the routes about sampling ask for by type."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path

from service.access import Actor, Permission, require

TAG = {"name": "sampling", "description": "What quality assurance looks at, why, who looks, and how far she is."}
QualityAssurer = Annotated[Actor, require(Permission.SAMPLE)]
TableReader = Annotated[Actor, require(Permission.READ_DECISIONS)]
SubmissionId = Annotated[UUID, Path(description="The submission's id.")]
PlanId = Annotated[UUID, Path(description="The plan's id.")]
