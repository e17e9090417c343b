"""One account through HTTP, beside the afternoon build behind a route of its own (docs/speed.md).

    python -m benchmarks.latency [--accounts N] [--words N] [--python INTERPRETER]

Both are processes of their own on this machine's loopback: `tallymark serve` with SQLite in a folder that is removed
afterwards, and the afternoon build of `throughput.py` in a FastAPI app. Accounts of the corpus of about so many words
are sent one at a time, each to both and never twice, and the two take turns at being first. Rate limits are off, as
they are by default in development. Needs the extras [train] and [benchmarks].
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.afternoon_service import PATH
from benchmarks.service_load import running, serving
from benchmarks.throughput import BASELINE, CORPUS
from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from service.settings import Settings

AIM = 5
WARM_UP = 5
NEARLY = 0.1
OURS = "Tallymark"
_PATHS = {BASELINE: PATH, OURS: "/v1/analyses"}


def texts(words: int, most: int) -> list[str]:
    """Different accounts of the corpus whose length is within a tenth of ``words``."""
    accounts = read_corpus(CORPUS, load_unit(default_unit_id()).unit)
    lengths = range(round(words * (1 - NEARLY)), round(words * (1 + NEARLY)) + 1)
    near = [account for account in accounts if len(account.document().text.split()) in lengths]
    if len(near) <= WARM_UP:
        sys.exit(f"The corpus has {len(near)} accounts of about {words} words. Give another number of --words.")
    return [account.document().text for account in sample_accounts(near, most)]


def milliseconds(client: httpx.Client, path: str, text: str) -> float:
    """From sending a text to having the whole answer."""
    begun = perf_counter()
    answer = client.post(path, json={"text": text})
    passed = perf_counter() - begun
    answer.raise_for_status()
    return 1000 * passed


def measure(clients: Mapping[str, httpx.Client], accounts: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each account after the first few, which warm up."""
    found: dict[str, list[float]] = {name: [] for name in clients}
    for number, text in enumerate(track(accounts, description="Accounts", console=Console(stderr=True))):
        for name in sorted(clients, reverse=number % 2 == 1):
            passed = milliseconds(clients[name], _PATHS[name], text)
            if number >= WARM_UP:
                found[name].append(passed)
    return found


def table(found: Mapping[str, Sequence[float]]) -> Table:
    """A row for each; times faster are the median over the accounts of the ratio on the same account."""
    made = Table("served", "median, ms", "p95, ms", "least", "most", "times faster")
    for name, own in found.items():
        ratio = median(base / each for base, each in zip(found[BASELINE], own, strict=True))
        figures = (median(own), quantiles(own, n=20, method="inclusive")[-1], min(own), max(own))
        made.add_row(name, *(f"{figure:.0f}" for figure in figures), f"{ratio:.2f}")
    return made


def main() -> None:
    """Start both, send the accounts, print the table."""
    parser = argparse.ArgumentParser(description="Latency of one account through HTTP.")
    parser.add_argument("--accounts", type=int, default=60, help="that are sent at most (default: 60)")
    parser.add_argument("--words", type=int, default=300, help="of an account, to a tenth (default: 300)")
    parser.add_argument("--python", default=sys.executable, help="of the environment that serves Tallymark")
    options = parser.parse_args()
    accounts, told = texts(options.words, options.accounts), Console()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        settings = Settings(data=folder / "data")
        plain = [sys.executable, "-m", "benchmarks.afternoon_service"]
        hosts = {
            BASELINE: stack.enter_context(running(plain, folder / "afternoon.log"))[0],
            OURS: stack.enter_context(serving(settings, folder, options.python))[0],
        }
        clients = {name: stack.enter_context(httpx.Client(base_url=host, timeout=60)) for name, host in hosts.items()}
        load = f"load before the run {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        found = measure(clients, accounts)
    words = sum(len(text.split()) for text in accounts) // len(accounts)
    told.print(f"{len(found[OURS])} accounts, {words} words each on average; {load}; aim: {AIM} times faster")
    told.print(table(found))


if __name__ == "__main__":
    main()
