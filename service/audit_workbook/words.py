"""What the workbook says about itself (`workbook.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("workbook.yaml")


class Words(BaseModel):
    """The words of the workbook. ``units``: by the last word of a column's name; ``kinds``: by the type of cells."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    not_estimable: str
    none: str
    columns: dict[str, str]
    naming: list[str]
    units: dict[str, str]
    kinds: dict[str, str]
    notes: dict[str, str]


@cache
def words() -> Words:
    """What is installed."""
    return Words.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
