"""What the risk of a submission is made of, and how much of each band is looked at (`risks.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

_FILE = Path(__file__).parent / "risks.yaml"


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    because: str


class Factor(_Rule):
    """What makes a fault likelier: ``points`` each time that it applies, ``most`` times; ``beyond``: see `risks`."""

    points: float = Field(ge=0)
    most: int = Field(1, ge=1)
    beyond: float = 0


class Band(_Rule):
    """Submissions of like risk: those of ``lowest`` points and more; ``share``: how many of them are looked at."""

    id: str
    lowest: float = Field(alias="from")
    share: float = Field(gt=0, le=1)


class Prior(_Rule):
    """How many differing decisions, among as many as usually hold them, are added to everybody's record."""

    differing: float = Field(gt=0)


class Factors(BaseModel):
    """The factors, by the ids of the reasons that they give."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contested: Factor
    new_assessor: Factor
    record: Factor
    against_evidence: Factor
    uncertain: Factor
    borderline: Factor
    hasty: Factor
    unusual_length: Factor
    unsampled: Factor


class Rules(BaseModel):
    """What a plan follows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    factors: Factors
    bands: tuple[Band, ...] = Field(min_length=1)
    """The one of most risk first; the last begins at no points."""
    record_prior: Prior

    @model_validator(mode="after")
    def _bands_fall_to_nothing(self) -> Rules:
        bounds = [band.lowest for band in self.bands]
        if bounds != sorted(bounds, reverse=True) or bounds[-1] != 0:
            raise ValueError("Bands begin with the one of most risk and end with one from 0.")
        return self


@cache
def rules() -> Rules:
    """The rules that are installed."""
    return Rules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
