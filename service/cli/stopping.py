"""What becomes of a program that runs until it is stopped, when it is stopped before it has begun."""

from __future__ import annotations

import os
import signal


def end_when_told_to() -> None:
    """Let SIGTERM end this process at once and well, from now until the program answers to it itself.

    Importing what it consists of takes seconds in which there is nothing to finish. Whoever starts and stops programs
    would take the status that the system gives for a failure.
    """
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
