"""What somebody chooses beside a table of people."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class ImportChoices(BaseModel):
    """Whether to mail links to those who are new, and which of the two buttons was pressed."""

    model_config = ConfigDict(frozen=True)

    invite: bool = False
    step: Literal["check", "enter"] = "check"
