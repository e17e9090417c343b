"""By which rules the program is examined (`program.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

from service.judging.estimates import Estimate

Why: TypeAlias = Literal["none", "few", "no_probabilities", "suppressed", "never_differed", "unmatched"]
_FILE = Path(__file__).parent / "program.yaml"


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    because: str


class _Count(_Rule):
    count: int = Field(ge=1)


class _Share(_Rule):
    share: float = Field(gt=0, le=1)


class _Level(_Rule):
    value: float = Field(gt=0, lt=1)


class Rules(BaseModel):
    """What is in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_learners: _Count
    round_to: _Count
    levels: _Count
    least_matched: _Share
    level: _Level
    bands: tuple[float, ...]
    reasons: dict[Why, str]

    def unknown(self, why: Why, count: int = 0, least: int = 0) -> Estimate:
        """That something is not estimated, and why."""
        return Estimate(why_not=self.reasons[why].format(n=count, least=least).strip())


@cache
def rules() -> Rules:
    """What is installed."""
    return Rules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
