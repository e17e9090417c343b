"""Growth of time and memory with the number of accounts, and of time with the length of one (docs/speed.md).

    python -m benchmarks.scaling [--most N] [--most-without-model N] [--longest WORDS] [--plot FILE.svg]

Accounts stream through `Analyser.analyse_many` and are let go; each is unlike all others (`streams.py`). They stream
twice, each time in a process of its own: with the installed model, and with one that costs nothing, so that the rest
can be followed further. A row counts what came since the row before it: flat figures mean that no account is dearer for
those before it. Needs the extra [benchmarks], and [notebooks] to plot.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from gc import set_threshold
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Literal

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.installed_model import load_installed_model
from benchmarks.streams import of_length, varied
from criteria_bank.loader import default_unit_id, load_unit
from nlp.collecting import OBJECTS_BEFORE_COLLECTING
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.pipeline import fake_analyser, load_analyser

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
FIRST = 16  # accounts that are not counted
LENGTHS = (300, 1_000, 3_000, 10_000, 20_000, 40_000)
Classifier = Literal["installed model", "without a model"]


@dataclass(frozen=True)
class Mark:
    """A stream after so many accounts: seconds, processor seconds and resident megabytes."""

    accounts: int
    passed: float
    processor: float
    megabytes: float


@dataclass(frozen=True)
class Length:
    """The least time that an account of so many words took, in seconds and processor seconds."""

    words: int
    passed: float
    processor: float


def corpus() -> list[Account]:
    """The labelled accounts."""
    return read_corpus(CORPUS, load_unit(default_unit_id()).unit)


def stream(classifier: Classifier, most: int) -> list[Mark]:
    """Marks at each power of ten up to ``most``, at ``most``, and one before the first account."""
    set_threshold(OBJECTS_BEFORE_COLLECTING)  # as the command does
    analyser = load_analyser(threads=1) if classifier == "installed model" else fake_analyser()
    documents = varied(corpus())
    for _ in analyser.analyse_many(islice(documents, FIRST)):
        pass
    ends = [*(10**power for power in range(len(str(most)) + 1) if 10**power < most), most]
    process, begun, used = psutil.Process(), perf_counter(), process_time()
    marks = [Mark(0, 0.0, 0.0, process.memory_info().rss / 1e6)]
    for end in ends:
        for _ in analyser.analyse_many(islice(documents, end - marks[-1].accounts)):
            pass
        marks.append(Mark(end, perf_counter() - begun, process_time() - used, process.memory_info().rss / 1e6))
    return marks


def lengths(longest: int, rounds: int) -> list[Length]:
    """One account of each length by a scorer that has read nothing, the lengths taking turns."""
    set_threshold(OBJECTS_BEFORE_COLLECTING)
    model, accounts = load_installed_model(), corpus()
    documents = [of_length(accounts, words) for words in LENGTHS if words <= longest]
    timings: list[list[tuple[float, float]]] = [[] for _ in documents]
    for _ in range(rounds):
        for document, own in zip(documents, timings, strict=True):
            analyser = model.analyser(model.scorer())
            begun, used = perf_counter(), process_time()
            analyser.analyse(document)
            own.append((perf_counter() - begun, process_time() - used))
    return [
        Length(len(document.text.split()), *(min(figures) for figures in zip(*own, strict=True)))
        for document, own in zip(documents, timings, strict=True)
    ]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of the size that the cost grows with, by least squares on logarithms; 1 is growth in step."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def streams_table(streams: dict[Classifier, list[Mark]]) -> Table:
    """A row for each stretch of each stream."""
    made = Table("stream", "accounts", "ms an account", "processor ms", "resident MB", "kB more an account")
    for name, marks in streams.items():
        for before, mark in pairwise(marks):
            count = mark.accounts - before.accounts
            made.add_row(
                name,
                f"{mark.accounts:,}",
                f"{1000 * (mark.passed - before.passed) / count:.1f}",
                f"{1000 * (mark.processor - before.processor) / count:.1f}",
                f"{mark.megabytes:.0f}",
                f"{1000 * (mark.megabytes - before.megabytes) / count:.2f}",
            )
    return made


def lengths_table(measured: Sequence[Length]) -> Table:
    """A row for each length."""
    made = Table("words of one account", "seconds", "ms a thousand words", "processor ms a thousand words")
    for each in measured:
        thousands = each.words / 1000
        cells = (each.passed, 1000 * each.passed / thousands, 1000 * each.processor / thousands)
        made.add_row(f"{each.words:,}", f"{cells[0]:.2f}", f"{cells[1]:.0f}", f"{cells[2]:.0f}")
    return made


def apart(wanted: dict[Classifier, int]) -> dict[Classifier, list[Mark]]:
    """The streams side by side, each in a process of its own, whose memory holds nothing else."""
    with ProcessPoolExecutor(len(wanted), get_context("spawn"), max_tasks_per_child=1) as pool:
        begun = {name: pool.submit(stream, name, most) for name, most in wanted.items()}
        return {name: marks.result() for name, marks in begun.items()}


def main() -> None:
    """Measure, print the tables and what power of the size the time grows with, and plot."""
    parser = argparse.ArgumentParser(description="Growth with the number of accounts and with their length.")
    parser.add_argument("--most", type=int, default=10_000, help="accounts with the model (default: 10000; 0: none)")
    parser.add_argument("--most-without-model", type=int, default=100_000, help="accounts (default: 100000; 0: none)")
    parser.add_argument(
        "--longest", type=int, default=LENGTHS[-1], help="words of an account (default: 40000; 0: none)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many for each length (default: 3)")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw both as SVG")
    options = parser.parse_args()
    told = Console()
    told.print(f"load before the run {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    wanted: dict[Classifier, int] = {"installed model": options.most, "without a model": options.most_without_model}
    asked = {name: most for name, most in wanted.items() if most}
    streams = apart(asked) if asked else {}
    told.print(streams_table(streams))
    for name, marks in streams.items():
        counted = [mark for mark in marks if mark.accounts >= FIRST]
        if len(counted) > 1:
            power = exponent([mark.accounts for mark in counted], [mark.processor for mark in counted])
            told.print(f"{name}: processor time grows with the number of accounts to the power of {power:.3f}")
    measured = lengths(options.longest, options.rounds) if options.longest else []
    if len(measured) > 1:
        power = exponent([each.words for each in measured], [each.processor for each in measured])
        told.print(lengths_table(measured))
        told.print(f"processor time grows with the length of an account to the power of {power:.3f}")
    if options.plot:
        from benchmarks.scaling_plot import plot  # noqa: PLC0415  (the extra [notebooks])

        plot(options.plot, streams, measured)


if __name__ == "__main__":
    main()
