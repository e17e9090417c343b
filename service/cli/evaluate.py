"""``tallymark evaluate``."""

from __future__ import annotations

import typer


def evaluate() -> None:
    """Measure."""
    raise typer.Exit
