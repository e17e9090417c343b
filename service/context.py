"""What surrounds every request: its id, one line in the log, safe headers, and an answer even to a bug."""

from __future__ import annotations

import logging
import re
from asyncio import CancelledError
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import log_failure
from service.metrics import Metrics, known_method
from service.problem_type import ProblemType
from service.problem_types import INTERNAL_ERROR, STOPPING
from service.problems import answer, problem, problem_response
from service.rate_limits import allowance_headers

logger = logging.getLogger(__name__)

REQUEST_ID_HEADER = "X-Request-ID"
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# A route may set its own; results and problems concern one person only, so nobody between may keep a copy.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# A year; browsers take it over https alone, which is what production is reached by.
_HEADERS_IN_PRODUCTION = {"Strict-Transport-Security": "max-age=31536000"}
_CLIENT_CLOSED_REQUEST = 499


def request_id(scope: Scope) -> str:
    """The id of the request that ``scope`` belongs to."""
    return str(scope["state"]["request_id"])


class RequestContext:
    """Outermost middleware (ASGI). ``metrics`` count what passes."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, in_production: bool = False) -> None:
        self.app = app
        self._metrics = metrics
        self._headers = _HEADERS | (_HEADERS_IN_PRODUCTION if in_production else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and account for it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = _choose_id(Headers(scope=scope).get(REQUEST_ID_HEADER))
        exchange = _Exchange(scope, receive, send, self._headers)
        with self._metrics.request():
            try:
                await self.app(scope, exchange.receive, exchange.send)
            except ClientDisconnect:
                exchange.status = _CLIENT_CLOSED_REQUEST
            except CancelledError:
                # The server lets nobody finish any more. Its own answer would be a failure of ours.
                await exchange.answer_plainly(STOPPING)
            except Exception as error:  # noqa: BLE001  # the last resort: nothing may reach the server's own handler
                await exchange.fail(error)
            finally:
                self._metrics.answered(exchange.route, scope["method"], exchange.status, exchange.seconds)
                exchange.log()


@dataclass
class _Exchange:
    """One request and its response, counted as they pass."""

    scope: Scope
    inward: Receive
    outward: Send
    headers: Mapping[str, str]
    began: float = field(default_factory=perf_counter)
    status: int = 0
    bytes_in: int = 0
    bytes_out: int = 0

    @property
    def route(self) -> str | None:
        """The template, not the address: that may hold anything."""
        return getattr(self.scope.get("route"), "path", None)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    async def receive(self) -> Message:
        message = await self.inward()
        self.bytes_in += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID_HEADER] = request_id(self.scope)
            for name, value in {**self.headers, **allowance_headers(self.scope)}.items():
                headers.setdefault(name, value)
        self.bytes_out += len(message.get("body", b""))
        await self.outward(message)

    async def fail(self, error: Exception) -> None:
        identifier = request_id(self.scope)
        # An exception's message may quote what was being read: the server's own traceback must never be written.
        log_failure(logger, "request failed", error, request_id=identifier)
        if not self.status:
            await self._apologise()(self.scope, self.receive, self.send)

    async def answer_plainly(self, kind: ProblemType) -> None:
        """Answer with a problem, unless an answer has begun."""
        if not self.status:
            response = problem_response(kind, problem(kind, request_id(self.scope)))
            await response(self.scope, self.receive, self.send)

    def _apologise(self) -> Response:
        body = problem(INTERNAL_ERROR, request_id(self.scope))
        try:
            return answer(Request(self.scope), INTERNAL_ERROR, body)
        except Exception as error:  # noqa: BLE001 - what broke the answer may break the page that says so
            log_failure(logger, "no page for a failure", error, request_id=request_id(self.scope))
            return problem_response(INTERNAL_ERROR, body)

    def log(self) -> None:
        logger.info(
            "request",
            extra={
                "request_id": request_id(self.scope),
                "method": known_method(self.scope["method"]),
                "route": self.route,
                "status": self.status,
                "milliseconds": round(self.seconds * 1000, 1),
                "bytes_in": self.bytes_in,
                "bytes_out": self.bytes_out,
            },
        )


def _choose_id(offered: str | None) -> str:
    return offered if offered and _SANE_ID.fullmatch(offered) else uuid4().hex
