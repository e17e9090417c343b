"""Cold start and memory of ``tallymark check FILE``, and the packages that its imports spend time in (docs/speed.md).

    python benchmarks/startup.py [FILE] [--processes N]

Each run is a process of its own, from the interpreter's start to its end, with the output thrown away. Memory is the
largest resident size that the process, or the process that reads its document, ever had. Run it with the interpreter of
the environment that is to be measured.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

EXAMPLE = Path(__file__).parent.parent / "examples" / "reflective-account.docx"
COMMAND = ("-c", "from service.cli import main; main()", "check")
MOST_SECONDS = 2.0
MOST_MEGABYTES = 600.0
HEAVIEST = 5
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([^.\s]+)")


@dataclass(frozen=True)
class Start:
    """One process: seconds until it ended, processor seconds of it and its children, peak memory in megabytes."""

    passed: float
    processor: float
    megabytes: float


def start(file: Path) -> Start:
    """Check a file in a process of its own; ends the program where that fails."""
    begin = perf_counter()
    process = subprocess.Popen(  # noqa: S603  (our own interpreter)
        [sys.executable, *COMMAND, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    passed = perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"`tallymark check {file}` ended with status {process.returncode}. Run it to see why.")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes there, kilobytes elsewhere
    return Start(passed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def import_seconds(file: Path) -> dict[str, float]:
    """Seconds that importing takes, by top-level package, most first.

    A module counts with its own time, not with that of what it imports.
    """
    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-X", "importtime", *COMMAND, str(file)], capture_output=True, text=True, check=True
    )
    own: Counter[str] = Counter()
    for microseconds, package in _IMPORT.findall(done.stderr):
        own[package] += int(microseconds)
    return {package: microseconds / 1e6 for package, microseconds in own.most_common()}


def summary(starts: Sequence[Start]) -> Table:
    """Medians and extremes of the runs beside what is aimed for."""
    table = Table("", "median", "least", "most", "aim")
    columns: dict[str, tuple[list[float], str]] = {
        "seconds": ([own.passed for own in starts], f"under {MOST_SECONDS:g}"),
        "processor seconds": ([own.processor for own in starts], ""),
        "peak memory, MB": ([own.megabytes for own in starts], f"under {MOST_MEGABYTES:g}"),
    }
    for name, (values, aim) in columns.items():
        digits = 0 if max(values) >= 100 else 2  # noqa: PLR2004  (three figures are plenty)
        table.add_row(name, *(f"{value:.{digits}f}" for value in (median(values), min(values), max(values))), aim)
    return table


def heaviest(seconds: Mapping[str, float]) -> Table:
    """The packages whose modules take longest to import."""
    table = Table("imports", "seconds", "share")
    total = sum(seconds.values())
    for package, own in islice(seconds.items(), HEAVIEST):
        table.add_row(package, f"{own:.2f}", f"{own / total:.0%}")
    table.add_row("all", f"{total:.2f}", "100%")
    return table


def main() -> None:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(description="Cold start and memory of `tallymark check FILE`.")
    parser.add_argument("file", type=Path, nargs="?", default=EXAMPLE, help="a document (default: the example)")
    parser.add_argument("--processes", type=int, default=10, help="how often to start it (default: 10)")
    options = parser.parse_args()

    console = Console()
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    console.print(f"load before the run {os.getloadavg()[0]:.1f} on {cores} cores")
    start(options.file)  # fills the file cache: what is measured is the program, not the disk
    runs = track(range(options.processes), description="Starting", console=Console(stderr=True))
    console.print(summary([start(options.file) for _ in runs]))
    console.print(heaviest(import_seconds(options.file)))


if __name__ == "__main__":
    main()
