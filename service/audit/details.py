"""What an entry may say besides who, what and when: ids, states, counts. Words of people are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

Atom = UUID | StrEnum | int | str | None
Detail = Atom | Sequence[Atom]
"""A value of an entry's details. A plain ``str`` only under a key of `_NAMED`."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}")
_NAMED = frozenset({"marking_point", "model", "problem", "program", "qualification_id", "sha256", "unit_id"})
"""Keys under which ids stand that are neither UUIDs nor of an enumeration: those of units, models and files."""

# Whole numbers up to here are the same in every implementation of JSON (RFC 8785, section 3.2.2.3).
_LARGEST = 2**53 - 1


def plain(details: Mapping[str, Detail]) -> dict[str, object]:
    """Details as JSON keeps them.

    Raises TypeError for whatever could hold a person's words. That is a mistake in the program, and the value is not
    quoted.
    """
    return {_key(key): _value(key, value) for key, value in details.items()}


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise TypeError("A key of an audit entry's details must be a short name.")
    return key


def _value(key: str, value: object) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_atom(key, atom) for atom in value]
    return _atom(key, value)


def _atom(key: str, value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return int(value)
    if isinstance(value, str) and key in _NAMED and _NAME.fullmatch(value):
        return value
    raise TypeError(f"`{key}` of an audit entry's details must be an id, a state or a count.")
