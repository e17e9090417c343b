"""Accuracy of the fine-tuned encoder on CEReD's published split, beside the published figures (docs/cered.md).

    python benchmarks/cered.py [--data FOLDER] [--seeds N] [--epochs N] [--validate] [--out FILE]

Fine-tunes all-MiniLM-L6-v2 (22 M parameters) once a seed and takes the mean of the probabilities. `--validate` measures
on the validation rows, for choosing settings; without it the test rows are predicted once, after all training.
Needs the extra [train] and the data; where either is missing it says so and is done.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from statistics import fmean
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from benchmarks.cered_rows import Row, Task, read_rows
from benchmarks.cered_windows import Settings
from nlp.errors import TrainingUnavailable
from nlp.training.base_weights import base_weights

DATA = Path(__file__).parents[2] / "shared" / "cered"
ATTRIBUTION = (
    "Data: Czech-English Reflective Dataset (CEReD), English part, by Nehyba and Štefánik, CC BY 4.0; Applications of "
    "deep language models for reflective writings, Education and Information Technologies, 2022."
)
CONFIDENCES = (3, 4, 5)
PUBLISHED_NAME = "XLM-RoBERTa-large (560 M), published"
PUBLISHED = {3: 0.794, 4: 0.827, 5: 0.905}
BASELINE = "TF-IDF + logistic regression"
ENCODER = "all-MiniLM-L6-v2 (22 M), fine-tuned"
STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)  # of the baseline's regularisation, inverse
NORMAL_95 = 1.959964

Categories = NDArray[np.int64]
Probabilities = NDArray[np.float32]


@dataclass(frozen=True)
class Accuracy:
    """Share of rows of at least this mean confidence that got the right category, with a 95 % Wilson interval."""

    confidence: int
    n: int
    right: int

    @property
    def share(self) -> float:
        """0 to 1; not a number where there are no rows."""
        return self.right / self.n if self.n else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson (1927): lowest and highest share that the rows leave plausible; 0 to 1 where there are none."""
        if not self.n:
            return 0.0, 1.0
        spread = NORMAL_95**2 / self.n
        middle = (self.share + spread / 2) / (1 + spread)
        reach = sqrt(spread * (self.share * (1 - self.share) + spread / 4)) / (1 + spread)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def record(self) -> dict[str, float]:
        """For JSON."""
        low, high = self.interval
        return {**asdict(self), "accuracy": self.share, "low": low, "high": high}


def accuracies(rows: Sequence[Row], found: Categories) -> list[Accuracy]:
    """At each confidence of CONFIDENCES."""
    right = found == np.array([row.category for row in rows])
    chosen = [np.array([row.confidence >= least for row in rows]) for least in CONFIDENCES]
    return [Accuracy(least, int(c.sum()), int(right[c].sum())) for least, c in zip(CONFIDENCES, chosen, strict=True)]


def baseline(task: Task) -> Categories:
    """Words and pairs of words of the sentence in a linear model, its regularisation chosen on the validation rows."""

    def fitted(strength: float) -> Callable[[Sequence[Row]], Categories]:
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
            LogisticRegression(C=strength, max_iter=2000),
        )
        model.fit([row.sentence for row in task.train], [row.category for row in task.train])
        return lambda rows: np.asarray(model.predict([row.sentence for row in rows]))

    models = [fitted(strength) for strength in STRENGTHS]
    return max(models, key=lambda model: accuracies(task.val, model(task.val))[0].share)(task.asked)


