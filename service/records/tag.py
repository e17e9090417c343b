"""What the routes of this slice are called together in the OpenAPI document, and who may call them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path

from service.access import Actor, Permission, require

TAG = {
    "name": "records",
    "description": "What is kept and for how long: audit log, export, erasure, retention, and what learners are told.",
}
Keeper = Annotated[Actor, require(Permission.MANAGE_RECORDS)]
"""Whoever looks after a centre's records."""
PersonId = Annotated[UUID, Path(description="Id of a person of your centre.")]
SubmissionId = Annotated[UUID, Path(description="Id of a submission of your centre.")]
