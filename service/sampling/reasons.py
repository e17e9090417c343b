"""Why a submission is looked at: ids, which are kept, and their sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).parent / "reasons.yaml"


class Reason(BaseModel):
    """A reason for choosing a submission."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sentence: str


@cache
def reasons() -> dict[str, str]:
    """The sentences of the reasons that are installed, by their ids."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = [Reason.model_validate(entry) for entry in content["reasons"]]
    return {reason.id: reason.sentence for reason in found}
