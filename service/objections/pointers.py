"""The same observation in a result and in the part of it that somebody may see, where lists are shorter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = Any
"""What a JSON document holds: mappings, sequences, text, numbers, None."""


def values_on(pointer: str, document: Json) -> list[Json] | None:
    """The values from ``document`` down to what ``pointer`` names; None where it names nothing."""
    way = [document]
    for step in pointer.split("/")[1:]:
        below = _below(way[-1], step)
        if below is None:
            return None
        way.append(below)
    return way


def same_in(other: Json, document: Json, pointer: str) -> str | None:
    """Where what ``pointer`` names in ``document`` stands in ``other``; None where it does not stand there.

    One of the two is the other with items of lists left out, or with other words for what is left out. Items that are
    equal are the same observation.
    """
    steps: list[str] = []
    here, there = document, other
    for step in pointer.split("/")[1:]:
        below = _below(here, step)
        place = _place(here, there, step)
        if below is None or place is None:
            return None
        here, there = below, _below(there, place)
        steps.append(place)
    return "/" + "/".join(steps) if here == there else None


def _place(here: Json, there: Json, step: str) -> str | None:
    """The step that leads in ``there`` to what ``step`` leads to in ``here``."""
    if not _is_list(here):
        return step
    if not _is_list(there) or int(step) >= len(here):
        return None
    if len(here) == len(there):
        return step
    item = here[int(step)]
    return str(there.index(item)) if item in there else None


def _below(value: Json, step: str) -> Json | None:
    if _is_list(value):
        return value[int(step)] if int(step) < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _is_list(value: Json) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
