"""Which column holds what, by its heading; the words for columns are data (`headings.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from service.judging.columns import COLUMNS, GROUP, REQUIRED
from service.judging.reading.words import said

_FILE = Path(__file__).with_name("headings.yaml")
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_NO_LETTER = re.compile(r"[\W_]+")
BLIND = "blind"
ASSESSOR_NAME = "assessor_name"
_BESIDES: Mapping[str, str] = {
    BLIND: "Whether she decided without seeing the program's suggestion.",
    ASSESSOR_NAME: "The name of who decided.",
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Which columns could hold what, by their place (0 for the first): surely, by another word for it, or perhaps."""

    exact: Mapping[str, Sequence[int]]
    synonyms: Mapping[str, Sequence[int]]
    perhaps: Mapping[str, Sequence[int]]


class _Headings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, list[str]]
    perhaps: dict[str, list[str]]


def is_column(name: str) -> bool:
    """Whether a table of decisions can have a column of this name."""
    return name in COLUMNS or name in _BESIDES or (name.startswith(GROUP) and len(name) > len(GROUP))


def meaning(column: str) -> str:
    """What a column holds, as part of a sentence."""
    if column.startswith(GROUP):
        return column.removeprefix(GROUP).replace("_", " ")
    if column in REQUIRED:
        return said("needed", column)
    sentence = _BESIDES.get(column) or COLUMNS[column].meaning
    return sentence[0].lower() + sentence[1:].partition(".")[0].partition(":")[0]


def key_of(heading: str) -> str:
    """What of a heading matters: its words."""
    words = " ".join(_NO_LETTER.sub(" ", _IN_BRACKETS.sub(" ", heading)).casefold().split())
    return words or heading.strip().casefold()


def known(cells: Sequence[str]) -> int:
    """How many different columns a row names, if it is one of headings; those a table needs count for more."""
    found = {column for cell in cells if (column := _column(cell))}
    return len(found) + 2 * len(found & set(REQUIRED))


def candidates(headings: Sequence[str]) -> Candidates:
    """Which of the columns could hold what."""
    exact: dict[str, list[int]] = {}
    synonyms: dict[str, list[int]] = {}
    perhaps: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        if own := _own_name(heading):
            exact.setdefault(own, []).append(place)
        elif other := _synonyms().get(key_of(heading)):
            synonyms.setdefault(other, []).append(place)
        for column in _perhaps().get(key_of(heading), ()):
            perhaps.setdefault(column, []).append(place)
    return Candidates(exact, synonyms, perhaps)


def _column(heading: str) -> str | None:
    return _own_name(heading) or _synonyms().get(key_of(heading))


def _own_name(heading: str) -> str | None:
    name = heading.strip().casefold()
    if is_column(name):
        return name
    name = key_of(heading).replace(" ", "_")
    return name if is_column(name) else None


@cache
def _synonyms() -> Mapping[str, str]:
    return {word: column for column, words in _installed().columns.items() for word in words}


@cache
def _perhaps() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for column, words in _installed().perhaps.items():
        for word in words:
            found.setdefault(word, []).append(column)
    return found


@cache
def _installed() -> _Headings:
    return _Headings.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
