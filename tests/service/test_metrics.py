"""GET /metrics: figures with few labels, for whoever may see them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from service.jobs import Job, Kind
from service.jobs.depths import Depth, depths_of
from service.jobs.durable import DurableJobs
from service.jobs.system import bring_up_to_date
from service.metrics import Metrics
from service.storage import Database
from tests.service.jobs.workers import empty_jobs

if TYPE_CHECKING:
    from tests.service.conftest import Serve

TOKEN = "v2Lr8Zt5Wc7Yb1Nd4Hf6Jg0AskP3x9vQm"
WATCHER = {"Authorization": f"Bearer {TOKEN}"}
Sample = tuple[str, tuple[tuple[str, str], ...]]


def samples(text: str) -> dict[Sample, float]:
    """Every figure by its name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client: TestClient) -> dict[Sample, float]:
    response = client.get("/metrics", headers=WATCHER)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    return samples(response.text)


def test_requests_are_counted_by_route_method_and_class_of_status(serve: Serve) -> None:
    client = serve(metrics_token=TOKEN)
    for _ in range(3):
        client.get("/v1/units/no-such-unit")
    client.get("/v1/units")
    figures = read(client)
    pattern = (("method", "GET"), ("route", "/v1/units/{unit_id}"))
    assert figures["tallymark_requests_total", (*pattern, ("status", "4xx"))] == 3
    assert figures["tallymark_request_seconds_count", pattern] == 3
    everything = (("method", "GET"), ("route", "/v1/units"), ("status", "2xx"))
    assert figures["tallymark_requests_total", everything] == 1
    assert figures["tallymark_requests_in_flight", ()] == 1


def test_what_callers_make_up_makes_no_label(serve: Serve) -> None:
    client = serve(metrics_token=TOKEN)
    before = set(read(client))
    for number in range(20):
        client.get(f"/made-up/{number}", params={"made": "up"})
        client.request(f"MADE{number}", "/health/live")
        client.get(f"/v1/units/{number}")
    new = {labels for name, labels in set(read(client)) - before if name == "tallymark_requests_total"}
    assert {dict(labels)["route"] for labels in new} == {"none", "/health/live", "/v1/units/{unit_id}", "/metrics"}
    assert {dict(labels)["method"] for labels in new} == {"GET", "other"}


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}, {"Authorization": f"Bearer {TOKEN}é"}],
)
def test_without_the_token_there_is_nothing_here(serve_shared: Serve, headers: dict[str, str]) -> None:
    client = serve_shared(metrics_token=TOKEN)
    response = client.get("/metrics", headers={name: value.encode() for name, value in headers.items()})  # type: ignore[arg-type]
    assert (response.status_code, response.json()["type"]) == (404, "urn:tallymark:problem:not-found")


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}, 404),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.7"}, 404),
    ],
)
def test_in_development_this_machine_needs_no_token(
    serve_shared: Serve, address: str, headers: dict[str, str], status: int
) -> None:
    client = TestClient(serve_shared().app, client=(address, 50000))
    assert client.get("/metrics", headers=headers).status_code == status


def test_in_production_nobody_sees_them_without_a_token(serve: Serve, production: dict[str, str]) -> None:
    client = TestClient(serve(**production).app, client=("127.0.0.1", 50000), base_url="https://tallymark.example")
    assert client.get("/metrics").status_code == 404


def test_jobs_are_timed_by_kind_and_outcome() -> None:
    metrics = Metrics()
    with metrics.job("send_mail"):
        pass
    with pytest.raises(ZeroDivisionError), metrics.job("send_mail"):
        raise ZeroDivisionError
    figures = samples(metrics.render().decode())
    for outcome in ("done", "failed"):
        assert figures["tallymark_job_seconds_count", (("kind", "send_mail"), ("outcome", outcome))] == 1


def test_waiting_jobs_are_counted_when_the_figures_are_read() -> None:
    metrics = Metrics()
    depths = [Depth("errands", "waiting", 2, 7.5)]
    metrics.watch_jobs(lambda: depths)
    depths.append(Depth("analyses", "running", 1, 0.5))
    figures = samples(metrics.render().decode())
    assert figures["tallymark_jobs", (("queue", "errands"), ("state", "waiting"))] == 2
    assert figures["tallymark_oldest_job_seconds", (("queue", "errands"), ("state", "waiting"))] == 7.5
    assert figures["tallymark_jobs", (("queue", "analyses"), ("state", "running"))] == 1


def test_jobs_that_wait_are_counted_in_the_database(database: Database) -> None:
    bring_up_to_date(database)
    empty_jobs(database)
    assert {depth.number for depth in depths_of(database)} == {0}
    jobs = DurableJobs(database)
    with database.write() as session:
        for number in range(3):
            jobs.enqueue(session, Job(kind=Kind.SEND_MAIL, key=f"mail:{number}", payload={}))
        jobs.enqueue(session, Job(kind=Kind.SEND_MAIL, key="later", payload={}, delay=timedelta(hours=1)))
        jobs.enqueue(session, Job(kind=Kind.ANALYSE_DRAFT, key="draft", payload={}))
    found = {(depth.queue, depth.state): depth for depth in depths_of(database)}
    assert {place: depth.number for place, depth in found.items() if depth.number} == {
        ("errands", "waiting"): 3,
        ("errands", "delayed"): 1,
        ("analyses", "waiting"): 1,
    }
    assert 0 <= found["errands", "waiting"].oldest_seconds < 600


def test_while_the_database_is_away_the_other_figures_are_told(
    free_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    metrics = Metrics()
    away = Database(f"postgresql://nobody@127.0.0.1:{free_port}/nowhere")
    metrics.watch_jobs(lambda: depths_of(away))
    assert b"tallymark_build" in metrics.render()
    assert "jobs cannot be counted" in caplog.text


def test_analyses_within_requests_are_timed(serve: Serve, account: str) -> None:
    client = serve(metrics_token=TOKEN)
    client.post("/v1/analyses", json={"text": account})
    assert read(client)["tallymark_analysis_seconds_count", ()] == 1


def test_the_manual_lists_every_figure_with_its_labels() -> None:
    metrics = Metrics()
    metrics.watch_jobs(lambda: [Depth("errands", "waiting", 2, 7.5)])
    metrics.answered("/v1/units", "GET", 200, 0.1)
    with metrics.job("send_mail"), metrics.analysis():
        pass
    shown: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(metrics.render().decode()):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        shown[name] = {label for sample in family.samples for label in sample.labels if label != "le"}
    manual = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(tallymark_\w+)` \|(.*?)\| ", manual, re.MULTILINE)
    assert {name: set(re.findall(r"\w+", labels)) for name, labels in rows} == shown
