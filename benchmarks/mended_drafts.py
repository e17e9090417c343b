"""What a comparison tells of drafts whose language alone was mended (docs/comparison.md).

    python benchmarks/mended_drafts.py [--accounts N]

The first draft of each pair is an account with typing errors or in second-language English, the second the account
without. Nothing in them changes but the language, so that every gain and every loss that is told is one too many.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import track
from rich.table import Table

from nlp.comparison.comparison import compare_documents
from nlp.comparison.results import Comparison
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.corpus.variants.keeping import KEEPING
from nlp.documents import Document
from nlp.evaluation.behaviour.cases import read_cases
from nlp.pipeline import load_analyser
from nlp.readers import read_text

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "models" / "corpus"
CASES = ROOT / "tests" / "behaviour" / "cases"

Drafts = tuple[Document, Document]


def revisions(accounts: Sequence[Account]) -> Iterator[tuple[str, list[Drafts]]]:
    """Pairs of drafts, by what was wrong with the first."""
    for share in (0.1, 0.5):
        for rewrite in ("typos", "second_language"):
            random = Random(f"{rewrite} {share}")  # noqa: S311 - repeatable on purpose
            drafts = [(spoilt(account, rewrite, share, random), document(account)) for account in accounts]
            yield f"{rewrite}, {share:.0%} of the sentences", drafts
    told = read_cases(CASES).accounts
    for form in ("second_language", "dialect"):
        yield (
            f"{form}, by hand",
            [(read_text(one.forms[form]), read_text(one.plain)) for one in told if form in one.forms],
        )


def spoilt(account: Account, rewrite: str, share: float, random: Random) -> Document:
    """The account with that share of its sentences rewritten."""
    return Document.from_paragraphs(
        [
            " ".join(
                KEEPING[rewrite](sentence.text, random) if random.random() < share else sentence.text
                for sentence in paragraph
            )
            for paragraph in account.paragraphs
        ]
    )


def document(account: Account) -> Document:
    """The account, each paragraph's sentences on one line."""
    return Document.from_paragraphs([" ".join(one.text for one in paragraph) for paragraph in account.paragraphs])


def counts(comparison: Comparison) -> list[int]:
    """Elements gained and lost, marking points gained and lost, flags told to have come or gone."""
    elements = [element.change for point in comparison.marking_points for element in point.elements]
    points = [point.change for point in comparison.marking_points]
    flags = sum(flag.change in ("new", "resolved") for flag in comparison.flags)
    return [elements.count("gained"), elements.count("lost"), points.count("gained"), points.count("lost"), flags]


def main() -> None:
    """Compare, and print one table."""
    parser = argparse.ArgumentParser(description="Gains and losses told of drafts that were mended only.")
    parser.add_argument("--accounts", type=int, default=60, help="size of the sample of the corpus (default: 60)")
    options = parser.parse_args()

    analyser = load_analyser()
    accounts = sample_accounts(read_corpus(CORPUS, analyser.unit), options.accounts)
    made = Table("mended", "accounts", "elements gained", "lost", "points gained", "lost", "flags", title="An account")
    for name, drafts in track(list(revisions(accounts)), description="Revisions", console=Console(stderr=True)):
        told = [counts(compare_documents(analyser, first, second).comparison) for first, second in drafts]
        means = [f"{sum(column) / len(told):.2f}" for column in zip(*told, strict=True)]
        made.add_row(name, str(len(told)), *means)
    Console().print(made)


if __name__ == "__main__":
    main()
