"""How long `tallymark audit` takes on 100,000 decisions, part by part (docs/audit.md).

    python -m benchmarks.audit_speed [--decisions N] [--xlsx]

The decisions are simulated and written to a file; the same steps are then taken as the command takes them. Parts of
the audit are whatever `service.judging.auditing.audit` calls, so that new ones appear by themselves. Beside it stands
what one would write in an afternoon: kappa by statsmodels, for as many comparisons and resamples, one at a time (from a
few of them). Seconds of the processor count where other programs keep the machine busy.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from time import perf_counter
from types import FunctionType
from typing import ParamSpec, TypeVar

import numpy as np
import pandas as pd
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from statsmodels.stats.inter_rater import cohens_kappa

from service.judging import auditing
from service.judging.agreement.pairing import first_decisions, pairs_of_people, tables_of
from service.judging.agreement.results import Comparison
from service.judging.estimating.estimation import estimation
from service.judging.reading.reading import read_decisions
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate

AIM = 30.0
BASELINE = "as many kappas by statsmodels, a resample at a time"
POINTS, ASSESSORS, SHARED, SEEDED, COMMENTED = 8, 25, 0.1, 20, 0.3
_RESAMPLES = 500
P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Clock:
    """Seconds by part: passed, and of the processor."""

    parts: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        """Add to a part what passes within."""
        passed, spent = perf_counter(), processor()
        yield
        before = self.parts.get(part, (0.0, 0.0))
        self.parts[part] = (before[0] + perf_counter() - passed, before[1] + processor() - spent)

    def timed(self, part: str, work: Callable[P, T]) -> Callable[P, T]:
        """The same work, timed."""

        @wraps(work)
        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.time(part):
                return work(*args, **kwargs)

        return timed


def processor() -> float:
    """Seconds of the processor so far, of this process and of those that it has started."""
    return sum(os.times()[:4])


def centre(decisions: int) -> pd.DataFrame:
    """As many decisions of a large centre: some with the suggestion in view, some with comments, some to a standard."""
    people = tuple(SimulatedAssessor(f"Assessor {number}", severity=0.1 * (number % 5)) for number in range(ASSESSORS))
    submissions = round((decisions / POINTS - SEEDED * ASSESSORS) / (1 + SHARED))
    simulated = SimulatedCentre(
        people, submissions=submissions, points=POINTS, shared=SHARED, shown=0.5, seeded=SEEDED, commented=COMMENTED
    )
    return simulate(simulated, seed=1).dropna(axis=1, how="all")


def write(table: pd.DataFrame, path: Path) -> None:
    """Write the table as a centre's file."""
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
    else:
        table.assign(decided_on=table["decided_on"].dt.tz_localize(None)).drop(columns="opened_on").to_excel(path)


def take_steps(path: Path, clock: Clock) -> tuple[pd.DataFrame, auditing.Audit]:
    """What the command does, each step timed; gives the table that was read, and the audit."""
    from service.cli.audit_folder import FILES, about_file  # noqa: PLC0415 - heavy, and timed below by what it calls

    with clock.time("reading"):
        reading = read_decisions(path.read_bytes())
    with timed_parts(clock):
        audit = auditing.audit(reading.table, reading.names)
    for name, written in FILES.items():
        with clock.time(name):
            written(audit, reading, about_file(path.name, reading))
    return reading.table, audit


@contextmanager
def timed_parts(clock: Clock) -> Iterator[None]:
    """Time whatever an audit calls."""
    parts = {
        name: work
        for name, work in vars(auditing).items()
        if isinstance(work, FunctionType) and work.__module__.startswith("service.judging.") and name != "audit"
    }
    try:
        for name, work in parts.items():
            setattr(auditing, name, clock.timed(f"audit: {work.__module__.split('.')[2]}", work))
        yield
    finally:
        for name, work in parts.items():
            setattr(auditing, name, work)


def baseline(table: pd.DataFrame, comparisons: int) -> float:
    """Seconds of the processor for so many kappas with their intervals, from a few resamples of the largest."""
    tables = tables_of(pairs_of_people(first_decisions(table)))
    random = np.random.default_rng(1)
    began = processor()
    for _ in range(_RESAMPLES):
        cohens_kappa(tables[random.integers(len(tables), size=len(tables))].sum(0), return_results=False)
    return (processor() - began) / _RESAMPLES * estimation().resamples.count * comparisons


def comparisons_in(result: object) -> int:
    """How many kappas were estimated."""
    if isinstance(result, Comparison):
        return int(result.kappa.value is not None)
    if isinstance(result, BaseModel):
        return sum(comparisons_in(getattr(result, name)) for name in type(result).model_fields)
    return sum(map(comparisons_in, result)) if isinstance(result, tuple) else 0


def whole_command(path: Path) -> tuple[float, float]:
    """Seconds that the command takes as a process of its own, and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        spent, began = processor(), perf_counter()
        command = (sys.executable, "-c", "from service.cli import main; main()", "audit", str(path), "--out", folder)
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own interpreter)
        return perf_counter() - began, processor() - spent


def shown(clock: Clock, other: float, whole: tuple[float, float], decisions: int) -> Table:
    """A row for each part, the total, the baseline and the command."""
    table = Table("part", "seconds", "of the processor", "share", title=f"{decisions:,} decisions")
    passed, spent = map(sum, zip(*clock.parts.values(), strict=True))
    for part, seconds in clock.parts.items():
        table.add_row(part, f"{seconds[0]:.1f}", f"{seconds[1]:.1f}", f"{seconds[1] / spent:.0%}")
    table.add_section()
    table.add_row("all parts", f"{passed:.1f}", f"{spent:.1f}", "100%")
    table.add_row(f"tallymark audit (aim: under {AIM:g})", f"{whole[0]:.1f}", f"{whole[1]:.1f}", "")
    table.add_row(f"baseline: {BASELINE}", "", f"{other:.1f}", "")
    return table


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decisions", type=int, default=100_000, help="About so many (default: 100,000).")
    parser.add_argument("--xlsx", action="store_true", help="In a workbook rather than as CSV.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"decisions.{'xlsx' if options.xlsx else 'csv'}"
        write(centre(options.decisions), path)
        clock = Clock()
        table, audit = take_steps(path, clock)
        other = baseline(table, comparisons_in(audit))
        Console().print(f"Load before the command: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        Console().print(shown(clock, other, whole_command(path), len(table)))


if __name__ == "__main__":
    main()
