"""The command line: ``tallymark``. One command a file; `service.cli.app` gathers them (docs/command-line.md)."""

from __future__ import annotations

import gc
import sys

OBJECTS_BEFORE_COLLECTING = 50_000
"""Modules and results make many objects and hardly a cycle: looking for those at every 700 objects, as Python does,
takes a tenth of a start and of an analysis."""


def main() -> None:
    """Run the command line and exit with one of `service.cli.exit_codes.ExitCode`."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    try:
        from service.cli.app import app

        app(prog_name="tallymark")
    except KeyboardInterrupt:  # before the commands' own handling has begun
        sys.exit(130)
