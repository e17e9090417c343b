"""The parts of any result: single figures, and lists of things that each have figures of their own.

Nothing here knows what an audit holds: a field that is added to a result appears in the workbook by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from service.judging.columns import STATUSES
from service.judging.estimates import Estimate

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value: a number, text, a moment or an estimate with its interval. ``path``: from the result down to it."""

    path: Path
    value: object
    meaning: str


@dataclass(frozen=True, slots=True)
class Many:
    """As many things of one kind as there are."""

    path: Path
    items: Sequence[object]
    meaning: str


def parts_of(value: object, path: Path = (), meaning: str = "") -> Iterator[Figure | Many]:
    """All parts of a result, in its order; what is within the items of a list is theirs."""
    if isinstance(value, Estimate) or not isinstance(value, (BaseModel, Mapping, list, tuple)):
        yield Figure(path, value, meaning)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            own, told = getattr(value, name), field.description or meaning
            if isinstance(own, tuple) and _is_of_fixed_length(field.annotation):
                yield from _numbered(own, (*path, name), told)
            else:
                yield from parts_of(own, (*path, name), told)
    elif isinstance(value, Mapping):
        for key, own in value.items():
            yield from parts_of(own, (*path, str(key)), meaning)
    elif value and all(isinstance(row, (list, tuple)) for row in value):
        yield from _crossed(value, path, meaning)
    else:
        yield Many(path, value, meaning)


def _is_of_fixed_length(annotation: Any) -> bool:  # noqa: ANN401 - any type can be annotated
    """Whether a field is a tuple of just so many, as the two people of a pair."""
    if get_origin(annotation) in (Union, UnionType):
        return any(map(_is_of_fixed_length, set(get_args(annotation)) - {NoneType}))
    return get_origin(annotation) is tuple and Ellipsis not in get_args(annotation)


def _numbered(items: Sequence[object], path: Path, meaning: str) -> Iterator[Figure | Many]:
    for number, item in enumerate(items, start=1):
        yield from parts_of(item, (*path, str(number)), meaning)


def _crossed(rows: Sequence[Sequence[object]], path: Path, meaning: str) -> Iterator[Figure | Many]:
    """A table as figures, each named by row and column: by statuses, where there are as many."""
    for row, cells in zip(_names(len(rows)), rows, strict=True):
        for column, cell in zip(_names(len(cells)), cells, strict=True):
            yield from parts_of(cell, (*path, row, column), meaning)


def _names(count: int) -> Sequence[str]:
    return STATUSES if count == len(STATUSES) else [str(number) for number in range(1, count + 1)]
