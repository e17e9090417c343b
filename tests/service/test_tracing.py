"""Traces: which route took how long, sent to a real collector, with nothing of what was in the request."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.analysers import Analysers
from service.app import create_app
from service.settings import Settings
from service.tracing import WordlessExporter, new_provider

if TYPE_CHECKING:
    from tests.service.conftest import Serve

CANARY = "Quillfeather"


class Collector:
    """A server that takes what is sent by OTLP over HTTP."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.paths: set[str] = set()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.paths.add(self.path)
                collector.bodies.append(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def spans(self) -> list[Span]:
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        scopes = [scope for request in requests for spans in request.resource_spans for scope in spans.scope_spans]
        return [span for scope in scopes for span in scope.spans]


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_a_collector_gets_every_request_and_none_of_its_words(collector: Collector) -> None:
    app = create_app(Settings(otlp_endpoint=collector.url), Analysers(fake_analyser))
    with TestClient(app) as client:
        client.post("/v1/analyses", json={"text": CANARY}, params={"unit": CANARY}, headers={"User-Agent": CANARY})
        client.post("/v1/analyses", content=CANARY.encode(), headers={"Content-Type": f"text/{CANARY}"})
        client.get(f"/v1/units/{CANARY}", params={CANARY: CANARY})
        client.get(
            f"/{CANARY}", headers={"tracestate": f"vendor={CANARY}", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
        )
        client.get("/health/live")
    assert collector.paths == {"/v1/traces"}
    assert [span.name for span in collector.spans()] == [
        "POST /v1/analyses",
        "POST /v1/analyses",
        "GET /v1/units/{unit_id}",
        "GET",
    ]
    assert CANARY not in str(collector.spans())
    assert CANARY.encode() not in b"".join(collector.bodies)
    found = {attribute.key: attribute.value for attribute in collector.spans()[2].attributes}
    assert found["http.route"].string_value == "/v1/units/{unit_id}"
    assert found["http.status_code"].int_value == 404


def test_a_trace_that_came_with_the_request_goes_on(collector: Collector) -> None:
    app = create_app(Settings(otlp_endpoint=collector.url), Analysers(fake_analyser))
    with TestClient(app) as client:
        client.get("/v1/units", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"})
    (span,) = collector.spans()
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == ("a" * 32, "b" * 16)


def test_without_a_collector_nothing_is_traced(serve: Serve) -> None:
    client = serve()
    assert not hasattr(client.app.state, "tracing")  # type: ignore[attr-defined]


def test_what_other_libraries_tell_is_left_out() -> None:
    kept = InMemorySpanExporter()
    provider = new_provider(SimpleSpanProcessor(WordlessExporter(kept)))
    tracer = provider.get_tracer("a library")

    def fail() -> None:
        with tracer.start_as_current_span("job", attributes={"job.kind": "send_mail", "db.statement": CANARY}) as span:
            span.add_event("thought", {"words": CANARY})
            raise ValueError(CANARY)

    with pytest.raises(ValueError, match=CANARY):
        fail()
    with tracer.start_as_current_span(f"GET /{CANARY}", kind=SpanKind.SERVER):
        pass
    first, second = kept.get_finished_spans()
    assert CANARY not in first.to_json() + second.to_json()
    assert dict(first.attributes or {}) == {"job.kind": "send_mail"}
    assert [dict(event.attributes or {}) for event in first.events] == [{}, {"exception.type": "ValueError"}]
    assert second.name == "request"
    provider.shutdown()
