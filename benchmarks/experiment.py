"""One fold trained with changed settings, beside another such run: what docs/research-log.md is written from.

    python benchmarks/experiment.py --out runs/plain.npz
    python benchmarks/experiment.py --out runs/short.npz --beside runs/plain.npz epochs=12 window=192 variants.joined=0
    python benchmarks/experiment.py --mean runs/plain.npz runs/short.npz --beside runs/plain.npz
    python benchmarks/experiment.py --teacher runs/RUN/fold-0/teacher --beside runs/plain.npz student.layers=[1,3,5]

Settings are those of `nlp.training.settings.TrainingSettings`; what is not named is as shipped. `--mean` trains
nothing and takes the mean of the scores of several runs: an ensemble. Without `--teacher` it is a teacher that is
trained; with one a student of it, which is a folder of that fold as `tallymark train` leaves it. Whole sectors and
files are held out. Measures are free of bounds and calibration (`nlp.training.learning_record`); the encoder is tested
as trained, in single precision. Brackets hold 95 % intervals, and a difference is taken on the same resamples of the
held-out accounts; it does not cover the accident of the seed. Eight minutes on two cores. Needs the extra [train].
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.classifier.logits import Logits, Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account
from nlp.corpus.folds import sector_fold
from nlp.corpus.reader import read_corpus
from nlp.evaluation.bootstrap import Figure, estimate
from nlp.evaluation.metrics import Values
from nlp.training.base_weights import base_weights
from nlp.training.cross_validate import OutOfFold, load_out_of_fold, passage_of, save_out_of_fold
from nlp.training.distil import distil
from nlp.training.learning_curve import measured
from nlp.training.loop import fit
from nlp.training.settings import TrainingSettings
from nlp.training.torch_encoder import TorchEncoder

MODELS = Path(__file__).parent.parent / "models"

Scores = Mapping[str, Logits]
Measures = Mapping[str, Values]


def changed_settings(changes: Sequence[str]) -> TrainingSettings:
    """The shipped settings with ``name=value`` changes; a dot reaches into a part (``variants.joined=0``)."""
    values: dict[str, Any] = TrainingSettings().model_dump()
    for change in changes:
        name, _, value = change.partition("=")
        *parts, last = name.split(".")
        place = values
        for part in parts:
            place = place[part]
        place[last] = yaml.safe_load(value)
    return TrainingSettings.model_validate(values)


def scores_of_a_fit(
    train: Sequence[Account],
    test: Sequence[Account],
    unit: Unit,
    settings: TrainingSettings,
    *,
    taught_by: Path | None,
    console: Console,
) -> Scores:
    """Train, and score the held-out accounts."""
    weights = base_weights()
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Training")

        def tell(step: int, steps: int, _loss: float) -> None:
            progress.update(task, completed=step, total=steps)

        if taught_by:
            network = distil(weights, taught_by, train, unit, settings, progress=tell)
        else:
            network = fit(weights, train, unit, settings, tell)
    window = settings.student.window if taught_by else settings.window
    pieces = WordPieces.load(weights / "tokenizer.json")
    scorer = Scorer(pieces, TorchEncoder(network.encoder), network.heads(), window // 2, window)
    return {account.id: scorer.score(passage_of(account)) for account in test}


def mean_scores(runs: Sequence[Scores]) -> Scores:
    """The mean of the logits of several runs over the same accounts."""
    return {
        name: Logits(
            np.mean([run[name].stages for run in runs], axis=0), np.mean([run[name].labels for run in runs], axis=0)
        )
        for name in runs[0]
    }


def show(console: Console, here: Measures, there: Measures | None, accounts: int) -> None:
    """Print every measure, and its difference to the other run."""
    table = Table("measure", "this run", *(["that run", "difference"] if there else []), box=None)
    for name, values in here.items():
        compared = [there[name], values - there[name]] if there else []
        cells = [shown(estimate(sampled, lambda each: each, accounts)) for sampled in (values, *compared)]
        table.add_row(name.replace("_", " "), *cells)
    console.print(table)


def shown(figure: Figure) -> str:
    """``0.512 [0.470, 0.551]``."""
    if figure.value is None:
        return "not estimable"
    interval = "" if figure.low is None else f" [{figure.low:.3f}, {figure.high:.3f}]"
    return f"{figure.value:.3f}{interval}"


def main() -> None:
    """Train or read, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("changes", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--without-foils", action="store_true")
    parser.add_argument("--teacher", type=Path, metavar="FOLDER", help="train a student of it")
    parser.add_argument("--mean", type=Path, nargs="+", metavar="FILE", help="files that --out wrote")
    parser.add_argument("--beside", type=Path, metavar="FILE", help="a file that --out wrote")
    parser.add_argument("--out", type=Path, metavar="FILE")
    asked = parser.parse_args()
    console = Console()
    unit = load_unit(default_unit_id()).unit
    settings = changed_settings(asked.changes)
    train, test = sector_fold(read_corpus(MODELS / "corpus", unit), settings.folds, seed=0)[asked.fold]
    foils = [] if asked.without_foils else read_corpus(MODELS / "foils", unit)

    def measures(scores: Scores) -> Measures:
        sampled = measured(test, [scores[account.id] for account in test], unit)
        return {name: np.array(values) for name, values in sampled.items()}

    if asked.mean:
        scores = mean_scores([load_out_of_fold(path, test).logits for path in asked.mean])
    else:
        scores = scores_of_a_fit([*train, *foils], test, unit, settings, taught_by=asked.teacher, console=console)
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        save_out_of_fold(asked.out, OutOfFold(scores, dict.fromkeys(scores, asked.fold)))
    beside = measures(load_out_of_fold(asked.beside, test).logits) if asked.beside else None
    show(console, measures(scores), beside, len(test))


if __name__ == "__main__":
    main()
