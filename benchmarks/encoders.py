"""Forms, depths and batches of the encoder, side by side: speed against what the machine can do, and how right each is.

    python -m benchmarks.encoders                               # the untrained encoder: speed alone
    python -m benchmarks.encoders --run runs/RUN --threads 2    # a run of `tallymark train`: fold 0's held-out accounts

Speed is in word pieces a second, padding not counted, on the windows that the product cuts from the corpus, and as a
share of the rate at which this machine multiplies matrices in the same precision. Contenders take turns in every round;
the fastest round counts, as other work only ever slows one down. Needs the extras [train] and [encoders].
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table
from sentence_transformers import SentenceTransformer

from benchmarks.encoder_forms import SERVED, Encode, Ids, fewer_pieces, forms, served_form, shallower
from benchmarks.encoder_limit import Precision, matrix_rate
from benchmarks.experiment import show
from criteria_bank.loader import default_unit_id, load_unit
from nlp.classifier.encoder import States
from nlp.classifier.heads import Heads
from nlp.classifier.logits import LEAST, WINDOW, Logits, Scorer
from nlp.classifier.tokens import WordPieces, split_long
from nlp.classifier.windows import pack
from nlp.corpus.accounts import Account
from nlp.corpus.folds import sector_fold
from nlp.corpus.reader import read_corpus
from nlp.training.base_weights import base_weights
from nlp.training.cross_validate import passage_of
from nlp.training.distil import load_encoder
from nlp.training.learning_curve import measured
from nlp.training.settings import TrainingSettings

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
KNOWN = 48  # windows from which the static forms learn how large states become
DEPTHS = ((0, 2, 4, 5), (1, 3, 5))
BATCHING = ("PyTorch, fp32", "PyTorch, bf16")  # the others read one window a call, as it is served
FEWER = 8192  # word pieces; those of the corpus are about as many


def framed_windows(accounts: Sequence[Account], pieces: WordPieces) -> list[Ids]:
    """The windows of accounts as the encoder gets them."""
    return [
        np.array([pieces.opening, *(piece for index in window for piece in (*parts[index], pieces.closing))])
        for account in accounts
        for parts, owners in [split_long(pieces.encode([sentence.text for sentence in account.sentences]))]
        for window in pack(parts, [account.sentence_paragraphs[owner] for owner in owners], LEAST, WINDOW)
    ]


def one_by_one(texts: Sequence[Ids]) -> list[Ids]:
    """Each text as a batch of its own."""
    return [ids[None] for ids in texts]


def bucketed(texts: Sequence[Ids], pieces: int = 2048) -> list[Ids]:
    """Texts of like length padded into batches of about so many word pieces."""
    batches: list[list[Ids]] = [[]]
    for ids in sorted(texts, key=len):
        if batches[-1] and (len(batches[-1]) + 1) * len(ids) > pieces:
            batches.append([])
        batches[-1].append(ids)
    return [np.stack([np.pad(ids, (0, len(batch[-1]) - len(ids))) for ids in batch]) for batch in batches if batch]


def sentences_alone(windows: Sequence[Ids], closing: int) -> list[Ids]:
    """The same word pieces, each sentence framed by itself: what an encoder of single sentences reads."""
    return [
        np.concatenate([ids[:1], sentence])
        for ids in windows
        for sentence in np.split(ids[1:], np.flatnonzero(ids[1:] == closing) + 1)
        if len(sentence) > 1
    ]


def fastest(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Each contender's seconds in its fastest round."""
    best = dict.fromkeys(contenders, float("inf"))
    for turn in range(rounds + 1):  # the first does not count: libraries prepare their kernels then
        for name, contend in contenders.items():
            started = perf_counter()
            contend()
            if turn:
                best[name] = min(best[name], perf_counter() - started)
    return best


def operations(lengths: Sequence[int], layers: int, width: int = 384, inner: int = 1536) -> float:
    """Multiplications and additions of the encoder's matrix products for texts of so many word pieces."""
    by_weights = 2 * (4 * width * width + 2 * width * inner) * sum(lengths)
    by_attention = sum(2 * 2 * length * length * width for length in lengths)
    return float(layers * (by_weights + by_attention))


def precision_of(name: str) -> Precision:
    """The precision that a form multiplies in."""
    known: tuple[Precision, ...] = ("bf16", "fp32")
    return next((precision for precision in known if precision in name), "8 bit")


