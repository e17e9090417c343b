"""What analysing again has changed: a table for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from rich.table import Table

from service.jobs.reanalysing import StatusChange


def changes_table(changes: Sequence[StatusChange]) -> Table:
    """How many drafts went from which status to which, by marking point."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Unit", "Marking point", "Before", "Now"):
        table.add_column(heading)
    table.add_column("Drafts", justify="right")
    counts = Counter((change.unit_id, change.marking_point, change.before, change.after) for change in changes)
    for names, number in sorted(counts.items()):
        table.add_row(*names, str(number))
    return table


def write_csv(path: Path, changes: Sequence[StatusChange]) -> None:
    """A row for each marking point of a draft that has another status, after a row of headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(StatusChange))
        writer.writerows(asdict(change).values() for change in changes)


def write_json(path: Path, changes: Sequence[StatusChange]) -> None:
    """The same as a list of objects."""
    path.write_text(json.dumps([asdict(change) for change in changes], default=str, indent=2) + "\n", encoding="utf-8")
