"""How often each hint about the quality of evidence is given, how even it is, and what the hints cost.

    python benchmarks/quality.py [CORPUS_FOLDER] [--show HINT]

Judges the accounts of the corpus, by form; then the same accounts in second-language English (nlp/corpus/variants)
beside the originals: a hint that their writers get more often is not fair to them. ``--show`` prints the places of one
hint instead, to read. The marking points come from the installed model, which has seen most of these accounts; what
hints notice in the words themselves does not depend on it. The day against which dates are judged is 1 September 2026.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from time import process_time

from rich.console import Console
from rich.progress import track
from rich.table import Table

from nlp.corpus.accounts import Account, Form
from nlp.corpus.reader import read_corpus
from nlp.corpus.variants.second_language import second_language
from nlp.documents import Document
from nlp.judgement.evidence import observe
from nlp.judgement.points import analyse_points
from nlp.judgement.repeats import counted_once
from nlp.pipeline import Analyser, as_passage, load_analyser
from nlp.quality.hints import quality_hints
from nlp.results import QualityHint

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
AS_OF = date(2026, 9, 1)
FORMS: tuple[Form, ...] = ("account", "log", "discussion", "case_study", "statement")
BATCH = 16


@dataclass(frozen=True)
class Judged:
    """The hints on one text, and what they took in milliseconds of processor time."""

    text: str
    hints: tuple[QualityHint, ...]
    milliseconds: float

    @property
    def ids(self) -> frozenset[str]:
        """Which hints were given."""
        return frozenset(hint.id for hint in self.hints)


def judge(analyser: Analyser, documents: Sequence[Document], name: str) -> list[Judged]:
    """The hints on each document."""
    unit, rules = analyser.unit, analyser.rules
    judged = []
    for begin in track(range(0, len(documents), BATCH), description=name, console=Console(stderr=True)):
        batch = documents[begin : begin + BATCH]
        read = [analyser.sentences(document) for document in batch]
        passages = [as_passage(document, sentences) for document, sentences in zip(batch, read, strict=True)]
        for document, sentences, prediction in zip(batch, read, analyser.classifier.predict(passages), strict=True):
            observations = observe(unit, sentences, counted_once(document.text, sentences, prediction))
            points = analyse_points(unit, observations, rules)
            start = process_time()
            hints = quality_hints(unit, document.text, observations, points, rules, as_of=AS_OF)
            judged.append(Judged(document.text, hints, 1000 * (process_time() - start)))
    return judged


def in_second_language(account: Account) -> Document:
    """The account with the slips of second-language writers; the same for each run."""
    random = Random(account.id)  # noqa: S311 - nothing secret
    return Document.from_paragraphs(
        [" ".join(second_language(one.text, random) for one in paragraph) for paragraph in account.paragraphs]
    )


def by_form(accounts: Sequence[Account], judged: Sequence[Judged], ids: Sequence[str]) -> Table:
    """Share of the accounts of each form on which each hint is given."""
    forms = Counter(account.form for account in accounts)
    table = Table("hint", "all", *(f"{form} ({forms[form]})" for form in FORMS))
    for name in ids:
        given = Counter(account.form for account, one in zip(accounts, judged, strict=True) if name in one.ids)
        shares = [f"{given[form] / forms[form]:.0%}" if forms[form] else "–" for form in FORMS]
        table.add_row(name, f"{given.total() / len(accounts):.0%}", *shares)
    return table


def beside(originals: Sequence[Judged], variants: Sequence[Judged], ids: Sequence[str]) -> Table:
    """How often each hint is given on either, and on one alone."""
    table = Table("hint", "original", "second language", "only original", "only second language")
    for name in ids:
        pairs = Counter((name in one.ids, name in two.ids) for one, two in zip(originals, variants, strict=True))
        both, first, second = pairs[True, True], pairs[True, False], pairs[False, True]
        total = len(originals)
        table.add_row(name, f"{(both + first) / total:.0%}", f"{(both + second) / total:.0%}", str(first), str(second))
    return table


def show(judged: Sequence[Judged], accounts: Sequence[Account], name: str) -> None:
    """Print the places of one hint."""
    for account, one in zip(accounts, judged, strict=True):
        for hint in one.hints:
            if hint.id == name:
                print(f"{account.id} ({account.form}): {hint.message}")
                for place in hint.evidence:
                    print(f"    {one.text[place.start : place.end]}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--show")
    options = parser.parse_args()
    analyser = load_analyser()
    accounts = read_corpus(options.corpus, analyser.unit)
    originals = judge(analyser, [account.document() for account in accounts], "originals")
    if options.show:
        show(originals, accounts, options.show)
        return
    ids = [hint.id for hint in analyser.unit.quality.hints] if analyser.unit.quality else []
    variants = judge(analyser, [in_second_language(account) for account in accounts], "second language")
    console = Console(width=120)
    console.print(by_form(accounts, originals, ids), beside(originals, variants, ids))
    print(f"{sum(one.milliseconds for one in originals) / len(originals):.2f} ms of processor time an account")


if __name__ == "__main__":
    main()
