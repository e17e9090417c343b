"""Judge accounts from stored out-of-fold scores, with calibration and rules that never saw them either.

For each fold, calibration and rules are fitted on the other folds' accounts and applied to its own: every figure that
comes out is of accounts held out from everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Unit
from nlp.classifier.base import Passage, Prediction
from nlp.classifier.calibration import Calibration
from nlp.classifier.logits import Logits
from nlp.classifier.trained import as_prediction
from nlp.corpus.accounts import Account
from nlp.judgement.rules import JudgementRules
from nlp.pipeline import Analyser
from nlp.results import Matching
from nlp.training.cross_validate import OutOfFold, passage_of
from nlp.training.fit_calibration import fit_calibration, gather
from nlp.training.fit_rules import fit_rules


class ReplayClassifier:
    """Answers for known passages from their stored logits."""

    name = "cross-validated"
    matching: Matching = "trained"

    def __init__(self, unit: Unit, logits: Mapping[Passage, Logits], calibration: Calibration) -> None:
        self._unit = unit
        self._logits = logits
        self._calibration = calibration

    def predict(self, passages: Sequence[Passage]) -> list[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`; KeyError for a passage that was not stored."""
        return [as_prediction(self._unit, self._logits[passage], self._calibration) for passage in passages]


def fit_judgement(
    unit: Unit, accounts: Sequence[Account], scores: OutOfFold, inbox_weight: float
) -> tuple[Calibration, JudgementRules]:
    """Calibration and rules, both fitted on the accounts' out-of-fold scores."""
    calibration = fit_calibration(gather(accounts, unit, scores, inbox_weight), unit)
    predictions = [as_prediction(unit, scores.logits[account.id], calibration) for account in accounts]
    return calibration, fit_rules(unit, accounts, predictions, inbox_weight)


def held_out_analysers(
    unit: LoadedUnit, accounts: Sequence[Account], scores: OutOfFold, inbox_weight: float
) -> list[tuple[Analyser, list[Account]]]:
    """For each fold, an analyser fitted on the other folds, and the fold's own accounts."""
    made = []
    for number in sorted(set(scores.folds.values())):
        own = [account for account in accounts if scores.folds[account.id] == number]
        others = [account for account in accounts if scores.folds[account.id] != number]
        calibration, rules = fit_judgement(unit.unit, others, scores, inbox_weight)
        logits = {passage_of(account): scores.logits[account.id] for account in own}
        made.append((Analyser(unit, ReplayClassifier(unit.unit, logits, calibration), rules), own))
    return made
