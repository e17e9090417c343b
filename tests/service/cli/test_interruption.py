"""Stopping a run over a folder, gently and not, and going on with it: real processes, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.service.cli.conftest import ACCOUNT

DOCUMENTS = 12
# The command line with a model that means nothing and takes a while.
SLOW = """
import time
from nlp import pipeline
from nlp.classifier.fake import FakeClassifier
at_once = FakeClassifier.predict
def predict(self, passages):
    time.sleep(0.1)
    return at_once(self, passages)
FakeClassifier.predict = predict
pipeline.load_analyser = pipeline.fake_analyser
from service.cli import main
main()
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{number:02}.txt").write_text(f"{ACCOUNT} It was case {number}.", encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


def start(many: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLOW, "check", str(many), "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def stop_midway(many: Path, out: Path, how: signal.Signals) -> tuple[int, str]:
    """Start a run, signal it and its parser (as Ctrl-C does) after the third line; status and messages."""
    process = start(many, out)
    deadline = time.monotonic() + 30
    while not out.exists() or out.read_bytes().count(b"\n") < 3:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, messages = process.communicate(timeout=30)
    return process.returncode, messages


def sources(out: Path) -> list[str]:
    return [json.loads(line)["source"] for line in out.read_text(encoding="utf-8").splitlines()]


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(many: Path, out: Path) -> None:
    status, messages = stop_midway(many, out, signal.SIGINT)
    done = sources(out)

    assert status == 130
    assert "Traceback" not in messages
    assert f"{len(done)} documents analysed" in messages
    assert f"{DOCUMENTS - len(done)} documents still to do: run the same command again to go on." in messages
    assert 3 <= len(done) < DOCUMENTS
    assert done == sorted(set(done))

    again = start(many, out)
    _, messages = again.communicate(timeout=60)

    assert again.returncode == 0
    assert f"{len(done)} documents already had a result" in messages
    assert sources(out) == [f"{number:02}.txt" for number in range(DOCUMENTS)]


def test_a_killed_run_can_go_on_too(many: Path, out: Path, tmp_path: Path) -> None:
    status, _ = stop_midway(many, out, signal.SIGKILL)
    assert status == -signal.SIGKILL
    out.write_bytes(out.read_bytes()[:-25])

    again = start(many, out)
    again.communicate(timeout=60)
    undisturbed = start(many, tmp_path / "undisturbed.jsonl")
    undisturbed.communicate(timeout=60)

    assert again.returncode == 0
    assert out.read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()


def test_ctrl_c_on_a_single_document_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")
    script = SLOW.replace("time.sleep(0.1)", "print('begun', flush=True), time.sleep(30)")
    process = subprocess.Popen(
        [sys.executable, "-c", script, "check", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=30)

    assert process.returncode == 130
    assert messages == "Interrupted.\n"
