"""Matching by similarity beside trained heads, leaving one marking point out at a time (docs/similarity.md).

    python benchmarks/similarity.py [--cosines] [--retrain --out FILE [--points N] [--epochs N]]

Without options it needs no PyTorch: sentences by their cross-validated scores, the unit's texts by the serving model.
`--retrain` trains encoders that never see the labels of the points they match, N points at a time, on the accounts of
two folds, and tests on the third; it needs the extra [train] and about 8 / N times as long as a training run's fold.
`--cosines` adds plain cosines: of the serving encoder, which has learnt from these very accounts and labels, or with
`--retrain` of the untrained one, which has not.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.classifier.artefacts import read_manifest
from nlp.classifier.similarity import Floats
from nlp.classifier.trained import load_scorer
from nlp.config import model_dir
from nlp.corpus.accounts import Account
from nlp.corpus.folds import sector_fold
from nlp.corpus.reader import read_corpus
from nlp.training.cross_validate import SCORES, OutOfFold, load_out_of_fold
from nlp.training.fit_similarity import carried
from nlp.training.leave_one_point_out import (
    Answers,
    answer,
    cosines,
    figures,
    match_left_out,
    part,
    status_figures,
)

MODELS = Path(__file__).parent.parent / "models"
TESTED_FOLD = 0


def compare(
    unit: Unit, accounts: Sequence[Account], folds: Mapping[str, int], scores: OutOfFold, ways: Mapping[str, Floats]
) -> dict[str, Answers]:
    """Answers of the trained heads and of every way of matching, by name."""
    elements = len(unit.elements)
    trained = np.concatenate([scores.logits[account.id].labels[:, :elements] for account in accounts])
    made = {"trained": answer(unit, accounts, folds, trained.astype(np.float64), apart=False)}
    return made | {name: answer(unit, accounts, folds, near, apart=True) for name, near in ways.items()}


def show(unit: Unit, accounts: Sequence[Account], ways: Mapping[str, Answers], console: Console) -> None:
    """Print F1 and average precision by point, and over all, inbox and ordered accounts."""
    truth = carried(accounts, [element.id for element in unit.elements])
    kinds = np.array([account.kind for account in accounts for _ in account.sentences])
    point_of = np.array([point.id for point in unit.marking_points for _ in point.elements])
    everything = np.ones(len(truth), bool)
    cases = {point.id: (everything, point_of == point.id) for point in unit.marking_points}
    cases |= {kind: (kinds == kind, np.ones(len(point_of), bool)) for kind in ("inbox", "ordered")}
    cases |= {"all": (everything, np.ones(len(point_of), bool))}
    table = Table("elements of", *(f"{way} {figure}" for way in ways for figure in ("F1", "AP")))
    for name, (rows, columns) in cases.items():
        if not rows.any():
            continue
        found = [figures(truth[np.ix_(rows, columns)], part(way, rows, columns)) for way in ways.values()]
        table.add_row(name, *(f"{value:.2f}" for item in found for value in (item.f1, item.average_precision)))
    console.print(table)


def show_caution(unit: Unit, accounts: Sequence[Account], answers: Answers, console: Console) -> None:
    """Print how right matching is where it commits itself: bounds, curve and statuses."""
    truth = carried(accounts, [element.id for element in unit.elements])
    for name, said in (("weak", answers.weak), ("present", answers.present)):
        precision, recall = (truth & said).sum() / max(1, said.sum()), (truth & said).sum() / truth.sum()
        held, found = (_by_account(accounts, cells) for cells in (truth, said))
        somewhere = (held & found).sum() / max(1, found.sum())
        console.print(
            f"{name}: precision {precision:.2f}, recall {recall:.2f}; in the account as a whole "
            f"{somewhere:.2f}, {(held & found).sum() / held.sum():.2f}"
        )
    for low, high in ((0.0, 0.1), (0.1, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 1.01)):
        inside = (answers.probability >= low) & (answers.probability < high)
        if inside.any():
            console.print(
                f"probability {low:.1f} to {high:.1f}: {inside.sum():,} cases, mean "
                f"{answers.probability[inside].mean():.2f}, right {truth[inside].mean():.2f}"
            )
    console.print(status_figures(unit, accounts, answers))


def _by_account(accounts: Sequence[Account], cells: np.ndarray) -> np.ndarray:
    ends = np.cumsum([len(account.sentences) for account in accounts])
    return np.array([rows.any(axis=0) for rows in np.split(cells, ends[:-1])])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cosines", action="store_true")
    parser.add_argument("--retrain", action="store_true")
    parser.add_argument("--points", type=int, default=2, help="how many points are left out together")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--out", type=Path, help="keep the nearness of a retrained comparison (.npy)")
    arguments = parser.parse_args()
    unit = load_unit(default_unit_id()).unit
    accounts = read_corpus(MODELS / "corpus", unit)
    scores = load_out_of_fold(MODELS / "cross_validation" / SCORES, accounts)
    console = Console(width=120)
    if arguments.retrain:
        train = [account for account in accounts if scores.folds[account.id] != TESTED_FOLD]
        accounts = [account for account in accounts if scores.folds[account.id] == TESTED_FOLD]
        halves = sector_fold(accounts, 2, seed=0)
        folds = {account.id: number for number, (_, test) in enumerate(halves) for account in test}
        retraining = import_module("benchmarks.similarity_retrained")
        near, scorer = retraining.match(
            unit, train, accounts, points=arguments.points, epochs=arguments.epochs, console=console
        )
        if arguments.out:
            np.save(arguments.out, near)
    else:
        folds = dict(scores.folds)
        read_manifest(model_dir())
        scorer = load_scorer(model_dir())
        near = match_left_out(unit, scorer, [scores.logits[account.id] for account in accounts])
    ways = {"matched": near} | ({"cosine": cosines(unit, scorer, accounts)} if arguments.cosines else {})
    answers = compare(unit, accounts, folds, scores, ways)
    show(unit, accounts, answers, console)
    show_caution(unit, accounts, answers["matched"], console)


if __name__ == "__main__":
    main()
