"""Where the time of one analysis goes, part by part, and how near each part comes to its limit (docs/speed.md).

    python -m benchmarks.profile_analysis [--accounts N] [--rounds N]

The product itself runs, in one thread, with its functions wrapped from outside. Each part's time is the sum over the
accounts of the least of all rounds, since other work on the machine only ever adds to it. Limits are measured in the
same run: for the encoder the rate at which one core multiplies matrices in the same precision, against the products
that the model file holds; for word pieces and sentences the fastest library found that does the same. What is not
installed is left out: PyTorch and onnx come with the extra [train], nanotoken by ``pip install nanotoken``.

The name is not profile.py, because the other benchmarks, run as scripts, would find that for the standard library's
module of that name.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from math import prod
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import docx
import numpy as np
import spacy
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.encoder_limit import matrix_rate, operations, precision_of
from benchmarks.stopwatch import Stopwatch
from nlp import pipeline
from nlp.checks.checker import Checker
from nlp.classifier.artefacts import ENCODER, TOKENIZER
from nlp.classifier.calibration import Calibration
from nlp.classifier.encoder import OnnxEncoder
from nlp.classifier.heads import Heads
from nlp.classifier.tokens import WordPieces
from nlp.config import model_dir
from nlp.corpus.reader import read_corpus
from nlp.corpus.sampling import sample_accounts
from nlp.documents import Document
from nlp.kept import Kept
from nlp.personal_data.finder import PersonalDataFinder
from nlp.pipeline import Analyser, load_analyser
from nlp.readers.reading import read_bytes, read_text
from nlp.readers.sandbox import Sandbox

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
DOCX, PLAIN = "reading a .docx, in its own process", "reading plain text"
SENTENCES, PIECES, ENCODING = "sentences, speakers, grammar", "word pieces", "encoder"
PARTS: dict[tuple[Any, str], str] = {
    (pipeline, "read_sentences"): SENTENCES,
    (WordPieces, "encode"): PIECES,
    (OnnxEncoder, "encode"): ENCODING,
    (Heads, "apply"): "heads and calibration",
    (Calibration, "stages"): "heads and calibration",
    (Calibration, "labels"): "heads and calibration",
    (Analyser, "_predict"): "windows",
    (pipeline, "observe"): "decisions",
    (pipeline, "_worth_counting"): "decisions",
    (pipeline, "analyse_points"): "decisions",
    (pipeline, "analyse_depth"): "decisions",
    (pipeline, "analyse_constraints"): "decisions",
    (pipeline, "analyse_flags"): "decisions",
    (PersonalDataFinder, "find"): "personal data",
    (Checker, "check"): "checks",
    (pipeline, "quality_hints"): "hints about quality",
    (pipeline, "compose"): "feedback",
}
RESULT = "making the result"


def least(runs: Sequence[Sequence[dict[str, float]]]) -> dict[str, float]:
    """Milliseconds an account of each part: of ``runs[round][account]`` the least round of each account."""
    parts = dict.fromkeys(part for account in runs[0] for part in account)
    return {
        part: 1000
        * sum(min(account.get(part, 0.0) for account in rounds) for rounds in zip(*runs, strict=True))
        / len(runs[0])
        for part in parts
    }


def analyses(analyser: Analyser, documents: Sequence[Document], rounds: int) -> tuple[dict[str, float], list[int]]:
    """Milliseconds an account of each part, and the lengths in word pieces of all windows that were encoded."""
    lengths: list[int] = []
    files = [_word_file(document) for document in documents]

    def called(part: str, *arguments: object) -> None:
        if part == ENCODING:
            *batch, length = np.shape(np.asarray(arguments[1]))
            lengths.extend([length] * prod(batch))

    stopwatch = Stopwatch()
    runs = []
    unkept = patch.object(Kept, "get", return_value=None)  # every round reads every window
    with Sandbox() as sandbox, unkept, stopwatch.timing(PARTS, called):
        for _ in track(range(rounds + 1), "Rounds", console=Console(stderr=True)):
            lengths.clear()
            run = []
            for document, file in zip(documents, files, strict=True):
                with stopwatch.part(DOCX):
                    read_bytes(file, "account.docx", sandbox=sandbox)
                with stopwatch.part(PLAIN):
                    read_text(document.text)
                with stopwatch.part(RESULT):
                    analyser.analyse(document)
                run.append(stopwatch.take())
            runs.append(run)
    return least(runs[1:]), lengths


def encoder_limit(lengths: Sequence[int], accounts: int) -> tuple[float, str]:
    """Milliseconds an account that the encoder's matrix products alone would take."""
    model = model_dir() / ENCODER
    import_module("torch").set_num_threads(1)
    precision = precision_of(model)
    rate = matrix_rate(precision)
    milliseconds = 1000 * operations(model, lengths) / rate / accounts
    return milliseconds, f"its matrix products at {rate / 1e9:.0f} GFLOPS ({precision}), one core"