def speeds(encoders: Mapping[str, tuple[Encode, int]], texts: Mapping[str, Sequence[Ids]], rounds: int) -> Table:
    """One row for each form, depth and way of reading."""
    precisions: tuple[Precision, ...] = ("fp32", "bf16", "8 bit")
    rates = {precision: matrix_rate(precision) for precision in precisions}
    lengths = {way: [int((row != 0).sum()) for batch in batches for row in batch] for way, batches in texts.items()}

    def reader(encode: Encode, batches: Sequence[Ids]) -> Callable[[], object]:
        return lambda: [encode(batch) for batch in batches]

    contenders = {
        (name, way): reader(encode, batches)
        for name, (encode, _) in encoders.items()
        for way, batches in texts.items()
        if way == "windows" or name in BATCHING or (name, way) == (SERVED, "sentences")
    }
    best = fastest({" / ".join(key): contend for key, contend in contenders.items()}, rounds)
    table = Table("form", "read as", "word pieces a second", "GFLOPS", "of its matrix rate", "times PyTorch fp32")
    slowest = best["PyTorch, fp32 / sentences, bucketed"]
    for name, way in contenders:
        seconds = best[f"{name} / {way}"]
        done = operations(lengths[way], encoders[name][1])
        rate = done / seconds / rates[precision_of(name)]
        read = f"{sum(lengths['windows']) / seconds:,.0f}"
        table.add_row(name, way, read, f"{done / seconds / 1e9:.0f}", f"{rate:.0%}", f"{slowest / seconds:.1f}")
    table.caption = "matrix rates, GFLOPS: " + ", ".join(f"{name} {rate / 1e9:.0f}" for name, rate in rates.items())
    return table


class _Alone:
    """A form as a `nlp.classifier.encoder.TokenEncoder`."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def encode(self, ids: Ids) -> States:
        """See `TokenEncoder`."""
        found: States = self._encode(ids[None])[0]
        return found


def held_out(
    encoders: Mapping[str, tuple[Encode, int]], folder: Path, pieces: WordPieces
) -> Iterator[tuple[str, Mapping[str, Logits], Sequence[Account]]]:
    """What each form says of fold 0's held-out accounts."""
    unit = load_unit(default_unit_id()).unit
    settings = TrainingSettings()
    _, test = sector_fold(read_corpus(CORPUS, unit), settings.folds, settings.seed)[0]
    heads = Heads.load(folder / "heads.npz")
    for name, (encode, _) in encoders.items():
        scorer = Scorer(pieces, _Alone(encode), heads)
        yield name, {account.id: scorer.score(passage_of(account)) for account in test}, test


def main() -> None:
    """Time every form, and with ``--run`` tell how right each is."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--run", type=Path, metavar="FOLDER", help="a run of `tallymark train`")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--accounts", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    console = Console()
    unit = load_unit(default_unit_id()).unit
    pieces = WordPieces.load(base_weights() / "tokenizer.json")
    windows = framed_windows(read_corpus(CORPUS, unit)[:: 512 // asked.accounts], pieces)
    known = windows[:KNOWN]
    deep = SentenceTransformer(str(base_weights()), device="cpu", local_files_only=True)[0].auto_model
    served = load_encoder(asked.run / "fold-0", unit) if asked.run else shallower(deep, DEPTHS[0])
    layers = len(served.encoder.layer)
    encoders = {name: (encode, layers) for name, encode in forms(served, known, asked.threads).items()}
    others = {
        f"{SERVED}, {len(deep.encoder.layer)} layers": (deep, len(deep.encoder.layer)),
        f"{SERVED}, {len(DEPTHS[1])} layers": (shallower(deep, DEPTHS[1]), len(DEPTHS[1])),
    }
    compared = encoders | {
        name: (served_form(network, asked.threads), depth) for name, (network, depth) in others.items()
    }
    small = served_form(fewer_pieces(served, FEWER), asked.threads)
    compared[f"{SERVED}, {FEWER:,} word pieces"] = (lambda ids: small(ids % FEWER), layers)
    seen = len({piece for ids in windows for piece in ids.tolist()})
    alone = sentences_alone(windows, pieces.closing)
    texts = {
        "windows": one_by_one(windows),
        "sentences, bucketed": bucketed(alone),
        "sentences": one_by_one(alone),
    }
    console.print(f"{len(windows)} windows, {len(alone)} sentences, {asked.threads} threads, {layers} layers served")
    console.print(f"{seen:,} of the vocabulary's word pieces occur")
    console.print(f"load before the run {os.getloadavg()[0]:.1f}")
    console.print(speeds(compared, texts, asked.rounds))
    if asked.run:
        first = None
        for name, scores, test in held_out(encoders, asked.run / "fold-0", pieces):
            sampled = measured(test, [scores[account.id] for account in test], unit)
            here = {measure: np.array(values) for measure, values in sampled.items()}
            first = first or here
            console.print(f"\n{name}, beside {next(iter(encoders))}")
            show(console, here, first, len(test))


if __name__ == "__main__":
    main()
