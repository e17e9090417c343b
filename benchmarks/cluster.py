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
from service.cli.problems import problem_json

ROOT = Path(__file__).parent.parent
WARM_UP = 16


def corpus_pieces(number: int) -> list[Piece]:
    """Accounts of the labelled corpus."""
    unit = load_analyser().unit
    accounts = sample_accounts(read_corpus(ROOT / "models" / "corpus", unit), number)
    return [Piece.of_text(str(index), account.document.text) for index, account in enumerate(accounts)]


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


def measure_reading(printed: Printed, process: AnalysingProcess) -> None:
    """How much longer a Word document takes than the same words, by the clock."""
    content = (ROOT / "examples" / "reflective-account.docx").read_bytes()
    files = [Piece.of_file(str(number), content, "account.docx") for number in range(WARM_UP * 2)]
    process.rows(files[:2])
    started = perf_counter()
    (row, *_) = process.rows(files)
    as_file = (perf_counter() - started) / len(files)
    text = load_text(row)
    started = perf_counter()
    process.rows([Piece.of_text(piece.source, text) for piece in files])
    as_text = (perf_counter() - started) / len(files)
    printed.add_row("reading a .docx", f"{1000 * (as_file - as_text):.1f} ms", f"{1000 * as_text:.1f} ms to analyse it")


def load_text(row: Row) -> str:
    """The words of a result."""
    from nlp.results import AnalysisResult  # noqa: PLC0415

    return AnalysisResult.model_validate_json(row["result"]).text.content


def measure_tables(printed: Printed, rows: Sequence[Row], pieces: Sequence[Piece]) -> None:
    """What committing and settling cost, and how large the rows are on disk."""
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Place.of(folder))
        started = process_time()
        for start in range(0, len(rows), DOCUMENTS_A_BLOCK):
            commit(target.results, rows[start : start + DOCUMENTS_A_BLOCK])
            commit(target.sources, [source_row(piece) for piece in pieces[start : start + DOCUMENTS_A_BLOCK]])
        committed = process_time()
        for table in target.tables:
            for digit in PARTITIONS:
                settle(table, digit)
            table.place.remove(table.blocks())
        settled = process_time()
        sizes = [sum(path.stat().st_size for path in Path(folder, table.name).rglob("*")) for table in target.tables]
    number = len(rows)
    printed.add_row("committing a row", f"{1000 * (committed - started) / number:.2f} ms", "both tables")
    printed.add_row("settling a row", f"{1000 * (settled - committed) / number:.2f} ms", "both tables")
    printed.add_row("a result", f"{sum(len(row['result']) for row in rows) / number:,.0f} bytes", "as JSON")
    printed.add_row("a row of results", f"{sizes[0] / number:,.0f} bytes", "in Parquet, Zstandard")
    printed.add_row("a row of sources", f"{sizes[1] / number:,.0f} bytes", "in Parquet, Zstandard")


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
    with process:
        measure_reading(printed, process)
    measure_tables(printed, rows, pieces)
    Console().print(printed)


if __name__ == "__main__":
    main()
