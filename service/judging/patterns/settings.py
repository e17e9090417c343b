"""What is looked for and how, as `patterns.yaml` has it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from service.judging.patterns.results import PatternId

_FILE = Path(__file__).parent / "patterns.yaml"


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(_Read):
    """A number and why it is that."""

    number: float = Field(gt=0)
    because: str

    def __int__(self) -> int:
        return round(self.number)


class Pattern(_Read):
    """One pattern: from how many submissions on it is looked for, what is said of it, how often it fires falsely.

    In sentences the names in braces are figures.
    """

    least: Number
    false_alarms: float = Field(ge=0, le=1)
    meaning: str
    sentence: str
    ask: str
    why_not: str


class AlwaysTheSame(Pattern):
    """``share``: of her decisions the most frequent status; ``ratio``: of what others would vary on the same work.

    ``work``: which work that is, in words.
    """

    share: Number
    ratio: Number
    ratio_without_program: Number
    work: str
    work_without_program: str


class TooFast(Pattern):
    """``tolerated``: share of submissions on which nobody is asked."""

    words_a_minute: Number
    tolerated: Number


class PastedComments(Pattern):
    """``copies``: on so many submissions a comment is a repeated one; ``likeness``: 0 to 100."""

    tolerated: Number
    copies: Number
    likeness: Number


class AgainstStrongEvidence(Pattern):
    """``certain``: the probability that is strong evidence; ``ratio`` and ``floor``: of what is expected of her."""

    certain: Number
    ratio: Number
    floor: Number


class AcceptsEverySuggestion(Pattern):
    """``ratio``: of how often others differ from the suggestion; ``among_…``: who they are, in words."""

    ratio: Number
    among_unseen: str
    among_seen: str


class Charts(_Read):
    """How control charts are drawn and where they signal."""

    smoothing: Number
    level: Number
    allowance: Number
    permutations: Number
    seed: int


class Every(_Read):
    """All patterns, by the names of `PatternId`."""

    drift_from_standard: Pattern
    drift_from_program: Pattern
    always_the_same: AlwaysTheSame
    too_fast: TooFast
    pasted_comments: PastedComments
    against_strong_evidence: AgainstStrongEvidence
    accepts_every_suggestion: AcceptsEverySuggestion

    def of(self, pattern: PatternId) -> Pattern:
        """The settings of a pattern."""
        found: Pattern = getattr(self, pattern.value)
        return found


class Settings(_Read):
    """Everything in `patterns.yaml`."""

    period: Number
    level: Number
    others: Number
    bands: Number
    work_bands: Number
    prior: Number
    dispersion: Number
    charts: Charts
    patterns: Every
    false_alarms: float = Field(0.0, ge=0, le=1, description="Share of honest assessors in whom any pattern fires.")


@cache
def settings() -> Settings:
    """What is installed."""
    return Settings.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
