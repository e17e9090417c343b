"""GET /health/live, /health/ready and /version, from start to failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from nlp.config import program_version
from nlp.errors import ArtefactMissing
from nlp.pipeline import Analyser, fake_analyser
from service.analysers import Analysers

if TYPE_CHECKING:
    from tests.service.conftest import GatedClassifier, Serve


def test_a_service_that_is_ready_says_so(client: TestClient) -> None:
    for path in ("/health/live", "/health/ready"):
        response = client.get(path)
        assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_the_version_is_what_results_record(client: TestClient, account: str) -> None:
    version = client.get("/version").json()
    result = client.post("/v1/analyses", json={"text": account}).json()
    assert version["program"] == program_version()
    assert {"version": version["program"], "model": version["model"], "matching": version["matching"]} == result[
        "analyser"
    ]
    assert version["default_unit"] == result["unit"]


def test_while_the_model_is_loaded_the_service_lives_but_is_not_ready(
    serve: Serve, gate: GatedClassifier, gated: Analysers, until: Callable[[Callable[[], bool]], None], account: str
) -> None:
    gate.open.clear()
    client = serve(analysers=gated, wait=False)
    assert client.get("/health/live").status_code == 200
    for response in (client.get("/health/ready"), client.post("/v1/analyses", json={"text": account})):
        assert (response.status_code, response.json()["type"]) == (503, "urn:tallymark:problem:starting")
        assert int(response.headers["Retry-After"]) > 0
    gate.open.set()
    until(lambda: client.get("/health/ready").status_code == 200)
    assert client.post("/v1/analyses", json={"text": account}).status_code == 200


@pytest.mark.parametrize("error", [ArtefactMissing("model.onnx is not there"), RuntimeError("a bug")])
def test_without_a_model_the_service_lives_and_says_whom_to_ask(
    serve: Serve, error: Exception, until: Callable[[Callable[[], bool]], None], account: str
) -> None:
    def load(_unit_id: str | None) -> Analyser:
        raise error

    client = serve(analysers=Analysers(load), wait=False)
    unavailable = "urn:tallymark:problem:model-unavailable"
    until(lambda: client.get("/health/ready").json()["type"] == unavailable)
    assert client.get("/health/live").status_code == 200
    response = client.post("/v1/analyses", json={"text": account})
    assert (response.status_code, response.json()["type"]) == (503, unavailable)
    assert str(error) not in response.text


def test_the_model_is_loaded_once_for_all_requests(serve: Serve, account: str) -> None:
    loaded = []

    def load(unit_id: str | None) -> Analyser:
        loaded.append(unit_id)
        return fake_analyser(unit_id)

    client = serve(analysers=Analysers(load))
    for _ in range(3):
        assert client.post("/v1/analyses", json={"text": account}).status_code == 200
    assert loaded == [None]


def test_another_unit_is_loaded_when_first_asked_for(serve: Serve, second_unit: str, account: str) -> None:
    loaded = []

    def load(unit_id: str | None) -> Analyser:
        loaded.append(unit_id)
        return fake_analyser(unit_id)

    client = serve(analysers=Analysers(load))
    for _ in range(2):
        response = client.post("/v1/analyses", json={"text": account, "unit": second_unit})
        assert response.json()["unit"]["id"] == second_unit
    assert loaded == [None, second_unit]
    assert [unit["id"] for unit in client.get("/v1/units").json()] == [fake_analyser().unit.id, second_unit]
