"""What it saves to judge only the sentences of a second draft that changed (docs/comparison.md).

    python benchmarks/comparison.py [--rounds N]

Accounts of the corpus are revised as learners revise; each draft is compared by `compare_documents` and, in the same
round, both drafts are analysed in full. Ratios are of the processor time of the same round, so that whatever else the
machine does hits both, or neither.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from rich.console import Console
from rich.progress import track
from rich.table import Table

from nlp.comparison.comparison import compare_documents
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
ADDED = "I rang her again in March, because I wanted to hear whether the new times still suited her."
ACCOUNTS = 24

Paragraphs = list[list[str]]


@dataclass(frozen=True)
class Revision:
    """Pairs of drafts of one kind."""

    name: str
    drafts: Sequence[tuple[Document, Document]]

    @property
    def words(self) -> float:
        """Words of a first draft, on average."""
        return sum(len(first.text.split()) for first, _ in self.drafts) / len(self.drafts)


@dataclass(frozen=True)
class Turn:
    """Processor seconds of one round: comparing, and analysing both drafts in full; and what was judged again."""

    compared: float
    in_full: float
    judged_again: float


def one_added(draft: Paragraphs, random: Random) -> Paragraphs:
    """A sentence more, somewhere."""
    place = random.randrange(len(draft))
    return [[*paragraph, ADDED] if index == place else paragraph for index, paragraph in enumerate(draft)]


def paragraph_rewritten(draft: Paragraphs, random: Random) -> Paragraphs:
    """One paragraph in other words."""
    place = random.randrange(len(draft))
    return [reworded(paragraph) if index == place else paragraph for index, paragraph in enumerate(draft)]


def all_reworded(draft: Paragraphs, _: Random) -> Paragraphs:
    """No sentence as it was: nothing can be saved."""
    return [reworded(paragraph) for paragraph in draft]


def nothing_changed(draft: Paragraphs, _: Random) -> Paragraphs:
    """The same draft handed in again."""
    return draft


def reworded(paragraph: list[str]) -> list[str]:
    """Each sentence with another beginning."""
    return [f"As I see it now, {sentence[:1].lower()}{sentence[1:]}" for sentence in paragraph]


REVISIONS: Mapping[str, Callable[[Paragraphs, Random], Paragraphs]] = {
    "nothing changed": nothing_changed,
    "one sentence added": one_added,
    "a paragraph rewritten": paragraph_rewritten,
    "every sentence reworded": all_reworded,
}


def revisions(accounts: Sequence[Account]) -> list[Revision]:
    """Drafts of the corpus's length, of the length of a portfolio's account, and a long one."""
    random = Random(4)  # noqa: S311 - no secret
    drafts = [[[sentence.text for sentence in part] for part in account.paragraphs] for account in accounts]
    lengths = {
        "short": drafts[:8],
        "of usual length": [joined(drafts[start : start + 4]) for start in (0, 4, 8)],
        "long": [joined(drafts)],
    }
    return [
        Revision(f"{name}, {length}", [(document(draft), document(revise(draft, random))) for draft in of_length])
        for length, of_length in lengths.items()
        for name, revise in REVISIONS.items()
    ]


def joined(drafts: Sequence[Paragraphs]) -> Paragraphs:
    """One draft of several."""
    return [paragraph for draft in drafts for paragraph in draft]


def document(draft: Paragraphs) -> Document:
    """The draft as a document."""
    return Document.from_paragraphs([" ".join(paragraph) for paragraph in draft])


def take_turn(analyser: Analyser, revision: Revision) -> Turn:
    """Compare all drafts of a revision, and analyse them in full."""
    began = process_time()
    comparisons = [compare_documents(analyser, *drafts).comparison for drafts in revision.drafts]
    compared = process_time()
    for first, second in revision.drafts:
        analyser.analyse(first)
        analyser.analyse(second)
    ended = process_time()
    kept = sum(one.text.counts["same"] + one.text.counts["moved"] for one in comparisons)
    return Turn(compared - began, ended - compared, 1 - kept / sum(one.second.sentences for one in comparisons))


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description="Comparing drafts, beside analysing both in full.")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each revision (default: 3)")
    options = parser.parse_args()

    analyser = load_analyser()
    accounts = sample_accounts(read_corpus(CORPUS, analyser.unit), ACCOUNTS)
    made = Table("revision", "words", "judged again", "second draft", "both drafts", title="Share of a full analysis")
    for revision in track(revisions(accounts), description="Revisions", console=Console(stderr=True)):
        take_turn(analyser, Revision(revision.name, revision.drafts[:1]))  # what is built on first use
        turns = [take_turn(analyser, revision) for _ in range(options.rounds)]
        # Half of the time in full is that of the first draft, which both ways take.
        second = median(2 * turn.compared / turn.in_full - 1 for turn in turns)
        both = median(turn.compared / turn.in_full for turn in turns)
        made.add_row(
            revision.name, f"{revision.words:.0f}", f"{turns[0].judged_again:.0%}", f"{second:.0%}", f"{both:.0%}"
        )
    Console().print(made)


if __name__ == "__main__":
    main()
