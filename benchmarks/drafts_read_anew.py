"""How far statuses of a second draft whose kept sentences are not read again lie from those of a full analysis.

    python benchmarks/drafts_read_anew.py [--accounts N]

Accounts of the corpus are revised in several ways (docs/comparison.md); each second draft is compared by
`compare_documents` and analysed in full.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.comparison import REVISIONS, Paragraphs, document, joined, reworded
from nlp.comparison.comparison import compare_documents
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.corpus.variants.keeping import KEEPING
from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser
from nlp.results import MarkingPointFinding, Status

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
TAKEN_OUT = 0.2
REWORDED = 1 / 3
MISTYPED = 0.3
STATUSES: tuple[Status, ...] = ("not", "partial", "met")


@dataclass(frozen=True)
class Difference:
    """One marking point of one second draft: how far the two readings of it lie apart."""

    probability: float
    steps: int
    close: bool


def revised(drafts: Sequence[Paragraphs], random: Random) -> Iterator[tuple[str, list[tuple[Document, Document]]]]:
    """Pairs of drafts of which some sentences stayed the same, by what changed."""
    longer = [joined(drafts[start : start + 4]) for start in range(0, len(drafts) - 3, 4)]
    for name in ("one sentence added", "a paragraph rewritten"):
        revise = REVISIONS[name]
        yield name, [(document(one), document(revise(one, random))) for one in drafts]
        yield f"{name}, four times as long", [(document(one), document(revise(one, random))) for one in longer]
    yield "a third reworded, a fifth taken out", [(document(one), document(thinned(one, random))) for one in drafts]
    yield "typing errors mended in 30 %", [(document(spoilt(one, random)), document(one)) for one in drafts]


def thinned(draft: Paragraphs, random: Random) -> Paragraphs:
    """A fifth of the sentences out, a third of the rest with another beginning."""
    kept = [[sentence for sentence in paragraph if random.random() >= TAKEN_OUT] for paragraph in draft]
    return [
        [reworded([sentence])[0] if random.random() < REWORDED else sentence for sentence in paragraph]
        for paragraph in kept
        if paragraph
    ]


def spoilt(draft: Paragraphs, random: Random) -> Paragraphs:
    """Typing errors in 30 % of the sentences."""
    return [
        [KEEPING["typos"](sentence, random) if random.random() < MISTYPED else sentence for sentence in paragraph]
        for paragraph in draft
    ]


def differences(analyser: Analyser, first: Document, second: Document) -> Iterator[Difference]:
    """Of every marking point of the second draft."""
    compared = compare_documents(analyser, first, second)
    close = {point.id: point.close_to for point in compared.comparison.marking_points}
    anew = analyser.analyse(second).marking_points
    for kept, full in zip(compared.second.marking_points, anew, strict=True):
        moved = max(abs(one - other) for one, other in zip(at_least(kept), at_least(full), strict=True))
        steps = abs(STATUSES.index(kept.status) - STATUSES.index(full.status))
        yield Difference(moved, steps, close[kept.id] is not None)


def at_least(finding: MarkingPointFinding) -> tuple[float, float]:
    """The probabilities of at least partly met, and of met."""
    met = finding.probabilities["met"]
    return met + finding.probabilities["partial"], met


def row(name: str, found: Sequence[Difference]) -> list[str]:
    """One line of the table."""
    moved = np.array([one.probability for one in found])
    other = [one for one in found if one.steps]
    counts = [len(found), len(other), sum(one.steps > 1 for one in other), sum(one.close for one in other)]
    quantiles = [f"{value:.3f}" for value in np.quantile(moved, [0.5, 0.95])]
    return [name, *map(str, counts), f"{sum(one.close for one in found) / len(found):.0%}", *quantiles]


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description="Second drafts whose kept sentences are not read again.")
    parser.add_argument("--accounts", type=int, default=24, help="size of the sample of the corpus (default: 24)")
    options = parser.parse_args()

    analyser = load_analyser()
    accounts = sample_accounts(read_corpus(CORPUS, analyser.unit), options.accounts)
    drafts = [[[sentence.text for sentence in part] for part in account.paragraphs] for account in accounts]
    columns = ("revision", "points", "other status", "by two steps", "of these close", "close", "median", "95 %")
    made, everything = Table(*columns), list[Difference]()
    pairs = list(revised(drafts, Random(4)))  # noqa: S311 - repeatable on purpose
    for name, of_kind in track(pairs, description="Revisions", console=Console(stderr=True)):
        found = [one for first, second in of_kind for one in differences(analyser, first, second)]
        made.add_row(*row(name, found))
        everything += found
    made.add_row(*row("all", everything))
    Console().print(made)


if __name__ == "__main__":
    main()
