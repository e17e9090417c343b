"""What one worker tells of its jobs: figures on a port of its own, spans to a collector."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from service.jobs.asking import Kind
from service.metrics import MEDIA_TYPE, Metrics
from service.settings import Settings
from service.tracing import new_provider, to_collector
from service.watchers import holds_token

logger = logging.getLogger(__name__)


class Observer:
    """Times each attempt at a job; `observing` opens one."""

    def __init__(self, settings: Settings) -> None:
        self.metrics = Metrics()
        endpoint = settings.otlp_endpoint
        self.provider = new_provider(to_collector(endpoint)) if endpoint else None
        self._tracer = self.provider.get_tracer(__name__) if self.provider else None

    @contextmanager
    def attempt(self, kind: Kind) -> Iterator[None]:
        """Within it one attempt at a job of this kind is made; an exception makes it a failed one."""
        with ExitStack() as stack:
            if self._tracer:
                attributes = {"job.kind": kind.value}
                stack.enter_context(self._tracer.start_as_current_span(f"job {kind.value}", attributes=attributes))
            stack.enter_context(self.metrics.job(kind.value))
            yield


@contextmanager
def observing(settings: Settings) -> Iterator[Observer]:
    """An observer, its figures served where the settings name a port; what spans are left are sent at the end."""
    observer = Observer(settings)
    with ExitStack() as stack:
        if settings.worker_metrics_port:
            stack.enter_context(_served(settings, observer.metrics))
        yield observer
    if observer.provider:
        observer.provider.shutdown()


@contextmanager
def _served(settings: Settings, metrics: Metrics) -> Iterator[None]:
    def answer(environment: WSGIEnvironment, respond: StartResponse) -> Iterable[bytes]:
        asked = environment["PATH_INFO"] == "/metrics" and environment["REQUEST_METHOD"] == "GET"
        if not (asked and _may_see(settings, environment)):
            respond(f"{HTTPStatus.NOT_FOUND.value} {HTTPStatus.NOT_FOUND.phrase}", [("Content-Length", "0")])
            return []
        respond(f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}", [("Content-Type", MEDIA_TYPE)])
        return [metrics.render()]

    try:
        server = make_server(settings.host, settings.worker_metrics_port, answer, _Server, _Quiet)
    except OSError:
        # Of several workers on one machine only the first gets the port; jobs are done all the same.
        logger.warning("figures cannot be shown on this port", extra={"port": settings.worker_metrics_port})
        yield
        return
    thread = Thread(target=server.serve_forever, name="figures", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _may_see(settings: Settings, environment: WSGIEnvironment) -> bool:
    if settings.metrics_token.get_secret_value():
        return holds_token(settings, environment.get("HTTP_AUTHORIZATION", ""))
    return not settings.in_production


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base class has it
        """Our logs hold no addresses."""
