"""The names that the service answers to: a request for another one was led here, or means harm."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.context import request_id
from service.problem_types import MISDIRECTED_REQUEST
from service.problems import problem, problem_response
from service.settings import Settings

_OWN = ("127.0.0.1", "localhost", "[::1]")


def hosts_of(settings: Settings) -> tuple[str, ...]:
    """The names that an installation answers to; ``*`` is any."""
    if settings.trusted_hosts:
        return settings.trusted_hosts
    return (settings.public_host, *_OWN) if settings.in_production else ("*",)


class TrustedHosts:
    """Middleware (ASGI) that turns away requests for hosts other than these; ``*.example.org`` is all of a domain."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self._names = frozenset(host.lower() for host in hosts)
        self._domains = tuple(host[1:].lower() for host in hosts if host.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it is for us."""
        if scope["type"] != "http" or self._is_ours(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send)
            return
        response = problem_response(MISDIRECTED_REQUEST, problem(MISDIRECTED_REQUEST, request_id(scope)))
        await response(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        name = host.lower() if host.endswith("]") else host.lower().rpartition(":")[0] or host.lower()
        return "*" in self._names or name in self._names or name.endswith(self._domains or ("\0",))
