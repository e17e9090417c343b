"""What compose.yaml starts, as processes of this machine: the same commands, in the same order, in production."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import pytest
import yaml

from tests.patience import PATIENCE
from tests.service.databases import new_postgresql_database

ROOT = Path(__file__).parents[3]
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
TOKEN = "v2Lr8Zt5Wc7Yb1Nd4Hf6Jg0AskP3x9vQm"
# The instant model; everything else is as it is installed.
PROGRAM = """
from nlp import pipeline
pipeline.load_analyser = pipeline.fake_analyser
if __name__ == "__main__":
    from service.cli import main
    main()
"""
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def environment(postgresql_url: str, tmp_path: Path, free_port: int) -> Iterator[dict[str, str]]:
    with new_postgresql_database(postgresql_url) as database:
        url = database.url.render_as_string(hide_password=False)
        (tmp_path / "secret_key").write_text("kP3x9vQm2Lr8Zt5Wc7Yb1Nd4Hf6Jg0As", encoding="utf-8")
        (tmp_path / "database_url").write_text(url, encoding="utf-8")
        (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
        yield os.environ | {
            "PYTHONPATH": str(ROOT),
            "TALLYMARK_ENVIRONMENT": "production",
            "TALLYMARK_PUBLIC_URL": "https://tallymark.example",
            "TALLYMARK_SECRET_KEY_FILE": str(tmp_path / "secret_key"),
            "TALLYMARK_DATABASE_URL_FILE": str(tmp_path / "database_url"),
            "TALLYMARK_DATA": str(tmp_path / "data"),
            "TALLYMARK_METRICS_TOKEN": TOKEN,
            "TALLYMARK_PORT": str(free_port),
            "TALLYMARK_TRUSTED_PROXIES": "127.0.0.1",
            "TALLYMARK_RATE_PER_ADDRESS": "1/hour",
            "TALLYMARK_JOB_WORKERS": SERVICES["service"]["environment"]["TALLYMARK_JOB_WORKERS"],
        }


def command(name: str, folder: Path) -> list[str]:
    return [sys.executable, str(folder / "program.py"), *SERVICES[name]["command"]]


@contextmanager
def started(name: str, folder: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(command(name, folder), env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def checks(client: httpx2.Client) -> object:
    """What the service says of itself, once it answers."""
    try:
        answer = client.get("/health/ready", headers={"Authorization": f"Bearer {TOKEN}"})
    except httpx2.TransportError:
        return None
    return answer.json().get("checks") or answer.json().get("detail")


def said(words: str, log: Path) -> int:
    """How often the log says so."""
    return log.read_text(encoding="utf-8").count(words)


def ask_as(client: httpx2.Client, caller: str) -> int:
    """Ask as the proxy in front does for somebody at this address."""
    headers = {"X-Forwarded-For": caller, "X-Forwarded-Proto": "https"}
    return client.post("/v1/redactions", json={"text": "I rang her back."}, headers=headers).status_code


def test_the_composition_starts_is_well_and_ends(environment: dict[str, str], tmp_path: Path, until: Until) -> None:
    base_url = f"http://127.0.0.1:{environment['TALLYMARK_PORT']}"
    subprocess.run(command("migrate", tmp_path), env=environment, check=True, capture_output=True)
    with ExitStack() as stack:
        client = stack.enter_context(httpx2.Client(base_url=base_url, timeout=PATIENCE))
        service = stack.enter_context(started("service", tmp_path, environment))
        until(lambda: checks(client) == "These cannot be used: workers.")
        workers = [
            stack.enter_context(started("worker", tmp_path, environment))
            for _ in range(SERVICES["worker"]["deploy"]["replicas"])
        ]
        well = {"model": "ok", "database": "ok", "files": "ok", "workers": "ok"}
        until(lambda: checks(client) == well)
        until(lambda: said("worker ready", tmp_path / "worker.log") == len(workers))
        assert client.get("/health/live", headers={"Host": "elsewhere.example"}).status_code == 421
        assert client.get("/version").headers["Strict-Transport-Security"]
        assert [ask_as(client, caller) for caller in ("203.0.113.7", "203.0.113.7", "203.0.113.8")] == [200, 429, 200]
        for process in (*workers, service):
            process.send_signal(signal.SIGTERM)
        assert [process.wait(PATIENCE) for process in (*workers, service)] == [0, 0, 0]
    for log in tmp_path.glob("*.log"):
        assert "Traceback" not in log.read_text(encoding="utf-8")
