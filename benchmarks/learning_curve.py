"""Train on ever more accounts of one fold, and record what another hundred would buy (the model card shows it).

    python benchmarks/learning_curve.py [--sizes 42 85 170 340] [--seeds 1] [--models models]

Writes ``models/cross_validation/learning_curve.json``. Each size takes its share of a fold's training, about eight
minutes for the largest on two cores. Needs the extra [train]. The next `tallymark train` puts it into the card.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from criteria_bank.loader import default_unit_id, load_unit
from nlp.corpus.folds import sector_fold
from nlp.corpus.reader import read_corpus
from nlp.training.base_weights import base_weights
from nlp.training.learning_curve import learning_curve
from nlp.training.learning_record import LEARNING_CURVE, LearningPoint, record_learning_curve
from nlp.training.settings import TrainingSettings

MODELS = Path(__file__).parent.parent / "models"


def main() -> None:
    """Train at each size with each seed, print as it goes, record at the end."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[42, 85, 170, 340])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--models", type=Path, default=MODELS)
    asked = parser.parse_args()
    console = Console()
    unit = load_unit(default_unit_id()).unit
    settings = TrainingSettings()
    accounts = read_corpus(asked.models / "corpus", unit)
    fold, *_ = sector_fold(accounts, settings.folds, settings.seed)
    foils = read_corpus(asked.models / "foils", unit)
    points: list[LearningPoint] = []
    for seed in range(asked.seeds):
        seeded = settings.model_copy(update={"seed": seed})
        for point in learning_curve(base_weights(), fold, unit, seeded, asked.sizes, foils=foils):
            points.append(point)
            values = ", ".join(f"{name} {sampled[0]:.3f}" for name, sampled in point.measures.items())
            console.print(f"{point.accounts} accounts, seed {seed}: {values}", highlight=False)
    target = asked.models / "cross_validation" / LEARNING_CURVE
    record_learning_curve(target, points, settings, corpus=len(accounts))
    console.print(f"Written: {target}")


if __name__ == "__main__":
    main()
