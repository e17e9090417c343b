"""What one core of a cluster does: accounts a second, memory, and what their rows cost (docs/scale.md).

    python benchmarks/cluster.py [--accounts N]

It runs the process that each actor of `tallymark corpus` runs, on accounts of the labelled corpus, and commits and
settles their rows in a folder that is removed afterwards. Needs the extra [cluster].
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

import psutil
from rich.console import Console
from rich.table import Table as Printed

from nlp.cluster.piece import Piece
from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.recipe import Recipe
from nlp.cluster.rows import Row, source_row
from nlp.cluster.settling import settle
from nlp.cluster.tables import PARTITIONS, Table
from nlp.cluster.working import DOCUMENTS_A_BLOCK, Target
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.pipeline import load_analyser
from nlp.readers import Sandbox
from service.cli.problems import problem_json

ROOT = Path(__file__).parent.parent
WARM_UP = 16
FILES = 64
SOURCES = 20_000


def corpus_pieces(number: int) -> list[Piece]:
    """Accounts of the labelled corpus."""
    unit = load_analyser().unit
    accounts = sample_accounts(read_corpus(ROOT / "models" / "corpus", unit), number)
    return [Piece.of_text(str(index), account.document().text) for index, account in enumerate(accounts)]


def measure_analysis(printed: Printed, pieces: Sequence[Piece]) -> tuple[list[Row], AnalysingProcess]:
    """Rows of these, made by a process that is still there."""
    process = AnalysingProcess(Recipe(problem_json))
    process.rows(pieces[:WARM_UP])
    child = psutil.Process(process.process_id)
    processor, started = child.cpu_times(), perf_counter()
    rows = process.rows(pieces)
    passed = perf_counter() - started
    used = child.cpu_times().user - processor.user + child.cpu_times().system - processor.system
    printed.add_row("accounts a second of a core", f"{len(pieces) / used:.1f}", "by its processor time")
    printed.add_row("accounts a second", f"{len(pieces) / passed:.1f}", f"load of the machine {os.getloadavg()[0]:.1f}")
    printed.add_row("memory of the process", f"{child.memory_info().rss / 1e6:.0f} MB", "besides a worker of Ray")
    return rows, process


def measure_reading(printed: Printed) -> None:
    """How long the process that reads files takes for a short Word document, by the clock."""
    content = (ROOT / "examples" / "reflective-account.docx").read_bytes()
    piece = Piece.of_file("", content, "account.docx")
    with Sandbox() as sandbox:
        piece.read(sandbox)
        started = perf_counter()
        for _ in range(FILES):
            piece.read(sandbox)
        passed = perf_counter() - started
    printed.add_row("reading a .docx", f"{1000 * passed / FILES:.1f} ms", f"{len(content):,} bytes")


def measure_tables(printed: Printed, rows: Sequence[Row]) -> None:
    """What committing and settling cost, and how large the rows are on disk."""
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Place.of(folder))
        sources = [source_row(Piece.of_text(f"2026/centre/{number}", str(number))) for number in range(SOURCES)]
        commit(target.sources, sources)
        started = process_time()
        for start in range(0, len(rows), DOCUMENTS_A_BLOCK):
            commit(target.results, rows[start : start + DOCUMENTS_A_BLOCK])
        committed = process_time()
        settle_all(target.results)
        settled = process_time()
        settle_all(target.sources)
        sizes = [sum(path.stat().st_size for path in Path(folder, table.name).rglob("*")) for table in target.tables]
    number = len(rows)
    printed.add_row("committing a row", f"{1000 * (committed - started) / number:.2f} ms", "of processor time")
    printed.add_row("settling a row", f"{1000 * (settled - committed) / number:.2f} ms", "of processor time")
    printed.add_row("a result", f"{sum(len(row['result']) for row in rows) / number:,.0f} bytes", "as JSON")
    printed.add_row("a row of results", f"{sizes[0] / number:,.0f} bytes", "in Parquet, Zstandard")
    printed.add_row("a row of sources", f"{sizes[1] / SOURCES:,.0f} bytes", "in Parquet, Zstandard")


def settle_all(table: Table) -> None:
    """All partitions, and without their blocks."""
    for digit in PARTITIONS:
        settle(table, digit)
    table.place.remove(table.blocks())


def commit(table: Table, rows: Sequence[Row]) -> None:
    """One block."""
    table.commit(table.block_name(row["key"] for row in rows), rows)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--accounts", type=int, default=256, help="how many accounts of the corpus; 0 for all")
    pieces = corpus_pieces(parser.parse_args().accounts)
    printed = Printed("", "", "", box=None, title=f"{len(pieces)} accounts")
    rows, process = measure_analysis(printed, pieces)
    process.close()
    measure_reading(printed)
    measure_tables(printed, rows)
    Console().print(printed)


if __name__ == "__main__":
    main()
