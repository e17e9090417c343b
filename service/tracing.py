"""Traces for OpenTelemetry: which route or job took how long, and nothing of what was in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import FastAPI
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import SpanContext, SpanKind, Status
from opentelemetry.util.types import Attributes

from nlp.config import program_version

SERVICE = "tallymark"
# Everything else that some library thinks worth telling is left out: addresses, queries, headers, statements, messages.
_ATTRIBUTES = frozenset(
    {
        "error.type",
        "exception.type",
        "http.method",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "http.status_code",
        "job.kind",
    }
)
_METHODS = ("http.request.method", "http.method")


class WordlessExporter(SpanExporter):
    """Passes spans on with no more than names of ours: what a trace must not hold never leaves the process."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """See `SpanExporter.export`."""
        return self._exporter.export([_without_words(span) for span in spans])

    def shutdown(self) -> None:
        """See `SpanExporter.shutdown`."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """See `SpanExporter.force_flush`."""
        return self._exporter.force_flush(timeout_millis)


def to_collector(endpoint: str) -> SpanProcessor:
    """What sends spans to a collector that speaks OTLP over HTTP, in batches and in the background."""
    return BatchSpanProcessor(WordlessExporter(OTLPSpanExporter(f"{endpoint}/v1/traces")))


def new_provider(processor: SpanProcessor) -> TracerProvider:
    """Where spans come from; ``shutdown()`` sends what is left."""
    resource = Resource({"service.name": SERVICE, "service.version": program_version()})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return provider


def trace_requests(app: FastAPI, provider: TracerProvider) -> None:
    """Make a span of every request but those of whatever watches over the service."""
    FastAPIInstrumentor.instrument_app(
        app, tracer_provider=provider, excluded_urls="/health/.*,/metrics", exclude_spans=["receive", "send"]
    )


def _without_words(span: ReadableSpan) -> ReadableSpan:
    attributes = _known(span.attributes)
    return ReadableSpan(
        name=_name(span, attributes),
        context=_without_state(span.get_span_context()),
        parent=_without_state(span.parent),
        resource=span.resource,
        attributes=attributes,
        events=[Event("exception", _known(event.attributes), event.timestamp) for event in span.events],
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _name(span: ReadableSpan, attributes: Mapping[str, str | int]) -> str:
    if span.kind is not SpanKind.SERVER:
        return span.name
    # An address that leads nowhere would otherwise be the name.
    method = next((attributes[name] for name in _METHODS if name in attributes), "request")
    return f"{method} {attributes.get('http.route', '')}".rstrip()


def _known(attributes: Attributes) -> dict[str, str | int]:
    kept = {name: value for name, value in (attributes or {}).items() if name in _ATTRIBUTES}
    return {name: value if isinstance(value, int) else str(value) for name, value in kept.items()}


def _without_state(context: SpanContext | None) -> SpanContext | None:
    # Its state is text of the caller's.
    return context and SpanContext(context.trace_id, context.span_id, context.is_remote, context.trace_flags)
