"""`tallymark serve`: a real process that answers, and stops when it is told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.patience import PATIENCE, wait_until

PROGRAM = """
from nlp import pipeline
pipeline.load_analyser = pipeline.fake_analyser
from service.cli import main
main()
"""


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept in the folder that the tests are run in."""
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


def answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None
    try:
        with urlopen(address, timeout=PATIENCE) as response:  # noqa: S310 - our own service
            return bool(response.read())
    except URLError:
        return False


def test_it_answers_until_it_is_told_to_stop() -> None:
    port = free_port()
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/live", process))
            process.send_signal(signal.SIGINT)
            _, messages = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()

    assert process.returncode == 0
    assert b"Traceback" not in messages


def test_a_port_that_is_taken_is_told(taken_port: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "serve", "--port", str(taken_port)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{taken_port}" in " ".join(done.stderr.replace("│", " ").split())


def test_a_setting_that_cannot_be_used_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "serve"],
        capture_output=True,
        text=True,
        check=False,
        env={"TALLYMARK_WORKERS": "none", "PATH": ""},
    )

    assert done.returncode == 2
    assert "TALLYMARK_WORKERS" in done.stderr
