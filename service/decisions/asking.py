"""What the routes about decisions ask for by type."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path

from service.access import Actor, Permission, require

Reader = Annotated[Actor, require(Permission.READ_SUBMISSIONS)]
"""Somebody who may read submissions: her own, or those of the centre."""
Assessor = Annotated[Actor, require(Permission.ASSESS)]
Learner = Annotated[Actor, require(Permission.CONTEST)]
Reviewer = Annotated[Actor, require(Permission.REVIEW_CONTESTS)]
"""Somebody who decides besides an assessor: on a contest, or for quality assurance."""
QualityAssurer = Annotated[Actor, require(Permission.SAMPLE)]
TableReader = Annotated[Actor, require(Permission.READ_DECISIONS)]

SubmissionId = Annotated[UUID, Path(description="The submission's id.")]
DecisionId = Annotated[UUID, Path(description="The decision's id.")]
ContestId = Annotated[UUID, Path(description="The contest's id.")]
