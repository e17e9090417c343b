"""The limit on the size of a request, kept while the body arrives."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOST_DIGITS = 18


class BodyLimit:
    """Middleware (ASGI) that lets at most ``max_bytes`` of a body through, whether or not its length is announced.

    A route that reads more gets an HTTPException, which the framework's own readers pass on; one that reads no body
    is not disturbed by it.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body guarded."""
        announced = _announced_size(scope) if scope["type"] == "http" else 0
        arrived = 0

        async def guarded() -> Message:
            nonlocal arrived
            self._check(announced)
            message = await receive()
            arrived += len(message.get("body", b""))
            self._check(arrived)
            return message

        await self.app(scope, guarded, send)

    def _check(self, size: int) -> None:
        if size > self.max_bytes:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _announced_size(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() and len(length) <= _MOST_DIGITS else 0
