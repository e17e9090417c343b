"""docs/decisions.md prints the columns and the period that are installed."""

from __future__ import annotations

from pathlib import Path

from service.decisions.contests import period
from service.decisions.table import COLUMNS

MANUAL = (Path(__file__).parents[3] / "docs" / "decisions.md").read_text(encoding="utf-8")


def printed(mark: str) -> list[str]:
    """The rows of the table behind a mark."""
    return MANUAL.partition(f"<!-- {mark} -->\n")[2].partition("\n\n")[0].splitlines()[2:]


def test_columns_and_period_are_those_that_are_installed() -> None:
    assert printed("columns") == [f"| `{column}` | {meaning} |" for column, meaning in COLUMNS.items()]
    assert f"for {period().days} days after" in MANUAL
