"""What a request is answered with that the server ends before its time."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from service.context import RequestContext
from service.metrics import Metrics


async def cancelled(*, begun: bool) -> list[dict[str, Any]]:
    """What is sent where a request waits for ever and is cancelled; ``begun``: its answer has begun by then."""
    waiting, sent = asyncio.Event(), []

    async def wait(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        waiting.set()
        await asyncio.Event().wait()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    request = asyncio.create_task(RequestContext(wait, Metrics())(scope, receive, send))
    await waiting.wait()
    request.cancel()
    await request
    return sent


def test_whoever_is_cut_short_is_told_to_come_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    start, body = asyncio.run(cancelled(begun=False))
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert (start["status"], headers["retry-after"], headers["x-frame-options"]) == (503, "5", "DENY")
    assert json.loads(body["body"])["type"] == "urn:tallymark:problem:stopping"
    assert vars(caplog.records[-1])["status"] == 503


def test_an_answer_that_has_begun_ends_as_it_is() -> None:
    assert [message["type"] for message in asyncio.run(cancelled(begun=True))] == ["http.response.start"]
