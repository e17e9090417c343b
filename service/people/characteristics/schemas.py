"""What is sent and told about what a centre records of its learners."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from service.people.fields import Sent, ShortLine, Shown

_TAKEN = frozenset({"form", "document", "qualification"})
MOST = 20
"""Characteristics of a centre, and options of one."""
LEAST = 2
"""Options of a characteristic."""


def _free(key: str) -> str:
    if key in _TAKEN:
        raise ValueError("the service tells groups of this name by itself: choose another")
    return key


def _each_once(options: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(options)) < len(options):
        raise ValueError("each is listed once")
    return options


Options = Annotated[tuple[ShortLine, ...], Field(min_length=LEAST, max_length=MOST), AfterValidator(_each_once)]
Key = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$"), AfterValidator(_free)]


class ListedCharacteristic(Sent):
    """One thing that the centre records, and what it can be."""

    key: Key = Field(description="Its name in figures.", examples=["level_of_english"])
    name: ShortLine = Field(description="What people call it.", examples=["Level of English"])
    protected: bool = Field(
        description="Whether the law protects it, such as ethnicity, disability or sex: it is used in sums alone."
    )
    options: Options = Field(description="What it can be.", examples=[["Entry 3", "Level 1", "Level 2"]])


class Characteristics(Sent):
    """Everything that the centre records of its learners."""

    items: tuple[ListedCharacteristic, ...] = Field(max_length=MOST, description="By key.")

    @model_validator(mode="after")
    def _no_key_twice(self) -> Self:
        if len({item.key for item in self.items}) < len(self.items):
            raise ValueError("each key is listed once")
        return self


class RecordedWanted(Sent):
    """What is to be recorded of a learner: all of it; what is left out is removed."""

    values: dict[str, ShortLine] = Field(
        max_length=MOST, description="By key of the characteristic.", examples=[{"level_of_english": "Level 1"}]
    )


class Recorded(Shown):
    """What is recorded of a learner. Administrators alone see it, and it stands beside no work of hers."""

    person: UUID = Field(description="Her id.")
    values: dict[str, str] = Field(description="By key of the characteristic.")
