"""What the rules are fitted on: labelled accounts beside what was observed in them out of fold."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.corpus.accounts import Account
from nlp.judgement.evidence import Observations
from nlp.judgement.flags import Whole


@dataclass(frozen=True)
class Judged:
    """One account with what was observed in it, and how much it counts."""

    account: Account
    observations: Observations
    weight: float


@dataclass(frozen=True)
class JudgedWhole(Judged):
    """… and what its flags are raised from, by the rules fitted so far."""

    whole: Whole
