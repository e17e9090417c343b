"""What a reader is told with a result: that a program helped, what it looked at, and that a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Notice(BaseModel):
    """What to show beside a result, whoever reads it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    program: str = Field(description="That a program helped, and how far it can be relied on.")
    looked_at: str = Field(description="What it looked at, and what it did not.")
    decides: str = Field(description="Who decides, and what can be done about a decision.")


def notice_for(*, learner: bool) -> Notice:
    """The notice for the learner whose work it is, or for staff."""
    return _notices()["learner" if learner else "staff"]


@cache
def _notices() -> Mapping[str, Notice]:
    content = yaml.safe_load((Path(__file__).parent / "notices.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Notice]).validate_python(content)
