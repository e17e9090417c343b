"""Comments of simulated assessors: words that mean nothing, of a comment bank, of her own, or the same to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.simulation.faults import Ways, shares

_SYLLABLES = ("ba", "co", "di", "fe", "gu", "la", "mo", "ni", "pe", "ru", "sa", "ti")
_WORDS = np.array([one + other for one in _SYLLABLES for other in _SYLLABLES])
_NAMES = np.array(["Asha", "Ben", "Chidi", "Dana", "Eve", "Farid", "Grace", "Hamza"])
_LENGTH = 11
_BANK = 60
_PASTED = 3


def comments(table: pd.DataFrame, ways: Sequence[Ways], share: float, random: np.random.Generator) -> pd.Series[Any]:
    """A comment to ``share`` of the decisions, none to the others; ``ways``: of whoever decided, row by row."""
    own = _sentences(len(table), random)
    bank = _sentences(_BANK, random)[random.integers(0, _BANK, len(table))]
    pasted = _sentences(_PASTED, random)[random.integers(0, _PASTED, len(table))]
    names = _NAMES[random.integers(0, len(_NAMES), len(table))]
    places, submissions = pd.factorize(table["submission"] + "/" + table["assessor"])
    throughout = random.random(len(submissions))[places] < shares(ways, "pasted")
    usual = np.where(random.random(len(table)) < shares(ways, "bank"), bank, own)
    written: pd.Series[Any] = pd.Series(np.where(throughout, names + pasted, usual), index=table.index)
    return written.where(random.random(len(table)) < share)


def _sentences(count: int, random: np.random.Generator) -> NDArray[np.object_]:
    drawn = _WORDS[random.integers(0, len(_WORDS), (count, _LENGTH))]
    return np.array([" " + " ".join(words) + "." for words in drawn], dtype=object)
