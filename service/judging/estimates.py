"""What every answer about judging is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Names: TypeAlias = Mapping[str, str]
"""Names of people by their ids; who has none goes by the id."""


class Answered(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


class Estimate(Answered):
    """A figure with its 95 % interval, or the reason why it cannot be estimated."""

    value: float | None = Field(None, description="The figure; null where it cannot be estimated.")
    low: float | None = Field(None, description="Lower end of its 95 % interval.")
    high: float | None = Field(None, description="Upper end.")
    why_not: str | None = Field(None, description="Why it cannot be estimated, in words; null where it can.")


class Assessor(Answered):
    """Somebody who decided."""

    id: str = Field(description="Her id.")
    name: str = Field(description="Her name; her id where the table has no names.")


def assessor(key: object, names: Names) -> Assessor:
    """Whoever has this id."""
    return Assessor(id=str(key), name=names.get(str(key), str(key)))
