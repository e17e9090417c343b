"""How agreement is estimated: numbers with their reasons, and the words for what is not estimated."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

Why: TypeAlias = Literal["none", "few", "one_status", "never_differed", "unstable", "never_given"]
_FILE = Path(__file__).parent / "estimation.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Count(_Strict):
    count: int = Field(ge=2)
    because: str


class _Level(_Strict):
    value: float = Field(gt=0, lt=1)
    because: str


class Estimation(_Strict):
    """What ``estimation.yaml`` holds."""

    least_submissions: _Count
    least_varied: _Count
    least_learners: _Count
    resamples: _Count
    false_discovery: _Level
    seed: int
    reasons: dict[Why, str]

    def sentence(self, why: Why, submissions: int) -> str:
        """Why something is not estimated, in words."""
        words = self.reasons[why]
        return words.format(n=submissions, least=self.least_submissions.count, varied=self.least_varied.count).strip()


@cache
def estimation() -> Estimation:
    """What is installed."""
    return Estimation.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
