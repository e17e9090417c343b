"""A few of the labelled accounts, for whoever cannot wait for all of them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from nlp.corpus.accounts import Account


def sample_accounts(accounts: Sequence[Account], size: int, seed: int = 0) -> list[Account]:
    """``size`` accounts drawn without replacement, the same ones for the same seed.

    All of them, in their order, where ``size`` is 0 or there are no more.
    """
    if not 0 < size < len(accounts):
        return list(accounts)
    return random.Random(seed).sample(accounts, size)  # noqa: S311  (repeatable on purpose)
