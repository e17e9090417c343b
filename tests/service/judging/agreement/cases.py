"""Tables of decisions for tests of agreement, made row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from service.judging.columns import COLUMNS
from service.judging.table import table_of

ADA, MARY, JO = (f"person-{number}" for number in (1, 2, 3))
NAMES = {ADA: "Ada", MARY: "Mary", JO: "Jo"}
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def decision(assessor: str, submission: int, status: str, **other: Any) -> dict[str, Any]:
    """A row of the table; ``other``: columns that differ from the usual."""
    usual: dict[str, Any] = dict.fromkeys(COLUMNS) | {
        "assessor": assessor,
        "submission": f"submission-{submission:02}",
        "draft": f"draft-{submission}",
        "unit": "u",
        "marking_point": "MP1",
        "status": status,
        "decided_on": MONDAY,
        "source": "assessment",
        "knowledge": "none",
    }
    return usual | other


def a_table(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The rows as a table, with the groups that the first of them has."""
    columns = [*COLUMNS, *(name for row in rows[:1] for name in row if name not in COLUMNS)]
    return table_of([[row[name] for name in columns] for row in rows], columns)
