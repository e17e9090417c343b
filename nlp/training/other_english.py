"""Whether other English earns the same: the inbox accounts rewritten by rule, judged by models that never saw them.

Only accounts of the inbox kind are rewritten: they are nearest to what comes in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from criteria_bank.loader import LoadedUnit
from nlp.classifier.logits import Scorer
from nlp.corpus.accounts import Account
from nlp.corpus.variants.keeping import KEEPING
from nlp.corpus.variants.varying import keep_variant
from nlp.errors import ArtefactAltered
from nlp.evaluation.evaluate import predict_held_out
from nlp.evaluation.fairness import StatusChanges, status_changes
from nlp.training.cross_validate import OutOfFold, load_out_of_fold, passage_of, save_out_of_fold
from nlp.training.replay import Judgement, replayed_analysers

FOLDER = "other_english"
DIGESTS = "texts.json"


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
    """Score every rewriting, each account by its own fold's model, into ``folder``.

    What was scored of the same texts before stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scored = _digests(folder)
    made = {name: rewritten(accounts, name) for name in KEEPING}
    due = {name: varied for name, varied in made.items() if scored.get(name) != _digest(varied)}
    scorers = {number: scorer_of(number) for number in sorted(set(folds.values()))} if due else {}
    for name, varied in due.items():
        logits = {account.id: scorers[folds[account.id]].score(passage_of(account)) for account in varied}
        own = {account.id: folds[account.id] for account in varied}
        save_out_of_fold(folder / f"{name}.npz", OutOfFold(logits, own))
        scored[name] = _digest(varied)
        (folder / DIGESTS).write_text(json.dumps(scored, indent=2) + "\n", encoding="utf-8")


def changes_by_rewriting(
    unit: LoadedUnit, accounts: Sequence[Account], scores: OutOfFold, judgements: Mapping[int, Judgement], folder: Path
) -> dict[str, StatusChanges]:
    """For each rewriting, what it changes of the statuses.

    Raises ArtefactMissing where there are no scores, ArtefactAltered where they are of other texts.
    """
    scored = _digests(folder)
    inbox = [account for account in accounts if account.kind == "inbox"]
    _, original = predict_held_out(replayed_analysers(unit, judgements, inbox, scores))
    changes = {}
    for name in KEEPING:
        made = rewritten(accounts, name)
        own = load_out_of_fold(folder / f"{name}.npz", made)
        if scored.get(name) != _digest(made):
            raise ArtefactAltered(f"{folder} holds scores of other texts than {name!r} makes. Run `tallymark train`.")
        _, varied = predict_held_out(replayed_analysers(unit, judgements, made, own))
        changes[name] = status_changes(original, varied)
    return changes


def _digests(folder: Path) -> dict[str, str]:
    """Which texts were scored, by the name of the rewriting."""
    path = folder / DIGESTS
    scored: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return scored


def _digest(accounts: Sequence[Account]) -> str:
    texts = "\0".join(sentence.text for account in accounts for sentence in account.sentences)
    return hashlib.sha256(texts.encode()).hexdigest()
