"""What an example of a request says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.service.permissions.scenes import Scene

SUCCESS = frozenset({200, 201, 202, 204, 303})
REFUSED = frozenset({403, 409})
"""Where it would take more than the permission: to have the submission in assessment, to have decided oneself."""
NONE = frozenset({404})
"""Where the example leaves out what it would take to set something up."""
Ids = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Example:
    """What to send. ``json`` and ``form`` are given the ids of the things in the address.

    ``answers``: what somebody who may call the route can be answered. ``also``: things that only the body names.
    ``make``: makes things otherwise than `scenes.THINGS`, by parameter. ``prepare``: does what must be done before.
    """

    json: Callable[[Ids], Any] | None = None
    form: Callable[[Ids], Any] | None = None
    files: Mapping[str, Any] | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    answers: frozenset[int] = SUCCESS
    also: tuple[str, ...] = ()
    make: Mapping[str, Callable[[Scene], object]] = field(default_factory=dict)
    prepare: Callable[[Scene, Ids], None] | None = None


def some(**body: Any) -> Callable[[Ids], Any]:
    """The same body whatever the address names."""
    return lambda _: body
