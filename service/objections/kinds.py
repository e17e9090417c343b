"""The kinds of observation that somebody can disagree with (`kinds.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_PLACE = r"(?:0|[1-9][0-9]{0,5})"


class Kind(BaseModel):
    """A kind of observation. ``pointer``: where such stand, with ``*`` for a place in a list; ``title``: for people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pointer: str
    title: str
    about: tuple[str, ...] = ()

    def fits(self, pointer: str) -> bool:
        """Whether an observation at ``pointer`` is of this kind."""
        return re.fullmatch(re.escape(self.pointer).replace(r"\*", _PLACE), pointer) is not None

    def subject(self, way: Sequence[Any]) -> str | None:
        """Id of what an observation is about; ``way``: the values from the whole result down to it."""
        observation = way[-1]
        if isinstance(observation, Mapping):
            named = [observation.get(member) for member in self.about]
            if found := next((name for name in named if name), None):
                return str(found)
        around = (value["id"] for value in reversed(way[1:]) if isinstance(value, Mapping) and "id" in value)
        return next(around, None)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in the order in which they are shown."""
    content = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Kind]).validate_python(content)


def kind_at(pointer: str) -> str | None:
    """The id of the kind of observation that stands at ``pointer``; None where none can."""
    return next((name for name, kind in kinds().items() if kind.fits(pointer)), None)
