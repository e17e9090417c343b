"""Stopping a run over a folder, gently and not, and going on with it: real processes, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE, wait_until
from tests.service.cli.conftest import ACCOUNT

DOCUMENTS = 12
# The command line with a model that means nothing, and that hangs once it has read so many accounts.
PROGRAM = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background is born deaf to it
from itertools import count
from nlp import pipeline
from nlp.classifier.fake import FakeClassifier
at_once, reads, most = FakeClassifier.predict, count(), int(sys.argv.pop())
def predict(self, passages):
    if next(reads) >= most:
        print("hangs", flush=True)
        time.sleep(600)
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


def start(many: Path, out: Path, most: int = DOCUMENTS) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, "check", str(many), "--out", str(out), str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def stop_midway(many: Path, out: Path, how: signal.Signals) -> tuple[int, str]:
    """Start a run, signal it and its parser (as Ctrl-C does) after the third line; status and messages."""
    process = start(many, out, most=6)

    def has_three_lines() -> bool:
        assert process.poll() is None
        return out.exists() and out.read_bytes().count(b"\n") >= 3

    wait_until(has_three_lines)
    os.killpg(process.pid, how)
    _, messages = process.communicate(timeout=PATIENCE)
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
    _, messages = again.communicate(timeout=PATIENCE)

    assert again.returncode == 0
    assert f"{len(done)} documents already had a result" in messages
    assert sources(out) == [f"{number:02}.txt" for number in range(DOCUMENTS)]


def test_a_killed_run_can_go_on_too(many: Path, out: Path, tmp_path: Path) -> None:
    status, _ = stop_midway(many, out, signal.SIGKILL)
    assert status == -signal.SIGKILL
    out.write_bytes(out.read_bytes()[:-25])

    again = start(many, out)
    again.communicate(timeout=PATIENCE)
    undisturbed = start(many, tmp_path / "undisturbed.jsonl")
    undisturbed.communicate(timeout=PATIENCE)

    assert again.returncode == 0
    assert out.read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()


def test_ctrl_c_on_a_single_document_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "check", str(path), "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "hangs\n"
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=PATIENCE)

    assert process.returncode == 130
    assert messages == "Interrupted.\n"
