"""What the exit status of ``tallymark`` means; docs/command-line.md says the same to people who write scripts."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit statuses. 2 is also Typer's own for options and arguments that it cannot make sense of."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    DOCUMENT = 3
    UNIT = 4
    MODEL = 5
    TRAINING_UNAVAILABLE = 6
    REFUSED = 7
    CLUSTER_UNAVAILABLE = 8
    FAULT = 70
    INTERRUPTED = 130
