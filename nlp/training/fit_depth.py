"""Fit the map from the expected reflective share to the share that a person's labels hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.judgement.depth import reflective_share
from nlp.judgement.rules import DepthModel
from nlp.training.judged import Judged


def fit_depth(unit: Unit, judged: Sequence[Judged]) -> DepthModel:
    """Weighted least squares: every account says how far off its share is, not only those near one of the bounds."""
    expected = np.array([reflective_share(unit, item.observations) for item in judged])
    labelled = np.array([labelled_share(unit, item.account) for item in judged])
    weights = np.array([item.weight for item in judged])
    if np.ptp(expected) == 0.0:  # there is no slope to see
        return DepthModel()
    slope, offset = np.polyfit(expected, labelled, 1, w=np.sqrt(weights))
    return DepthModel(slope=round(float(slope), 4), offset=round(float(offset), 4))


def labelled_share(unit: Unit, account: Account) -> float:
    """Share of the content sentences that are labelled as reflective and as no mistake (labelling guide, section 6)."""
    stages = {stage.id: stage for stage in unit.stages}
    content = [sentence for sentence in account.sentences if stages[sentence.stage].content]
    reflective = [sentence for sentence in content if stages[sentence.stage].reflective and not sentence.mistakes]
    return len(reflective) / len(content) if content else 0.0
