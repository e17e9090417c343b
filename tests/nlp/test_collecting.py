"""In processes of their own, as both settings hold for the whole process."""

from __future__ import annotations

import subprocess
import sys

LOOKS = """
import gc
from nlp.collecting import begin_start, end_start
looks = []
gc.callbacks.append(lambda phase, info: looks.append(info["generation"]) if phase == "start" else None)
"""


def said_by(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", LOOKS + program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_python_looks_for_no_cycles_while_a_program_starts() -> None:
    program = "begin_start(); looks.clear(); kept = [[] for _ in range(200_000)]; print(looks)"

    assert said_by(program) == "[]"


def test_python_looks_for_them_afterwards_among_what_is_new() -> None:
    program = """
begin_start()
loaded = [[] for _ in range(200_000)]
looks.clear()
end_start()
before = gc.get_freeze_count()
kept = [[] for _ in range(60_000)]
print(looks, before > 200_000)
"""

    assert said_by(program) == "[0] True"


def test_python_does_not_look_through_everything_when_the_program_ends() -> None:
    """Exit handlers run last one first: this one is the last to run, and sees what Python's own look would see."""
    program = "import atexit; atexit.register(lambda: print(len(gc.get_objects()))); begin_start()"

    assert said_by(program) == "0"


def test_a_program_that_uses_this_one_keeps_its_own_settings() -> None:
    assert said_by("before = gc.get_threshold(); end_start(); print(gc.get_threshold() == before, looks)") == "True []"
