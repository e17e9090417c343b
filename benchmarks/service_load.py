"""Learners paste drafts at once while assessors page through a long queue (docs/speed.md).

    python -m benchmarks.service_load [--database postgresql://…] [--submissions N] [--learners N] [--drafts N]

Starts the service itself, on this machine's loopback, with SQLite in a folder that is removed afterwards, or with an
empty PostgreSQL database that is filled and left. The queue is first paged through alone, then while drafts are pasted.
Service, worker and the program that plays the people share the machine. Needs the extra [benchmarks].
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.service_load_data import admit, lengthen
from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from service.demonstration.making import CORPUS, make
from service.demonstration.specification import Course, Specification, Step, Strength, specification
from service.jobs.system import bring_up_to_date
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.opening import open_database
from service.storage.tables.analyses import AnalysisJob

MOST_SECONDS = 600
_START_SECONDS = 120
_QUEUE = "GET /v1/queue"


@dataclass(slots=True)
class Spent:
    """Of each process of the service: the most memory that it was seen to hold, in MB, and its processor seconds."""

    memory: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def watched(self, pid: int) -> Iterator[None]:
        """Look twice a second."""
        over = Event()
        watcher = Thread(target=self._watch, args=(pid, over))
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _watch(self, pid: int, over: Event) -> None:
        while not over.wait(0.5):
            for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
                try:
                    if "resource_tracker" in " ".join(process.cmdline()):
                        continue
                    name = "service" if process.pid == pid else "worker"
                    self.memory[name] = max(process.memory_info().rss / 1e6, self.memory.get(name, 0))
                    self.processor[name] = sum(process.cpu_times()[:2])
                except psutil.NoSuchProcess:
                    continue


@contextmanager
def serving(settings: Settings, folder: Path, python: str = sys.executable) -> Iterator[tuple[str, int]]:
    """The service as a process of its own: its address and process id. ``python``: that of its environment."""
    environment = {
        "TALLYMARK_DATA": str(settings.data),
        "TALLYMARK_DATABASE_URL": settings.database_url,
        "TALLYMARK_LOG_LEVEL": "WARNING",
    }
    command = [python, "-c", "from service.cli import main; main()", "serve", "--port"]
    with running(command, folder / "service.log", environment) as started:
        yield started


@contextmanager
def running(
    command: Sequence[str], log: Path, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, int]]:
    """A server on this machine's loopback, once it is ready: its address and process id.

    ``command`` is followed by the port that it is to listen on; it answers at ``/health/ready``.
    """
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    host = f"http://127.0.0.1:{port}"
    own = {**os.environ, "TALLYMARK_PUBLIC_URL": host, **environment}
    with log.open("w") as told:
        process = subprocess.Popen([*command, str(port)], env=own, stderr=told, stdout=told)  # noqa: S603 - ours
        try:
            _wait_until_ready(host, process)
            yield host, process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(MOST_SECONDS)


def _wait_until_ready(host: str, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + _START_SECONDS
    while monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{host}/health/ready", timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:  # noqa: PLR2004
                    return
        except (URLError, TimeoutError):
            sleep(0.2)
    raise SystemExit("The service did not start; its log says why.")


def let_loose(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What `service_load_users` met with."""
    command = [sys.executable, "-m", "benchmarks.service_load_users"]
    done = subprocess.run(command, input=json.dumps(wanted), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stderr)
    met: dict[str, Any] = json.loads(done.stdout)
    return met


def out_of_order(database: Database, since: datetime) -> tuple[int, int]:
    """How many drafts were analysed, and how many of them after one that was asked for later."""
    with database.read() as session:
        began = session.scalars(
            sa.select(AnalysisJob.began_at).where(AnalysisJob.requested_at >= since).order_by(AnalysisJob.requested_at)
        ).all()
    moments = [moment for moment in began if moment is not None]
    return len(moments), sum(later < earlier for earlier, later in pairwise(moments))


def waiting_only(wanted: Specification) -> Specification:
    """The demonstration with nothing but submissions that wait, of all kinds."""
    kinds = (Strength.STRONG, Strength.MIDDLING, Strength.WEAK)
    learners = sum(len(cohort.learners) for cohort in wanted.cohorts)
    courses = [
        Course(learners=len(range(number, learners, len(kinds))), account=kind, steps=(Step.DRAFT, Step.SUBMIT))
        for number, kind in enumerate(kinds)
    ]
    return wanted.model_copy(update={"courses": tuple(courses), "exercises": (), "sampling_plan_days": None})


