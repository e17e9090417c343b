"""What learners are told about the program that helps to assess their work, in the words of `transparency.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from service.retention.periods import shipped
from service.storage.tables.records import RecordKind


class Told(BaseModel):
    """The wording of `transparency.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: str = Field(description="The whole in a few sentences.")
    looks_at: tuple[str, ...] = Field(description="What the program looks at.")
    never_does: tuple[str, ...] = Field(description="What it never does.")
    who_decides: str = Field(description="Who decides, and what is recorded of the program's part.")
    how_to_contest: str = Field(description="What to do against a decision.")
    your_rights: tuple[str, ...] = Field(description="What learners can ask for.")


class KeptFor(BaseModel):
    """How long a kind of record is kept."""

    model_config = ConfigDict(frozen=True)

    keeps: str = Field(description="What is kept.")
    days: int = Field(description="For how many days.")
    counted_from: str = Field(description="What they are counted from.")


@cache
def told() -> Told:
    """The wording."""
    content = yaml.safe_load(Path(__file__).with_name("transparency.yaml").read_text(encoding="utf-8"))
    return Told.model_validate(content)


def kept_for(days: Mapping[RecordKind, int]) -> tuple[KeptFor, ...]:
    """How long each kind of record is kept, where ``days`` hold."""
    return tuple(
        KeptFor(keeps=period.keeps, days=days[kind], counted_from=period.counted_from)
        for kind, period in shipped().items()
    )
