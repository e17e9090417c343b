"""What the parts of a unit have in common: the strict base class and the kinds of value."""

from __future__ import annotations

from collections.abc import Mapping
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


class Tip(Statement):
    """A tip of the specification: its exact ``text``, and for learners the same in ``plain`` words.

    ``question`` asks about the account as a whole, where feedback may not speak of single criteria.
    """

    plain: Text | None = None
    question: Text | None = None


class Asking(Entry):
    """Something that feedback can ask about, at levels that need another question in ``question_at_level``."""

    question: Text
    question_at_level: Mapping[Level, Text] = {}

    def question_for(self, level: int) -> str:
        """What a learner of that level is asked."""
        return for_level(self.question, self.question_at_level, level)


def for_level(default: str, at_level: Mapping[int, str], level: int) -> str:
    """The words for a level: those of the highest level up to it, else the default."""
    reached = [known for known in at_level if known <= level]
    return at_level[max(reached)] if reached else default
