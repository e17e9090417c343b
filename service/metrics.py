"""What Prometheus is told. Labels are names of ours, of which there are few: never an id or an address as it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError

from nlp.config import program_version
from service.jobs.depths import Depth
from service.logs import log_failure

logger = logging.getLogger(__name__)

# When each series began: as many series again, of which nobody asks for any.
disable_created_metrics()  # type: ignore[no-untyped-call]
MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_JOB_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


def known_method(method: str) -> str:
    """A request's method, where it is one of HTTP's; callers can make up others, which are all ``other``."""
    return method if method in _METHODS else "other"


class Metrics:
    """The figures of one process; nothing is global, so that tests can have many."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "tallymark_requests_total",
            "Requests answered, by the pattern of their address, method and class of status.",
            ["route", "method", "status"],
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "tallymark_request_seconds",
            "Seconds from a request's beginning to the end of its answer.",
            ["route", "method"],
            buckets=_REQUEST_SECONDS,
            registry=self._registry,
        )
        self._in_flight = Gauge(
            "tallymark_requests_in_flight", "Requests that are being answered.", registry=self._registry
        )
        self._job_seconds = Histogram(
            "tallymark_job_seconds",
            "Seconds that one attempt at a job took, by its kind and what came of it.",
            ["kind", "outcome"],
            buckets=_JOB_SECONDS,
            registry=self._registry,
        )
        self._analysis_seconds = Histogram(
            "tallymark_analysis_seconds",
            "Seconds that an analysis within a request took, waiting for a worker included.",
            buckets=_JOB_SECONDS,
            registry=self._registry,
        )
        build = Gauge("tallymark_build", "The program that runs; always 1.", ["version"], registry=self._registry)
        build.labels(program_version()).set(1)

    @contextmanager
    def request(self) -> Iterator[None]:
        """Count a request while it is being answered."""
        with self._in_flight.track_inprogress():
            yield

    def answered(self, route: str | None, method: str, status: int, seconds: float) -> None:
        """Count an answer. ``route``: the template of the address, None where nothing is there."""
        labels = (route or "none", known_method(method))
        self._requests.labels(*labels, f"{status // 100}xx").inc()
        self._request_seconds.labels(*labels).observe(seconds)

    @contextmanager
    def analysis(self) -> Iterator[None]:
        """Time an analysis within a request."""
        with self._analysis_seconds.time():
            yield

    @contextmanager
    def job(self, kind: str) -> Iterator[None]:
        """Time one attempt at a job; an exception makes it a failed one."""
        began, outcome = perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            self._job_seconds.labels(kind, outcome).observe(perf_counter() - began)

    def watch_jobs(self, depths: Callable[[], Iterable[Depth]]) -> None:
        """Ask how many jobs wait and run whenever the figures are read; what cannot be learned is left out."""
        self._registry.register(_JobDepths(depths))

    def render(self) -> bytes:
        """All figures, as Prometheus reads them (`MEDIA_TYPE`)."""
        return generate_latest(self._registry)


class _JobDepths(Collector):
    def __init__(self, depths: Callable[[], Iterable[Depth]]) -> None:
        self._depths = depths

    def collect(self) -> Iterator[GaugeMetricFamily]:
        labels = ["queue", "state"]
        number = GaugeMetricFamily("tallymark_jobs", "Jobs that have not ended, by queue and state.", labels=labels)
        oldest = GaugeMetricFamily(
            "tallymark_oldest_job_seconds", "Seconds since the oldest of them was asked for.", labels=labels
        )
        try:
            for depth in self._depths():
                number.add_metric([depth.queue, depth.state], depth.number)
                oldest.add_metric([depth.queue, depth.state], depth.oldest_seconds)
        except DBAPIError as error:
            log_failure(logger, "jobs cannot be counted", error)
        yield number
        yield oldest

    def describe(self) -> list[GaugeMetricFamily]:
        # Asked when it is registered; the database need not answer yet.
        return []
