"""Judge accounts from stored out-of-fold scores, with calibration and rules that never saw them either.

For each fold, calibration and rules are fitted on the other folds' accounts and applied to its own: every figure that
comes out is of accounts held out from everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        """See `nlp.classifier.base.SentenceClassifier`; KeyError for a passage that was not stored."""
        return (as_prediction(self._unit, self._logits[passage], self._calibration) for passage in passages)

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        """See `nlp.classifier.base.SentenceClassifier`; KeyError for a passage that was not stored."""
        return next(self.predict([passage])).rows(indices)


def fit_judgement(
    unit: Unit, accounts: Sequence[Account], scores: OutOfFold, inbox_weight: float
) -> tuple[Calibration, JudgementRules]:
    """Calibration and rules, both fitted on the accounts' out-of-fold scores."""
    calibration = fit_calibration(gather(accounts, unit, scores, inbox_weight), unit)
    predictions = [as_prediction(unit, scores.logits[account.id], calibration) for account in accounts]
    return calibration, fit_rules(unit, accounts, predictions, inbox_weight)


@dataclass(frozen=True)
class Judgement:
    """What turns raw scores into judgements."""

    calibration: Calibration
    rules: JudgementRules


def held_out_judgements(
    unit: Unit, accounts: Sequence[Account], scores: OutOfFold, inbox_weight: float
) -> dict[int, Judgement]:
    """For each fold, what is fitted on the other folds' accounts."""
    judgements = {}
    for number in sorted(set(scores.folds.values())):
        others = [account for account in accounts if scores.folds[account.id] != number]
        judgements[number] = Judgement(*fit_judgement(unit, others, scores, inbox_weight))
    return judgements


def replayed_analysers(
    unit: LoadedUnit, judgements: Mapping[int, Judgement], accounts: Sequence[Account], scores: OutOfFold
) -> list[tuple[Analyser, list[Account]]]:
    """For each fold, an analyser that knows the scores of the fold's accounts, and these accounts."""
    made = []
    for number, judgement in judgements.items():
        own = [account for account in accounts if scores.folds[account.id] == number]
        logits = {passage_of(account): scores.logits[account.id] for account in own}
        classifier = ReplayClassifier(unit.unit, logits, judgement.calibration)
        made.append((Analyser(unit, classifier, judgement.rules), own))
    return made


def held_out_analysers(
    unit: LoadedUnit, accounts: Sequence[Account], scores: OutOfFold, inbox_weight: float
) -> list[tuple[Analyser, list[Account]]]:
    """For each fold, an analyser fitted on the other folds, and the fold's own accounts."""
    judgements = held_out_judgements(unit.unit, accounts, scores, inbox_weight)
    return replayed_analysers(unit, judgements, accounts, scores)
