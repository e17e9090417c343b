"""From what one core does and what rows weigh: cores, hours, money and databases of a national body (docs/scale.md).

    python benchmarks/scale_on_paper.py --rate 30 [--database tallymark-data/tallymark.db] [--price 0.05]

Nothing is measured but the tables of a SQLite database, where one is named: rows and bytes, indexes included, for each
submission in it. `benchmarks/cluster.py` measures the rest.
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

YEAR = 2_000_000
AUDIT = 20_000_000
CORES = (16, 64, 256)
BLOCK = 128
BYTES_A_KEY = 32
GROWING = (
    "submission",
    "draft",
    "draft_document",
    "text",
    "analysis",
    "analysis_job",
    "suggestion",
    "decision",
    "decision_comment",
    "stance",
    "issued_feedback",
    "state_change",
    "audit_entry",
)


@dataclass(frozen=True)
class Measured:
    """What was measured or assumed: ``rate`` accounts a second of a core, money for a core's hour, bytes of rows."""

    rate: float
    price: float
    result: float
    source: float
    document: float


def runs(measured: Measured) -> Table:
    """Core hours, hours on so many cores, and money."""
    columns = ["accounts", "core hours", *(f"hours on {cores} cores" for cores in CORES), "US dollars"]
    printed = Table(
        *columns, title=f"{measured.rate:g} accounts a second of a core, {measured.price:g} dollars an hour"
    )
    for number in (YEAR, AUDIT):
        hours = number / measured.rate / 3600
        spans = [f"{hours / cores:,.1f}" for cores in CORES]
        printed.add_row(f"{number:,}", f"{hours:,.0f}", *spans, f"{hours * measured.price:,.2f}")
    return printed


def stores(measured: Measured) -> Table:
    """What lies in the target and passes through the machines."""
    columns = ["accounts", "documents, GB", "results, GB", "sources, GB", "blocks put", "keys, MB a machine"]
    printed = Table(*columns, title="What is stored and moved")
    for number in (YEAR, AUDIT):
        weights = [f"{number * size / 1e9:,.1f}" for size in (measured.document, measured.result, measured.source)]
        printed.add_row(f"{number:,}", *weights, f"{2 * number / BLOCK:,.0f}", f"{number * BYTES_A_KEY / 1e6:,.0f}")
    return printed


def database(path: Path, submissions_a_year: int) -> Table:
    """Rows and bytes, indexes included, of the tables that grow with submissions, and what a year makes of them."""
    printed = Table("table", "rows a submission", "bytes a row", "rows a year", "GB a year", title=path.name)
    total = 0.0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        submissions = _rows(connection, "submission")
        for table in GROWING:
            (size,) = connection.execute(
                "SELECT sum(pgsize) FROM dbstat JOIN sqlite_master AS kept ON dbstat.name = kept.name "
                "WHERE tbl_name = ?",
                (table,),
            ).fetchone()
            rows = _rows(connection, table)
            share = submissions_a_year / submissions
            total += size * share / 1e9
            printed.add_row(
                table,
                f"{rows / submissions:.1f}",
                f"{size / rows:,.0f}",
                f"{rows * share:,.0f}",
                f"{size * share / 1e9:,.1f}",
            )
    printed.add_row("together", "", "", "", f"{total:,.1f}")
    return printed


def _rows(connection: sqlite3.Connection, table: str) -> int:
    (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - one of our own tables
    return int(rows)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rate", type=float, required=True, help="accounts a second of one core")
    parser.add_argument("--price", type=float, default=0.05, help="US dollars an hour of a core")
    parser.add_argument("--result", type=float, default=10_000, help="bytes of a row of results")
    parser.add_argument("--source", type=float, default=100, help="bytes of a row of sources")
    parser.add_argument("--document", type=float, default=40_000, help="bytes of a document as it was handed in")
    parser.add_argument("--database", type=Path, help="a SQLite database with submissions")
    given = parser.parse_args()
    measured = Measured(given.rate, given.price, given.result, given.source, given.document)
    console = Console()
    console.print(runs(measured), stores(measured))
    if given.database:
        console.print(database(given.database, YEAR))


if __name__ == "__main__":
    main()
