"""What is said about a file of decisions (`words.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("words.yaml")


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    errors: dict[str, str]
    needed: dict[str, str]
    faults: dict[str, str]
    notes: dict[str, str]


def said(kind: Literal["errors", "needed", "faults", "notes"], name: str, **filled: object) -> str:
    """The sentence of that name; raises KeyError where there is none."""
    sentences: dict[str, str] = getattr(_words(), kind)
    return sentences[name].format(**filled).strip()


@cache
def _words() -> _Words:
    return _Words.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
