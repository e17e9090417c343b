"""Whether other English earns the same: the inbox accounts rewritten by rule, judged by models that never saw them.

Only accounts of the inbox kind are rewritten: they are nearest to what comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from criteria_bank.loader import LoadedUnit
from nlp.classifier.logits import Scorer
from nlp.corpus.accounts import Account
from nlp.corpus.variants.keeping import KEEPING
from nlp.corpus.variants.varying import keep_variant
from nlp.evaluation.evaluate import predict_held_out
from nlp.evaluation.fairness import StatusChanges, status_changes
from nlp.training.cross_validate import OutOfFold, load_out_of_fold, passage_of, save_out_of_fold
from nlp.training.replay import Judgement, replayed_analysers

FOLDER = "other_english"


def rewritten(accounts: Sequence[Account], name: str) -> list[Account]:
    """The accounts of the inbox kind in the rewriting called ``name``; the same ones each time."""
    return [
        keep_variant(account, name, Random(f"{name} {account.id}"))  # noqa: S311  (repeatable on purpose)
        for account in accounts
        if account.kind == "inbox"
    ]


def score_rewritten(
    accounts: Sequence[Account], folds: Mapping[str, int], scorer_of: Callable[[int], Scorer], folder: Path
) -> None:
    """Score every rewriting, each account by its own fold's model, into ``folder``; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    scorers = {number: scorer_of(number) for number in sorted(set(folds.values()))}
    for name in KEEPING:
        path = folder / f"{name}.npz"
        if not path.is_file():
            made = rewritten(accounts, name)
            logits = {account.id: scorers[folds[account.id]].score(passage_of(account)) for account in made}
            save_out_of_fold(path, OutOfFold(logits, {account.id: folds[account.id] for account in made}))


def changes_by_rewriting(
    unit: LoadedUnit, accounts: Sequence[Account], scores: OutOfFold, judgements: Mapping[int, Judgement], folder: Path
) -> dict[str, StatusChanges]:
    """For each rewriting, what it changes of the statuses; raises ArtefactMissing where its scores are missing."""
    inbox = [account for account in accounts if account.kind == "inbox"]
    _, original = predict_held_out(replayed_analysers(unit, judgements, inbox, scores))
    changes = {}
    for name in KEEPING:
        made = rewritten(accounts, name)
        own = load_out_of_fold(folder / f"{name}.npz", made)
        _, varied = predict_held_out(replayed_analysers(unit, judgements, made, own))
        changes[name] = status_changes(original, varied)
    return changes
