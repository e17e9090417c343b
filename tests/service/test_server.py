"""A real server on loopback: with the instant model in this process, and with the installed one in its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import httpx2
import pytest
import uvicorn

from nlp.config import model_dir
from service.analysers import Analysers
from service.app import create_app
from service.settings import Settings
from tests.patience import PATIENCE, wait_until

if TYPE_CHECKING:
    from tests.service.conftest import GatedClassifier

URL = "/v1/analyses"
Until = Callable[[Callable[[], bool]], None]


@contextmanager
def served(settings: Settings, analysers: Analysers) -> Iterator[httpx2.Client]:
    server = uvicorn.Server(uvicorn.Config(create_app(settings, analysers), port=0, log_config=None, access_log=False))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=PATIENCE) as client:
                wait_until(lambda: knows_its_model(client))
                yield client
        finally:
            server.should_exit = True
            thread.join()


def knows_its_model(client: httpx2.Client) -> bool:
    """Whether the model is loaded; these have no workers, which `/health/ready` would ask for."""
    try:
        return client.get("/version").status_code == 200
    except httpx2.TransportError:
        return False


def numbered(number: int) -> str:
    return f"Customer number {number} rang. I answered after {number} minutes."


def ask(client: httpx2.Client, number: int) -> str:
    response = client.post(URL, json={"text": numbered(number)})
    assert response.status_code == 200, response.text
    return str(response.json()["text"]["content"])


def test_twenty_at_once_get_each_their_own_answer_while_health_answers(
    gate: GatedClassifier, gated: Analysers, until: Until
) -> None:
    with served(Settings(workers=4, queue=20), gated) as client, ThreadPoolExecutor(20) as callers:
        gate.open.clear()
        calls = [callers.submit(ask, client, number) for number in range(20)]
        until(lambda: gate.waiting == 4)
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 200
        assert not any(call.done() for call in calls)
        gate.open.set()
        assert [call.result() for call in calls] == [numbered(number) for number in range(20)]


def test_a_refused_upload_gets_its_answer_and_the_connection_goes_on(gated: Analysers) -> None:
    with served(Settings(workers=1, max_body_bytes=100_000), gated) as client:
        response = client.post(URL, files={"file": ("account.txt", b"a" * 3_000_000)})
        assert (response.status_code, response.json()["type"]) == (413, "urn:tallymark:problem:request-too-large")
        response = client.post(
            URL, content=(b"a" * 10_000 for _ in range(300)), headers={"Content-Type": "application/json"}
        )
        assert (response.status_code, response.json()["type"]) == (413, "urn:tallymark:problem:request-too-large")
        assert ask(client, 1) == numbered(1)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx2.Client, Path]]:
    """The service as it is run, with the installed model; and the file that its output goes to."""
    if not model_dir().is_dir():
        pytest.skip(f"no model is installed in {model_dir()}")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    output = tmp_path_factory.mktemp("server") / "output"
    run = "from service.server import run; from service.settings import Settings; run(Settings.from_environment())"
    environment = os.environ | {
        "TALLYMARK_PORT": str(port),
        "TALLYMARK_WORKERS": "2",
        "TALLYMARK_RATE_LIMITS": "true",
        "TALLYMARK_RATE_PER_ADDRESS": "1000/hour",
        "TALLYMARK_JOB_WORKERS": "0",
        "TALLYMARK_DATA": str(output.parent / "data"),
    }
    with output.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", run], env=environment, stdout=file, stderr=file)
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
                wait_until(lambda: knows_its_model(client))
                yield client, output
        finally:
            process.terminate()
            assert process.wait(PATIENCE) in {0, -signal.SIGTERM}


def test_the_installed_model_answers_many_at_once_as_it_does_alone(installed: tuple[httpx2.Client, Path]) -> None:
    client, _ = installed

    def analyse(number: int) -> object:
        return client.post(URL, json={"text": numbered(number)}).json()

    alone = [analyse(number) for number in range(20)]
    with ThreadPoolExecutor(20) as callers:
        assert list(callers.map(analyse, range(20))) == alone


def test_what_the_service_prints_are_lines_of_json_without_the_texts(installed: tuple[httpx2.Client, Path]) -> None:
    client, output = installed
    client.post(URL, json={"text": "Mrs Quillfeather wept at the counter."})
    client.get("/v1/units/Quillfeather")
    lines = output.read_text(encoding="utf-8").splitlines()
    assert any(json.loads(line)["message"] == "request" for line in lines)
    assert "Quillfeather" not in "".join(lines)


def test_nobody_gets_round_a_limit_by_naming_another_address(installed: tuple[httpx2.Client, Path]) -> None:
    client, _ = installed

    def left(caller: str) -> int:
        headers = {"X-Forwarded-For": caller, "Forwarded": f"for={caller}"}
        answer = client.post("/v1/redactions", json={"text": "I rang her."}, headers=headers)
        return int(answer.headers["RateLimit"].partition("r=")[2].partition(";")[0])

    first, second = left("203.0.113.7"), left("203.0.113.8")
    assert second == first - 1