def table(asked: str, measured: Mapping[str, Sequence[Accuracy]], seeds: Sequence[Sequence[Accuracy]]) -> Table:
    """Accuracy in per cent; intervals in square brackets, the range over seeds in words."""
    first = next(iter(measured.values()))
    made = Table(f"{asked} rows", *(f"confidence >= {each.confidence}\nn = {each.n}" for each in first))
    for name, row in measured.items():
        made.add_row(
            name, *(f"{100 * a.share:.1f} [{100 * a.interval[0]:.1f}, {100 * a.interval[1]:.1f}]" for a in row)
        )
    shares = [[100 * each.share for each in column] for column in zip(*seeds, strict=True)]
    made.add_row("  one seed: mean, range", *(f"{fmean(c):.1f}, {min(c):.1f} to {max(c):.1f}" for c in shares))
    made.add_row(PUBLISHED_NAME, *(f"{100 * PUBLISHED[least]:.1f}" for least in CONFIDENCES))
    return made


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="Accuracy of the fine-tuned encoder on CEReD's published split.")
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder of cered_train.tsv, cered_val.tsv, cered_test.tsv"
    )
    parser.add_argument("--seeds", type=int, default=3, help="how many networks to train (default: 3)")
    parser.add_argument("--rows", type=int, help="only so many training rows, to try the program out")
    parser.add_argument("--validate", action="store_true", help="measure on the validation rows; leave the test alone")
    parser.add_argument("--out", type=Path, help="also write the figures and all settings to this JSON file")
    for field in fields(Settings):
        name = "--" + field.name.replace("_", "-")
        parser.add_argument(name, type=type(field.default), default=field.default, help=f"(default: {field.default})")
    return parser.parse_args()


def missing(data: Path) -> str | None:
    """Why there is nothing to do here, or None."""
    if not data.is_dir():
        return f"no folder {data}. Get the data as docs/cered.md says, then name their folder with --data."
    if find_spec("torch") is None or find_spec("transformers") is None:
        return "PyTorch is not installed. Run `make test-train`, then try again."
    try:
        base_weights()
    except TrainingUnavailable:
        return "the encoder's original weights are not installed. Run `make test-train`, then try again."
    return None


def train_seeds(
    console: Console, task: Task, settings: Settings, seeds: int
) -> tuple[list[Probabilities], list[dict[str, object]]]:
    """Probabilities of the rows asked for by each seed, and what each epoch came to on the validation rows."""
    fit_and_predict = import_module("benchmarks.cered_encoder").fit_and_predict  # brings PyTorch
    started = perf_counter()
    epochs: list[dict[str, object]] = []
    found: list[Probabilities] = []
    for seed in range(seeds):

        def progress(epoch: int, loss: float, probabilities: Probabilities, seed: int = seed) -> None:
            measured = accuracies(task.val, probabilities.argmax(axis=1))
            shares = ", ".join(f"{100 * each.share:.1f} (>= {each.confidence})" for each in measured)
            passed = (perf_counter() - started) / 60
            console.print(f"seed {seed}, epoch {epoch}: loss {loss:.3f}, validation {shares}, {passed:.1f} min")
            epochs.append({"seed": seed, "epoch": epoch, "loss": loss, "val": [each.record() for each in measured]})

        found.append(fit_and_predict(base_weights(), task, settings, seed, progress))
    return found, epochs


def main() -> None:
    """Train, measure, print one table and write the record."""
    asked_for = options()
    console = Console(width=120, highlight=False)
    if reason := missing(asked_for.data):
        console.print(f"Skipped: {reason}", soft_wrap=True)
        return
    started = perf_counter()
    settings = replace(Settings(), **{field.name: getattr(asked_for, field.name) for field in fields(Settings)})
    train, val, test = (read_rows(asked_for.data / f"cered_{split}.tsv") for split in ("train", "val", "test"))
    train = [row for row in train if row.confidence >= settings.lowest_confidence][: asked_for.rows]
    split, asked = ("validation", val) if asked_for.validate else ("test", test)
    task = Task(train, val, asked)
    console.print(ATTRIBUTION)
    console.print(f"{len(train)} training rows, {len(val)} validation rows, {len(test)} test rows")

    found, epochs = train_seeds(console, task, settings, asked_for.seeds)
    seeds = [accuracies(asked, each.argmax(axis=1)) for each in found]
    measured = {
        BASELINE: accuracies(asked, baseline(task)),
        f"{ENCODER}, mean of {len(seeds)}": accuracies(asked, np.mean(found, axis=0).argmax(axis=1)),
    }
    console.print(table(split, measured, seeds))
    if asked_for.out:
        record = {
            "attribution": ATTRIBUTION,
            "split": split,
            "training_rows": len(train),
            "settings": asdict(settings),
            "measured": {name: [each.record() for each in row] for name, row in measured.items()},
            "seeds": [[each.record() for each in row] for row in seeds],
            "published": {PUBLISHED_NAME: PUBLISHED},
            "epochs": epochs,
            "seconds": round(perf_counter() - started, 1),
        }
        asked_for.out.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
