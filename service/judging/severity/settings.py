"""When severity is estimated, and in what words it is said that it is not (``severity.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

What: TypeAlias = Literal["assessor", "point"]
Why: TypeAlias = Literal[
    "none", "alone", "few", "never_differed", "only_higher", "only_lower", "uncertain", "apart", "nothing", "met"
]
_FILE = Path(__file__).parent / "severity.yaml"


class _Setting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    because: str


class _Count(_Setting):
    count: int = Field(ge=2)


class _Logits(_Setting):
    logits: float = Field(gt=0)


class Settings(BaseModel):
    """What is installed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_scripts: _Count
    largest_error: _Logits
    least_decisions_for_fit: _Count
    reasons: dict[What, dict[Why, str]]

    def sentence(self, what: What, why: Why, count: int = 0) -> str:
        """Why something is not estimated, in words."""
        return self.reasons[what][why].format(n=count, least=self.least_scripts.count).strip()


@cache
def settings() -> Settings:
    """What is installed."""
    return Settings.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
