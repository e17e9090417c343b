"""What the tests of the evaluation share: some labelled accounts, and predictions made from labels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts
from nlp.evaluation.judged import LABEL_KINDS, STATUSES, PredictedAccount, PredictedLabels, PredictedSentences
from nlp.evaluation.tally import gold_labels, gold_stages

CORPUS = Path(__file__).parents[3] / "models" / "corpus"


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture(scope="session")
def accounts(unit: Unit) -> list[Account]:
    """Of both kinds, several sectors, levels and forms."""
    return [account for name in ("inbox_1.acc", "retail.acc") for account in read_accounts(CORPUS / name, unit)]


@pytest.fixture(scope="session")
def perfect(unit: Unit) -> Callable[[Account], PredictedAccount]:
    """Makes the prediction that says, and is sure of, exactly what the labels say."""

    def predict(account: Account) -> PredictedAccount:
        stages = gold_stages(account, unit)
        labels = {kind: gold_labels(account, kind, unit) for kind in LABEL_KINDS}
        decisions = np.array([STATUSES.index(account.decisions[point.id]) for point in unit.marking_points])
        return PredictedAccount(
            sentences=PredictedSentences(
                stages,
                np.eye(len(unit.stages))[stages],
                {kind: PredictedLabels(said.astype(np.float64), said) for kind, said in labels.items()},
            ),
            found=frozenset(label for sentence in account.sentences for label in sentence.labels),
            decisions=decisions,
            decision_probabilities=np.eye(len(STATUSES))[decisions],
            depth=account.depth,
            flags=frozenset(account.flags),
        )

    return predict
