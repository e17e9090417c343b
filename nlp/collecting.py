"""When Python looks for cycles of objects, which nothing else frees."""

from __future__ import annotations

import atexit
import gc

OBJECTS_BEFORE_COLLECTING = 50_000
"""New objects that pass before Python looks for cycles among them; by itself it does at every 700. Results make many
objects and hardly a cycle."""

_OBJECTS_OF_A_START = 500_000
"""A start makes some 200,000, nearly all of which stay."""


def begin_start() -> None:
    """Look for no cycles while this process loads modules, units and the model, nor when it ends.

    Either looks through everything that is loaded (docs/speed.md). What is in no cycle is closed and freed at the end
    as ever.
    """
    gc.set_threshold(_OBJECTS_OF_A_START)
    atexit.register(gc.freeze)


def end_start() -> None:
    """Look for cycles again, among what is made from now on: what is loaded stays as long as the process.

    Does nothing where `begin_start` was not called, as in a program that uses this one.
    """
    if gc.get_threshold()[0] == _OBJECTS_OF_A_START:
        gc.freeze()
        gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
