"""What is too large, too long or too much is refused, and in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from http import HTTPStatus
from typing import TYPE_CHECKING

import anyio
import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from service.analysers import Analysers
from service.limits import BodyLimit

if TYPE_CHECKING:
    from tests.service.conftest import GatedClassifier, Serve

URL = "/v1/analyses"
JSON = {"Content-Type": "application/json"}
Until = Callable[[Callable[[], bool]], None]


def body_of(size: int) -> bytes:
    return b'{"text": "' + b"a" * (size - 12) + b'"}'


@pytest.mark.parametrize(("size", "status"), [(999, 200), (1000, 200), (1001, 413), (5000, 413)])
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_may_hold_as_many_bytes_as_set(serve_shared: Serve, size: int, status: int, announced: bool) -> None:
    client = serve_shared(max_body_bytes=1000)
    body = body_of(size)
    assert len(body) == size
    halves = iter([body[: size // 2], body[size // 2 :]])
    assert client.post(URL, content=body if announced else halves, headers=JSON).status_code == status


def test_a_form_is_bounded_too(serve_shared: Serve) -> None:
    client = serve_shared(max_body_bytes=1000)
    response = client.post(URL, files={"file": ("account.txt", b"I rang her. " * 100)})
    assert (response.status_code, response.json()["type"]) == (413, "urn:tallymark:problem:request-too-large")


def test_json_may_hold_less_than_files(serve: Serve) -> None:
    client = serve(max_json_bytes=1000)
    assert client.post(URL, content=body_of(1001), headers=JSON).status_code == 413
    assert client.post("/v1/sign-in", content=body_of(1001), headers=JSON).status_code == 413
    files = {"file": ("account.txt", b"I rang her. " * 100)}
    assert client.post(URL, files=files).status_code == 200


def read_at_most(limit: int, headers: dict[str, str], chunks: Iterator[bytes]) -> tuple[int, bool]:
    """Bytes that get past the limit, and whether it then refused with a 413."""
    read, refused = 0, False

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        nonlocal read
        while (message := await receive())["more_body"]:
            read += len(message["body"])

    async def receive() -> Message:
        chunk = next(chunks, b"")
        return {"type": "http.request", "body": chunk, "more_body": bool(chunk)}

    async def send(_message: Message) -> None:
        raise AssertionError

    scope = {"type": "http", "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}
    try:
        anyio.run(BodyLimit(app, limit, limit), scope, receive, send)
    except HTTPException as refusal:
        refused = refusal.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return read, refused


def test_an_endless_body_is_not_read_beyond_the_limit() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"a" * 100

    assert read_at_most(1050, {}, endless()) == (1000, True)


def test_a_length_over_the_limit_is_refused_before_anything_is_read() -> None:
    assert read_at_most(1000, {"content-length": "1001"}, iter([b"a"] * 10)) == (0, True)


@pytest.mark.parametrize("length", ["10", "-1", "9" * 5000, "many", "²"])
def test_a_false_length_does_not_help(length: str) -> None:
    read, refused = read_at_most(1000, {"content-length": length}, iter([b"a" * 600] * 2))
    assert (read, refused) == (600, True)


def test_a_text_may_hold_as_many_words_as_set(serve: Serve) -> None:
    client = serve(max_words=50)
    assert client.post(URL, json={"text": "word " * 50}).status_code == 200
    for request in ({"json": {"text": "word " * 51}}, {"files": {"file": ("account.txt", b"word " * 51)}}):
        response = client.post(URL, **request)
        assert (response.status_code, response.json()["type"]) == (413, "urn:tallymark:problem:document-too-large")


def test_an_analysis_that_takes_too_long_is_given_up(
    serve: Serve, gate: GatedClassifier, gated: Analysers, account: str
) -> None:
    client = serve(analysers=gated, workers=1, time_limit=0.2)
    gate.open.clear()
    response = client.post(URL, json={"text": account})
    assert (response.status_code, response.json()["type"]) == (504, "urn:tallymark:problem:analysis-timed-out")
    assert "0.2 seconds" in response.json()["detail"]


def test_a_full_queue_turns_requests_away_and_then_empties(
    serve: Serve, gate: GatedClassifier, gated: Analysers, account: str
) -> None:
    client = serve(analysers=gated, workers=1, queue=1)
    gate.open.clear()
    with ThreadPoolExecutor(3) as callers:
        calls = [callers.submit(client.post, URL, json={"text": account}) for _ in range(3)]
        turned_away = next(as_completed(calls)).result()
        assert (turned_away.status_code, turned_away.json()["type"]) == (503, "urn:tallymark:problem:busy")
        assert int(turned_away.headers["Retry-After"]) > 0
        gate.open.set()
        assert sorted(call.result().status_code for call in calls) == [200, 200, 503]
    assert client.post(URL, json={"text": account}).status_code == 200


def test_other_routes_answer_while_every_worker_is_taken(
    serve: Serve, gate: GatedClassifier, gated: Analysers, account: str, until: Until
) -> None:
    client = serve(analysers=gated, workers=1)
    gate.open.clear()
    with ThreadPoolExecutor(1) as caller:
        running = caller.submit(client.post, URL, json={"text": account})
        until(lambda: gate.waiting == 1)
        for path in ("/health/live", "/health/ready", "/version", "/v1/units"):
            assert client.get(path).status_code == 200
        assert not running.done()
        gate.open.set()
        assert running.result().status_code == 200
