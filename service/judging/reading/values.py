"""What cells mean: words for statuses, sources and the like are data (`values.yaml`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict

from service.judging.columns import Knowledge, Source, Status
from service.judging.reading.headings import key_of

_FILE = Path(__file__).with_name("values.yaml")
WordKind: TypeAlias = Literal["source", "knowledge", "flag"]


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    status: dict[Status, list[str]]
    scales: list[dict[str, Status]]
    source: dict[Source, list[str]]
    knowledge: dict[Knowledge, list[str]]
    flag: dict[str, list[str]]
    nothing: list[str]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What each status in a table means, and which cannot be told."""

    meant: Mapping[str, Status]
    unknown: frozenset[str]


def statuses_of(keys: Collection[str], asked: Mapping[str, Status]) -> StatusWords:
    """What statuses mean that stand together in a table; ``keys`` as `key_of` gives them.

    A scale is taken where it is the only one that all are on, or, if there is none, all of those that are not known
    otherwise; or where all such scales mean the same.
    """
    known = {**_statuses(), **{key_of(word): status for word, status in asked.items()}}
    meant = {key: known[key] for key in keys if key in known}
    others = [key for key in keys if key not in known]
    whole = [scale for scale in _installed().scales if set(keys) <= scale.keys()]
    fitting = whole or [scale for scale in _installed().scales if set(others) <= scale.keys()]
    meanings = {tuple(scale[key] for key in others) for scale in fitting}
    if others and len(meanings) == 1:
        return StatusWords(meant | {key: fitting[0][key] for key in others}, frozenset())
    return StatusWords(meant, frozenset(others))


def is_nothing(key: str) -> bool:
    """Whether a cell other than an id or a comment says that there is nothing."""
    return not key or key in _nothing()


@cache
def words_for(kind: WordKind) -> Mapping[str, str]:
    """What words mean in cells of a kind."""
    parts: Mapping[str, Sequence[str]] = getattr(_installed(), kind)
    return {key_of(word): str(meaning) for meaning, words in parts.items() for word in words}


@cache
def _statuses() -> Mapping[str, Status]:
    return {key_of(word): status for status, words in _installed().status.items() for word in words}


@cache
def _nothing() -> frozenset[str]:
    return frozenset(map(key_of, _installed().nothing))


@cache
def _installed() -> _Values:
    return _Values.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