def pieces_limit(documents: Sequence[Sequence[str]], rounds: int) -> tuple[float, str]:
    """The fastest library for word pieces, over the same sentences."""
    file = model_dir() / TOKENIZER
    tokenizer = import_module("tokenizers").Tokenizer.from_file(str(file))
    found = [(_fastest(tokenizer.encode_batch_fast, documents, rounds), "tokenizers, ids alone")]
    with suppress(ImportError):
        nano = import_module("nanotoken").Tokenizer.from_json(file.read_text(encoding="utf-8"))

        def encode(sentences: Sequence[str]) -> object:
            nano.clear_cache()  # a tokenizer that remembers what it read is no limit for one that may not
            return nano.encode_batch_list(sentences, add_special_tokens=False)

        found.append((_fastest(encode, documents, rounds), "nanotoken"))
    return min(found)


def sentences_limit(documents: Sequence[Document], rounds: int) -> tuple[float, str]:
    """The fastest libraries for sentences alone; none does grammar without a model."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    texts = [document.text for document in documents]
    found = [(_fastest(lambda text: list(language(text).sents), texts, rounds), "spaCy's sentencizer: no grammar")]
    with suppress(ImportError):
        blingfire = import_module("livekit.blingfire")
        found.append((_fastest(blingfire.text_to_sentences_with_offsets, texts, rounds), "Bling Fire: no grammar"))
    return min(found)


def _fastest(call: Callable[[Any], object], inputs: Sequence[Any], rounds: int) -> float:
    """Milliseconds a call: of each input the least round."""
    best = dict.fromkeys(range(len(inputs)), float("inf"))
    for _ in range(rounds):
        for place, one in enumerate(inputs):
            started = perf_counter()
            call(one)
            best[place] = min(best[place], perf_counter() - started)
    return 1000 * sum(best.values()) / len(inputs)


def _word_file(document: Document) -> bytes:
    made = docx.Document()
    for paragraph in document.paragraph_texts():
        made.add_paragraph(paragraph)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def table(parts: dict[str, float], limits: dict[str, tuple[float, str]]) -> Table:
    """One row a part; shares are of an analysis, which does not include reading."""
    made = Table("part", "ms", "share", "limit, ms", "of its limit", "what the limit is")
    whole = sum(value for part, value in parts.items() if part not in {DOCX, PLAIN})
    for part, value in parts.items():
        share = "" if part in {DOCX, PLAIN} else f"{value / whole:.0%}"
        limit, what = limits.get(part, (0.0, ""))
        made.add_row(part, f"{value:.2f}", share, *((f"{limit:.2f}", f"{limit / value:.0%}", what) if what else ()))
    made.add_section()
    made.add_row("an analysis", f"{whole:.2f}", "100%")
    return made


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description="Where the time of one analysis goes.")
    parser.add_argument("--accounts", type=int, default=40, help="size of the sample of the corpus (default: 40)")
    parser.add_argument("--rounds", type=int, default=7, help="rounds, of which the least counts (default: 7)")
    options = parser.parse_args()

    analyser = load_analyser(threads=1)
    accounts = sample_accounts(read_corpus(CORPUS, analyser.unit), options.accounts)
    documents = [account.document() for account in accounts]
    words = sum(len(document.text.split()) for document in documents) / len(documents)
    load = os.getloadavg()[0]
    parts, lengths = analyses(analyser, documents, options.rounds)
    sentences = [analyser.read(document).texts for document in documents]
    limits = {
        SENTENCES: sentences_limit(documents, options.rounds),
        PIECES: pieces_limit(sentences, options.rounds),
    }
    missing = ""
    try:
        limits[ENCODING] = encoder_limit(lengths, len(documents))
    except ImportError as error:
        missing = f"; no limit of the encoder, as {error.name} is not installed"
    console = Console(width=120)
    console.print(f"{len(documents)} accounts of {words:.0f} words; load before the run {load:.1f}{missing}")
    console.print(table(parts, limits))


if __name__ == "__main__":
    main()
