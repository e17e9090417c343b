"""Out-of-fold scores: every account scored by a model that saw neither its sector nor its file.

Each fold's model is exported as it would be served and scored in that form, so that the figures are those of the
product and not of its ancestor in single precision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlp.classifier.base import Passage
from nlp.classifier.logits import Logits, Scorer
from nlp.corpus.accounts import Account
from nlp.errors import ArtefactMissing, CorpusError

SCORES = "scores.npz"

Fold = tuple[Sequence[Account], Sequence[Account]]
FitFold = Callable[[int, Sequence[Account]], Scorer]


@dataclass(frozen=True)
class OutOfFold:
    """Logits and fold number of each account, by account id."""

    logits: Mapping[str, Logits]
    folds: Mapping[str, int]


def cross_validate(folds: Sequence[Fold], fit_fold: FitFold, work: Path) -> OutOfFold:
    """Train once per fold (``fit_fold(number, training accounts)``) and score its held-out accounts.

    Each fold's scores are kept in ``work``, so that an interrupted run goes on where it stopped.
    """
    work.mkdir(parents=True, exist_ok=True)
    done = []
    for number, (train, test) in enumerate(folds):
        path = work / f"fold-{number}.npz"
        if not path.is_file():
            scorer = fit_fold(number, train)
            scores = {account.id: scorer.score(passage_of(account)) for account in test}
            save_out_of_fold(path, OutOfFold(scores, dict.fromkeys(scores, number)))
        done.append(load_out_of_fold(path, test))
    return OutOfFold(
        {name: logits for part in done for name, logits in part.logits.items()},
        {name: number for part in done for name, number in part.folds.items()},
    )


def passage_of(account: Account) -> Passage:
    """An account's labelled sentences as the classifier takes them."""
    return Passage(tuple(sentence.text for sentence in account.sentences), account.sentence_paragraphs)


def save_out_of_fold(path: Path, made: OutOfFold) -> None:
    """Write to a ``.npz`` in half precision: scores are read to about three digits."""
    ids = sorted(made.logits)
    unfinished = path.with_suffix(".unfinished.npz")
    np.savez_compressed(
        unfinished,
        ids=np.array(ids),
        folds=np.array([made.folds[name] for name in ids]),
        lengths=np.array([len(made.logits[name].stages) for name in ids]),
        stages=np.concatenate([made.logits[name].stages for name in ids]).astype(np.float16),
        labels=np.concatenate([made.logits[name].labels for name in ids]).astype(np.float16),
    )
    unfinished.replace(path)


def load_out_of_fold(path: Path, accounts: Sequence[Account]) -> OutOfFold:
    """Read them back; raises ArtefactMissing, or CorpusError where they are not of these accounts."""
    if not path.is_file():
        raise ArtefactMissing(f"There are no cross-validated scores at {path}. Run `tallymark train`.")
    with np.load(path, allow_pickle=False) as arrays:
        ends = np.cumsum(arrays["lengths"])
        ids = [str(name) for name in arrays["ids"]]
        stages = np.split(arrays["stages"].astype(np.float32), ends[:-1])
        labels = np.split(arrays["labels"].astype(np.float32), ends[:-1])
        folds = {name: int(fold) for name, fold in zip(ids, arrays["folds"], strict=True)}
    logits = {name: Logits(stage, label) for name, stage, label in zip(ids, stages, labels, strict=True)}
    for account in accounts:
        if account.id not in logits or len(logits[account.id].stages) != len(account.sentences):
            raise CorpusError(f"{path} holds no scores of account {account.id} as it is now. Run `tallymark train`.")
    return OutOfFold(logits, folds)
