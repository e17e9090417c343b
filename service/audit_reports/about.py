"""What a report says of itself besides the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from service.judging.estimates import Names


@dataclass(frozen=True, slots=True)
class About:
    """Whose audit it is, and over what.

    ``centre``: a centre's name, or a file's. ``made_on``: the day of the report. ``chosen``: what the decisions were
    chosen by, as ``("Unit", "Bridge")``. ``left_out``: how many rows could not be read. ``sampling``: how the sampling
    plan was kept to, a sentence each, where it is known. ``pseudonyms``: whether people go by letters.
    """

    centre: str
    made_on: date
    program: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    sampling: tuple[str, ...] = ()
    pseudonyms: bool = False


def pseudonyms(assessors: Iterable[str], names: Names | None = None) -> Mapping[str, str]:
    """For each assessor's id ``Assessor A`` and so on, in the order of names: for reports that leave the centre."""
    known = names or {}
    ordered = sorted(set(assessors), key=lambda key: (known.get(key, key), key))
    return {key: f"Assessor {_letters(place)}" for place, key in enumerate(ordered)}


def _letters(place: int) -> str:
    """``A`` to ``Z``, then ``AA`` and ``AB``."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letters(before - 1) if before else "") + ascii_uppercase[last]
