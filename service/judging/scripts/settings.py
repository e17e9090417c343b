"""The numbers and words of `scripts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

from service.judging.columns import Status

Rests: TypeAlias = Literal["same", "partly", "different", "one_sided", "none"]
"""How the passages of those who gave more lie beside those of who gave less."""
Why: TypeAlias = Literal["borderline", "differed", "clear"]
_FILE = Path(__file__).parent / "scripts.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Number(_Strict):
    value: float = Field(gt=0)
    because: str


class ScriptSettings(_Strict):
    """The whole of the file."""

    program_counts_as: _Number
    nothing_known_counts_as: _Number
    borderline_from: _Number
    clear_share: _Number
    level_weight: _Number
    same_passages_from: _Number
    statuses: Mapping[Status, str]
    why_proposed: Mapping[Why, str]
    why_differ: Mapping[Rests, str]
    given: str
    and_so: str
    and_word: str

    def listed(self, names: Sequence[str]) -> str:
        """Several names as one would say them: "one, two and three"."""
        *firsts, last = names
        return f"{', '.join(firsts)} {self.and_word} {last}" if firsts else last


@cache
def settings() -> ScriptSettings:
    """What is installed."""
    return ScriptSettings.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
