"""What is told of a job."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.problems import Problem
from service.storage.tables.analyses import JobState

_ID = "9f0c4c8e-3f0e-4d0a-9b5e-6a1b2c3d4e5f"
EXAMPLE: dict[str, Any] = {
    "id": _ID,
    "state": "waiting",
    "place": 3,
    "submission": "1b671a64-40d5-491e-99b0-da01ff1f3341",
    "draft": 2,
    "requested_at": "2026-09-14T09:31:07Z",
    "began_at": None,
    "ended_at": None,
    "result": None,
    "problem": None,
}


class JobView(BaseModel):
    """The analysis of one draft: asked for, waited for, done or failed."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    id: UUID = Field(description="The job's id.")
    state: JobState = Field(description="How far it has come; `done`, `failed` and `cancelled` are its end.")
    place: int | None = Field(
        ge=1, description="Its place among all jobs that wait, 1 for the next; null where it does not wait."
    )
    submission: UUID = Field(description="Id of the submission that the draft belongs to.")
    draft: int = Field(description="The draft's number, 1 for the first.")
    requested_at: datetime = Field(description="When it was asked for.")
    began_at: datetime | None = Field(description="When it was begun; null while it waits for the first time.")
    ended_at: datetime | None = Field(description="When it ended; null while it has not.")
    result: str | None = Field(description="Where the draft's result is, once the job is done.")
    problem: Problem | None = Field(description="Why it failed; null where it did not.")
