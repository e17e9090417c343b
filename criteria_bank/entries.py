"""What the parts of a unit have in common: the strict base class and the kinds of value."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Level = Annotated[int, Field(ge=1, le=8)]
Share = Annotated[float, Field(ge=0, le=1)]
Severity = Literal["must_fix", "should_fix", "note"]
FeedbackPolicy = Literal["full", "signpost", "off"]


class Entry(BaseModel):
    """Base of every part of a unit: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(Entry):
    """A numbered line of the specification: a learning outcome, a tip, a piece of prior knowledge."""

    id: Identifier
    text: Text
