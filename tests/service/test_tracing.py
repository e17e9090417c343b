"""Traces: which route took how long, sent to a real collector, with nothing of what was in the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.analysers import Analysers
from service.app import create_app
from service.settings import Settings
from service.tracing import WordlessExporter, new_provider
from tests.service.collectors import Collector

if TYPE_CHECKING:
    from tests.service.conftest import Serve

CANARY = "Quillfeather"


def test_a_collector_gets_every_request_and_none_of_its_words(collector: Collector) -> None:
    app = create_app(Settings(otlp_endpoint=collector.url), Analysers(fake_analyser))
    with TestClient(app) as client:
        client.post("/v1/analyses", json={"text": CANARY}, params={"unit": CANARY}, headers={"User-Agent": CANARY})
        client.post("/v1/analyses", content=CANARY.encode(), headers={"Content-Type": f"text/{CANARY}"})
        client.get(f"/v1/units/{CANARY}", params={CANARY: CANARY})
        client.get(
            f"/{CANARY}", headers={"tracestate": f"vendor={CANARY}", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
        )
        client.request(CANARY.upper(), "/v1/units")
        client.get("/health/live")
    assert collector.paths == {"/v1/traces"}
    assert [span.name for span in collector.spans()] == [
        "POST /v1/analyses",
        "POST /v1/analyses",
        "GET /v1/units/{unit_id}",
        "GET",
        "_OTHER /v1/units",
    ]
    assert CANARY.lower() not in str(collector.spans()).lower()
    assert CANARY.lower().encode() not in b"".join(collector.bodies).lower()
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
