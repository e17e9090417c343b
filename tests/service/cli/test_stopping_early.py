"""A program that is told to stop before it has begun: whoever starts and stops it sees that all is well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Until = Callable[[Callable[[], bool]], None]
PROGRAM = "from service.cli import main; main()"


def catches(number: signal.Signals, pid: int) -> bool:
    """Whether a process answers to a signal itself, as the system knows it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_what_is_told_to_stop_as_soon_as_it_listens_ends_well(command: str, tmp_path: Path, until: Until) -> None:
    environment = os.environ | {"TALLYMARK_DATA": str(tmp_path), "TALLYMARK_PORT": "0"}
    with subprocess.Popen([sys.executable, "-c", PROGRAM, command], env=environment, stderr=subprocess.PIPE) as process:
        until(lambda: catches(signal.SIGTERM, process.pid))
        process.send_signal(signal.SIGTERM)
        _, messages = process.communicate()
    assert (process.returncode, messages) == (0, b"")
    assert not list(tmp_path.iterdir()), "it had not begun"
