"""Folds for cross-validation that hold out whole sectors and whole files at once.

Accounts of one sector, and accounts that stand in one file, resemble each other: a model tested on an account must
not have seen its neighbours.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from nlp.corpus.accounts import Account, Kind
from nlp.errors import CorpusError

_KINDS: tuple[Kind, ...] = ("inbox", "ordered")  # the scarcer kind is dealt out first, so that every fold gets some


def sector_fold(accounts: Sequence[Account], folds: int, seed: int) -> list[tuple[list[Account], list[Account]]]:
    """Split accounts into (train, test) pairs; every account is tested once, by a fold that saw nothing like it.

    Accounts that share a sector or a file, directly or through others, stay together. Folds hold about the same
    number of sentences and, where there are enough groups, some accounts of each kind. The same accounts, ``folds``
    and ``seed`` give the same folds.

    Raises:
        CorpusError: there are fewer such groups than folds.
    """
    groups = _groups(accounts)
    if not 1 < folds <= len(groups):
        raise CorpusError(
            f"The accounts form {len(groups)} groups of sectors and files, which cannot make {folds} folds. "
            f"Ask for at least 2 and at most as many folds as groups."
        )
    fold_of = _deal(groups, accounts, folds, seed)
    return [
        (
            [account for account, own in zip(accounts, fold_of, strict=True) if own != fold],
            [account for account, own in zip(accounts, fold_of, strict=True) if own == fold],
        )
        for fold in range(folds)
    ]


def _groups(accounts: Sequence[Account]) -> list[list[int]]:
    """Places of the accounts that are connected by a sector or a file, in the order in which they first occur."""
    members = {place: [place] for place in range(len(accounts))}
    group_of = list(range(len(accounts)))
    first_with: dict[tuple[str, str], int] = {}
    for place, account in enumerate(accounts):
        for key in (("sector", account.sector), ("file", account.file)):
            keep, merge = sorted((group_of[first_with.setdefault(key, place)], group_of[place]))
            if keep != merge:
                for member in members[merge]:
                    group_of[member] = keep
                members[keep] += members.pop(merge)
    return [sorted(group) for group in members.values()]


def _deal(groups: list[list[int]], accounts: Sequence[Account], folds: int, seed: int) -> list[int]:
    """The fold of each account: kind by kind, large groups first, each to the fold that most needs it."""
    random_order = random.Random(seed)  # noqa: S311 -- shuffles, guards nothing
    load = dict.fromkeys(range(folds), 0)
    fold_of = [0] * len(accounts)
    for kind in _KINDS:
        of_kind = dict.fromkeys(range(folds), 0)
        own = [group for group in groups if _main_kind(group, accounts) == kind]
        for group in _shuffled_by_size(own, accounts, folds, random_order):
            fold = min(range(folds), key=lambda fold: (of_kind[fold] > 0, load[fold]))
            size = _size(group, accounts)
            of_kind[fold] += size
            load[fold] += size
            for place in group:
                fold_of[place] = fold
    return fold_of


def _shuffled_by_size(
    groups: list[list[int]], accounts: Sequence[Account], folds: int, order: random.Random
) -> list[list[int]]:
    """Largest first, shuffled within runs of ``folds``: balanced folds, and other folds for another seed."""
    largest_first = sorted(groups, key=lambda group: -_size(group, accounts))
    runs = [largest_first[start : start + folds] for start in range(0, len(groups), folds)]
    return [group for run in runs for group in order.sample(run, len(run))]


def _size(group: list[int], accounts: Sequence[Account]) -> int:
    return sum(len(accounts[place].sentences) for place in group)


def _main_kind(group: list[int], accounts: Sequence[Account]) -> Kind:
    return "inbox" if any(accounts[place].kind == "inbox" for place in group) else "ordered"
