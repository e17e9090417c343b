"""A draft of which little changed, beside reading it as a new one and beside the afternoon build (docs/speed.md).

    python -m benchmarks.changed_draft [--drafts N] [--words N ...]

Drafts are accounts of one sector of the corpus, joined until they have so many words. For each change an analyser reads
the draft as it was, which is not counted, and then as it is; another that has read nothing reads it as it is; and so
does the afternoon build of `throughput.py`. The three take turns at being first. Needs the extras [train] and
[benchmarks].
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from random import Random
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.drafts import CHANGES, Change, Paragraphs, as_document, drafts_of, paragraphs_of
from benchmarks.installed_model import InstalledModel, load_installed_model
from benchmarks.throughput import BASELINE, CORPUS, Contender, afternoon_build
from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.documents import Document
from nlp.pipeline import as_passage

AIM = 5
LENGTHS = (300, 1000, 3000)
NEW, CHANGED = "as a new draft", "as a changed draft"
_LENDERS = 40  # accounts that only lend words to changes


@dataclass(frozen=True)
class Reading:
    """Milliseconds of a whole analysis and of the model's part of it alone, and windows that the encoder read."""

    analysis: float
    model: float = 0.0
    windows: int = 0


Turn = Mapping[str, Reading]
"""One changed draft, as each contender read it."""


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    begun = perf_counter()
    work()
    return 1000 * (perf_counter() - begun)


def read(model: InstalledModel, document: Document, earlier: Document | None = None) -> Reading:
    """Analyse a document by an analyser that has read its ``earlier`` draft; its sentences by such a scorer alone."""
    scorer, alone = model.scorer(), model.scorer()
    analyser = model.analyser(scorer)
    if earlier is not None:
        analyser.analyse(earlier)
        alone.score(as_passage(earlier, analyser.sentences(earlier)))
    passage = as_passage(document, analyser.sentences(document))
    before = model.encoder.windows
    analysis = milliseconds(lambda: analyser.analyse(document))
    windows = model.encoder.windows - before
    return Reading(analysis, milliseconds(lambda: alone.score(passage)), windows)


def take_turns(
    model: InstalledModel,
    afternoon: Contender,
    drafts: Sequence[Paragraphs],
    lenders: Sequence[Paragraphs],
    change: Change,
) -> list[Turn]:
    """Each draft changed once, and read by every contender."""
    turns: list[Turn] = []
    for number, draft in enumerate(drafts):
        random = Random(number)  # noqa: S311  (repeatable on purpose)
        document = as_document(change(draft, random.choice(lenders), random))
        contenders: list[tuple[str, Callable[[], Reading]]] = [
            (NEW, partial(read, model, document)),
            (CHANGED, partial(read, model, document, as_document(draft))),
            (BASELINE, partial(_read_in_an_afternoon, afternoon, document)),
        ]
        first = number % len(contenders)
        turns.append({name: contend() for name, contend in contenders[first:] + contenders[:first]})
    return turns


def _read_in_an_afternoon(afternoon: Contender, document: Document) -> Reading:
    return Reading(milliseconds(lambda: afternoon([document])))


def row(words: int, change: str, turns: Sequence[Turn]) -> list[str]:
    """Medians over the drafts; ratios are of the same draft."""

    def usual(figure: Callable[[Turn], float], form: str) -> str:
        return format(median(figure(turn) for turn in turns), form)

    return [
        f"{words:,}",
        change,
        usual(lambda turn: turn[NEW].windows, ".0f"),
        usual(lambda turn: turn[CHANGED].windows, ".0f"),
        usual(lambda turn: turn[NEW].analysis, ".1f"),
        usual(lambda turn: turn[CHANGED].analysis, ".1f"),
        usual(lambda turn: turn[NEW].analysis / turn[CHANGED].analysis, ".1f"),
        usual(lambda turn: turn[NEW].model / turn[CHANGED].model, ".1f"),
        usual(lambda turn: turn[BASELINE].analysis / turn[CHANGED].analysis, ".1f"),
    ]


def main() -> None:
    """Measure every change at every length, and print one table."""
    parser = argparse.ArgumentParser(description="A changed draft beside a new one.")
    parser.add_argument("--drafts", type=int, default=15, help="of each length at most (default: 15)")
    parser.add_argument("--words", type=int, nargs="+", default=LENGTHS, help="of a draft (default: 300 1000 3000)")
    options = parser.parse_args()
    unit = load_unit(default_unit_id()).unit
    model, afternoon = load_installed_model(), afternoon_build(unit)
    corpus = read_corpus(CORPUS, unit)
    accounts = sample_accounts(corpus, len(corpus) - 1)
    lenders = [paragraphs_of(account) for account in accounts[:_LENDERS]]
    load = f"load before the run {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    made = Table("words", "what changed", "windows", "read again", "new, ms", "changed, ms", "times", "model", BASELINE)
    cells = [(words, name) for words in options.words for name in CHANGES]
    for words, name in track(cells, description="Changes", console=Console(stderr=True)):
        drafts = list(islice(drafts_of(accounts[_LENDERS:], words), options.drafts))
        afternoon([as_document(drafts[0])])
        made.add_row(*row(words, name, take_turns(model, afternoon, drafts, lenders, CHANGES[name])))
    told = Console()
    told.print(f"up to {options.drafts} drafts of each length; {load}; aim: {AIM} times faster than a new one")
    told.print(made)
    told.print(f"times: of the whole analysis; model: of its part alone; {BASELINE}: how much longer that takes.")


if __name__ == "__main__":
    main()
