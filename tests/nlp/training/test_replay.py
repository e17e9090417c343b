"""Judging accounts from stored scores: nothing that judges an account has seen its labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Unit
from nlp.classifier.base import Passage
from nlp.classifier.calibration import Calibration
from nlp.corpus.accounts import Account
from nlp.corpus.gold_sentences import gold_sentences
from nlp.pipeline import Analyser
from nlp.results import AnalysisResult
from nlp.training.cross_validate import OutOfFold, passage_of
from nlp.training.replay import ReplayClassifier, held_out_analysers
from tests.nlp.training.inventing import random_accounts, scores_of

Held = list[tuple[Analyser, list[Account]]]


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 16, sentences=5)


@pytest.fixture(scope="module")
def scores(unit: Unit, accounts: list[Account]) -> OutOfFold:
    return scores_of(unit, accounts, [0, 1] * 8)


@pytest.fixture(scope="module")
def held(loaded_unit: LoadedUnit, accounts: list[Account], scores: OutOfFold) -> Held:
    return held_out_analysers(loaded_unit, accounts, scores, inbox_weight=2.0)


def judge(analyser: Analyser, accounts: list[Account]) -> list[AnalysisResult]:
    return [analyser.analyse_sentences(account.document(), gold_sentences(account)) for account in accounts]


def mislabelled(unit: Unit, account: Account) -> Account:
    """The same words with everything about them said to be otherwise."""
    elements = tuple(element.id for element in unit.elements)
    paragraphs = tuple(
        tuple(replace(sentence, stage="feelings", elements=elements, mistakes=()) for sentence in paragraph)
        for paragraph in account.paragraphs
    )
    decisions = dict.fromkeys(account.decisions, account.decisions["MP1"])
    return replace(account, paragraphs=paragraphs, decisions=decisions, depth="analytical", flags=("constraints",))


def test_each_account_is_judged_once_in_its_own_fold(held: Held, accounts: list[Account], scores: OutOfFold) -> None:
    assert sorted(account.id for _, own in held for account in own) == sorted(account.id for account in accounts)
    for number, (_, own) in enumerate(held):
        assert {scores.folds[account.id] for account in own} == {number}


def test_an_accounts_own_labels_do_not_change_how_it_is_judged(
    loaded_unit: LoadedUnit, held: Held, accounts: list[Account], scores: OutOfFold
) -> None:
    poisoned = [
        mislabelled(loaded_unit.unit, account) if scores.folds[account.id] == 0 else account for account in accounts
    ]

    (first, first_own), (second, second_own) = held_out_analysers(loaded_unit, poisoned, scores, inbox_weight=2.0)

    assert first.rules == held[0][0].rules
    assert judge(first, first_own) == judge(*held[0])
    assert second.rules != held[1][0].rules
    assert judge(second, second_own) != judge(*held[1])


def test_results_say_that_they_were_cross_validated(held: Held) -> None:
    analyser, own = held[0]

    (result, *_) = judge(analyser, own)

    assert (result.analyser.model, result.analyser.matching) == ("cross-validated", "trained")


def test_stored_scores_answer_for_their_passages_and_no_others(
    unit: Unit, accounts: list[Account], scores: OutOfFold
) -> None:
    count = len(unit.labels)
    calibration = Calibration(np.ones(1), np.ones(count), np.zeros(count))
    logits = {passage_of(account): scores.logits[account.id] for account in accounts}
    classifier = ReplayClassifier(unit, logits, calibration)

    predictions = classifier.predict([passage_of(account) for account in accounts])

    for account, prediction in zip(accounts, predictions, strict=True):
        assert np.array_equal(prediction.stages, calibration.stages(scores.logits[account.id]))
    with pytest.raises(KeyError):
        next(classifier.predict([Passage(("Never stored.",), (0,))]))
