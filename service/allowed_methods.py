"""Which methods an address takes; the framework's own list ends with the first of several routes at one address."""

from __future__ import annotations

from fastapi import Request
from starlette.routing import Match

_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


def allow_header(request: Request) -> dict[str, str]:
    """The header Allow (RFC 9110, section 10.2.1) for the address that was asked for."""
    allowed = (method for method in _METHODS if _takes(request, method))
    return {"Allow": ", ".join(allowed)}


def _takes(request: Request, method: str) -> bool:
    # Matching leaves its marks in the scope.
    scope = {**request.scope, "method": method, "path_params": {}}
    return any(route.matches(dict(scope))[0] is Match.FULL for route in request.app.routes)
