"""The routes of the app, and what each asks of whoever calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from service.access import Permission, anybody, public
from service.access.requiring import Requirement

PUBLIC = "public"
ANYBODY = "anybody"
OF_THE_FRAMEWORK = {"GET /openapi.json"}


@dataclass(frozen=True, slots=True)
class Route:
    """One method at one address. ``asks``: for a permission, or one of the two marks of routes that ask for none."""

    method: str
    path: str
    asks: Permission | str

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"\{(\w+)(?::\w+)?\}", self.path)


def routes_of(app: FastAPI) -> dict[str, Route]:
    """Every route; a route that says nothing of who may call it, or two things, has ``asks`` empty."""
    found = {}
    for context in iter_route_contexts(app.routes):
        for method in sorted((context.methods or set()) - {"HEAD"}):
            marks = set(_marks(getattr(context, "dependant", None)))
            route = Route(method, str(context.path), marks.pop() if len(marks) == 1 else "")
            if route.key not in OF_THE_FRAMEWORK:
                found[route.key] = route
    return found


def _marks(dependant: Any) -> Iterator[Permission | str]:
    if not isinstance(dependant, Dependant):
        return
    if isinstance(dependant.call, Requirement):
        yield dependant.call.permission
    elif dependant.call is public:
        yield PUBLIC
    elif dependant.call is anybody:
        yield ANYBODY
    for inner in dependant.dependencies:
        yield from _marks(inner)
