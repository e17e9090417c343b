"""What a worker tells of its jobs: how many, how long and of which kind, to whoever may know."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.jobs import Job, Kind, Payload
from service.jobs.carrying_out import Carrier
from service.jobs.durable import DurableJobs
from service.jobs.observing import observing
from service.jobs.performers import Performer
from service.jobs.system import bring_up_to_date
from service.jobs.workplace import Workplace
from service.settings import Settings
from tests.service.collectors import Collector

TOKEN = "v2Lr8Zt5Wc7Yb1Nd4Hf6Jg0AskP3x9vQm"
MAIL = Job(kind=Kind.SEND_MAIL, key="mail", payload={"person": "Quillfeather"})


def fail(_workplace: Workplace, payload: Payload) -> None:
    raise ValueError(payload["person"])


def figures(text: str) -> dict[tuple[str, str], float]:
    return {
        (sample.labels["kind"], sample.labels["outcome"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "tallymark_job_seconds_count"
    }


def settings_of(port: int, **settings: Any) -> Settings:
    return Settings.model_validate({"worker_metrics_port": port, "metrics_token": TOKEN, **settings})


def test_attempts_are_counted_and_traced_without_what_was_in_them(
    workplace: Workplace, free_port: int, collector: Collector
) -> None:
    bring_up_to_date(workplace.database)
    performers = {
        Kind.SEND_MAIL: Performer(perform=fail, attempts=1),
        Kind.SWEEP: Performer(perform=lambda *_: None),
    }
    with observing(settings_of(free_port, otlp_endpoint=collector.url)) as observer:
        carrier = Carrier(workplace, DurableJobs(workplace.database), performers, observer.attempt)
        carrier.carry_out(MAIL, 1)
        carrier.carry_out(Job(kind=Kind.SWEEP, key="sweep", payload={}), 1)
        url = f"http://127.0.0.1:{free_port}/metrics"
        shown = httpx2.get(url, headers={"Authorization": f"Bearer {TOKEN}"})
        assert figures(shown.text) == {("send_mail", "failed"): 1, ("sweep", "done"): 1}
        assert shown.headers["content-type"].startswith("text/plain; version=")
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            assert httpx2.get(url, headers=headers).status_code == 404
        assert httpx2.get(f"http://127.0.0.1:{free_port}/", headers=shown.request.headers).status_code == 404
    with pytest.raises(httpx2.TransportError):
        httpx2.get(url)
    assert [span.name for span in collector.spans()] == ["job send_mail", "job sweep"]
    assert "ValueError" in str(collector.spans())
    assert "Quillfeather" not in str(collector.spans()) + shown.text


def test_a_port_that_is_taken_keeps_nobody_from_work(free_port: int, caplog: pytest.LogCaptureFixture) -> None:
    with observing(settings_of(free_port)), observing(settings_of(free_port)) as second, second.attempt(Kind.SWEEP):
        pass
    assert "figures cannot be shown" in caplog.text


def test_without_a_port_nothing_is_shown_and_jobs_are_done(free_port: int) -> None:
    with observing(settings_of(0)) as observer, observer.attempt(Kind.SWEEP), pytest.raises(httpx2.TransportError):
        httpx2.get(f"http://127.0.0.1:{free_port}/metrics")
