"""The command line: ``tallymark``. One command a file; `service.cli.app` gathers them (docs/command-line.md)."""

from __future__ import annotations

import os
import sys

from nlp.collecting import begin_start


def main() -> None:
    """Run the command line and exit with one of `service.cli.exit_codes.ExitCode`."""
    begin_start()
    # Pydantic would look through every installed package for plugins. Whoever wants some sets this otherwise.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    try:
        from service.cli.app import app

        app(prog_name="tallymark")
    except KeyboardInterrupt:  # before the commands' own handling has begun
        sys.exit(130)