def texts(learners: int, drafts: int) -> list[list[str]]:
    """For each learner drafts that nobody else has: accounts of the corpus with a line of her own."""
    accounts = sample_accounts(read_corpus(CORPUS, load_unit(default_unit_id()).unit), learners * drafts)
    made = [account.document().text for account in accounts]
    return [
        [f"{made[(learner * drafts + draft) % len(made)]}\n\nMy number is {learner}." for draft in range(drafts)]
        for learner in range(learners)
    ]


def requests_table(met: Mapping[str, Mapping[str, Any]]) -> Table:
    """What each phase met with, by kind of request; milliseconds."""
    made = Table("phase", "request", "requests", "errors", "p50", "p95", "p99")
    for phase, found in met.items():
        for row in sorted(found["requests"], key=lambda row: row["name"]):
            shares = (f"{row[share]:.0f}" for share in ("p50", "p95", "p99"))
            made.add_row(phase, row["name"], str(row["requests"]), str(row["errors"]), *shares)
    return made


def p95_of_queue(met: Mapping[str, Any]) -> float:
    """Milliseconds within which 95 of 100 pages of the queue were answered."""
    return next(float(row["p95"]) for row in met["requests"] if row["name"] == _QUEUE)


def measure(options: argparse.Namespace, settings: Settings, folder: Path) -> None:
    """Fill the database, start the service, let everybody loose, print what they met with."""
    told = Console()
    database = open_database(settings)
    bring_up_to_date(database)
    make(settings, database, wanted=waiting_only(specification()))
    waiting = lengthen(database, options.submissions)
    entrants = admit(database, options.learners + 1, options.assessors)
    first, *others = entrants.learners
    told.print(f"{waiting} submissions wait; load before the run {os.getloadavg()[0]:.1f}")
    spent = Spent()
    with serving(settings, folder) as (host, pid), spent.watched(pid):
        assessing = {"host": host, "assessors": entrants.assessors, "learners": [], "texts": [], "seconds": 20}
        # A service that has just started prepares its statements, and the worker its index of texts.
        let_loose({**assessing, "learners": [first], "texts": texts(1, 2), "seconds": MOST_SECONDS})
        alone = let_loose(assessing)
        since, before = now(), dict(spent.processor)
        everybody = {"learners": others, "texts": texts(options.learners, options.drafts)}
        together = let_loose({**assessing, **everybody, "seconds": MOST_SECONDS})
    analysed, late = out_of_order(database, since)
    database.close()
    waits = together["waits"] or [float("nan")]
    told.print(requests_table({"queue alone": alone, "with drafts": together}))
    told.print(
        f"queue p95 with drafts: {p95_of_queue(together):.0f} ms, "
        f"{p95_of_queue(together) / p95_of_queue(alone):.1f} times that without\n"
        f"drafts analysed: {analysed}, {analysed / together['seconds']:.1f} a second; out of order: {late}; "
        f"unfinished: {together['unfinished'] + together['busy']}\n"
        f"seconds from pasting to the result: median {median(waits):.1f}, most {max(waits):.1f}\n"
        "most memory, MB: " + ", ".join(f"{name} {held:.0f}" for name, held in spent.memory.items()) + "\n"
        f"processor seconds in {together['seconds']:.0f} s: "
        + ", ".join(f"{name} {used - before.get(name, 0):.1f}" for name, used in spent.processor.items())
    )
    for failure in (*alone["failures"], *together["failures"]):
        told.print(failure)


def main() -> None:
    """Measure on one database and print the tables."""
    parser = argparse.ArgumentParser(description="Drafts pasted at once beside a long queue.")
    parser.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL database; by default SQLite")
    parser.add_argument("--submissions", type=int, default=5000, help="that wait in the queue (default: 5000)")
    parser.add_argument("--learners", type=int, default=50, help="who paste at once (default: 50)")
    parser.add_argument("--drafts", type=int, default=4, help="of each learner, one after the other (default: 4)")
    parser.add_argument("--assessors", type=int, default=10, help="who page through the queue (default: 10)")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        measure(options, Settings(data=folder / "data", database_url=options.database), folder)


if __name__ == "__main__":
    main()
