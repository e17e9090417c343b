"""The limit on the size of a request, kept while the body arrives."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOST_DIGITS = 18


class BodyLimit:
    """Middleware (ASGI) that lets at most ``max_bytes`` of a body through, whether or not its length is announced.

    Of a body in JSON ``max_json_bytes``, as it is parsed where all requests wait for each other, before it is known who
    sends it; files are not.

    A route that reads more gets an HTTPException, which the framework's own readers pass on; one that reads no body is
    not disturbed by it.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, max_json_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.max_json_bytes = min(max_json_bytes, max_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body guarded."""
        is_request = scope["type"] == "http"
        announced = _announced_size(scope) if is_request else 0
        most = self.max_bytes if is_request and _is_form(scope) else self.max_json_bytes
        arrived = 0

        async def guarded() -> Message:
            nonlocal arrived
            _check(announced, most)
            message = await receive()
            arrived += len(message.get("body", b""))
            _check(arrived, most)
            return message

        await self.app(scope, guarded, send)


def _check(size: int, most: int) -> None:
    if size > most:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _is_form(scope: Scope) -> bool:
    return Headers(scope=scope).get("content-type", "").lower().startswith("multipart/")


def _announced_size(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() and len(length) <= _MOST_DIGITS else 0
