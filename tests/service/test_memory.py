from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
from threading import Barrier, Thread
from service.memory import share_arenas
assert share_arenas()
barrier = Barrier(9)
def work():
    kept = [bytes(600) for _ in range(1000)]
    barrier.wait()
    barrier.wait()
threads = [Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
barrier.wait()
import ctypes
ctypes.CDLL("libc.so.6").malloc_stats()
barrier.wait()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library is another")
def test_threads_share_two_heaps() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stderr.count("Arena ") == 2
