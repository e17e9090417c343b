"""The worst errors are those that the program was surest of, and are told without a word of the account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.evaluation.evaluate import predict_accounts
from nlp.evaluation.judged import STATUSES, PredictedAccount, PredictedLabels
from nlp.evaluation.worst_errors import MOST_OF_ERROR, MOST_OF_LABEL, worst_errors
from nlp.pipeline import fake_analyser

Predict = Callable[[Account], PredictedAccount]


@pytest.fixture(scope="module")
def guessed(accounts: list[Account]) -> list[PredictedAccount]:
    return predict_accounts(fake_analyser(), accounts)


def with_probability(
    judged: PredictedAccount, kind: str, place: tuple[int, int], probability: float
) -> PredictedAccount:
    """The prediction with one label given another probability, and said from a half on."""
    said = judged.sentences.labels[kind]
    probabilities = said.probabilities.copy()
    probabilities[place] = probability
    labels = {**judged.sentences.labels, kind: PredictedLabels(probabilities, probabilities >= 0.5)}
    return replace(judged, sentences=replace(judged.sentences, labels=labels))


def test_who_is_right_throughout_has_no_errors(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    assert worst_errors(accounts, [perfect(account) for account in accounts], unit) == []


def test_a_label_wrongly_said_is_told_with_what_the_sentence_carries(
    accounts: list[Account], perfect: Predict, unit: Unit
) -> None:
    ids = [element.id for element in unit.elements]
    sentence = next(place for place, own in enumerate(accounts[0].sentences) if own.elements)
    carried = accounts[0].sentences[sentence].elements
    wrong = next(name for name in ids if name not in carried)
    predicted = [perfect(account) for account in accounts]
    predicted[0] = with_probability(predicted[0], "elements", (sentence, ids.index(wrong)), 0.97)

    (error,) = worst_errors(accounts, predicted, unit)

    assert (error["account"], error["sentence"]) == (accounts[0].id, sentence + 1)
    assert (error["group"], error["error"], error["label"]) == ("elements", "false_alarm", wrong)
    assert error["probability"] == 0.97
    assert f"was said to show `{wrong}` (0.97), which it does not carry" in error["description"]
    assert all(f"`{name}`" in error["description"] for name in carried)


def test_a_label_missed_and_a_status_are_told(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    predicted = [perfect(account) for account in accounts]
    sentence, element = np.argwhere(predicted[1].sentences.labels["elements"].present)[0].tolist()
    predicted[1] = with_probability(predicted[1], "elements", (sentence, element), 0.004)
    met = next(place for place, account in enumerate(accounts) if account.decisions["MP3"] == "not")
    decisions, given = predicted[met].decisions.copy(), predicted[met].decision_probabilities.copy()
    decisions[2], given[2] = STATUSES.index("met"), (0.01, 0.09, 0.9)
    predicted[met] = replace(predicted[met], decisions=decisions, decision_probabilities=given)

    told = {error["error"]: error for error in worst_errors(accounts, predicted, unit)}

    assert told.keys() == {"missed", "status"}
    assert f"carries `{unit.elements[element].id}`, which was given 0.004" in told["missed"]["description"]
    assert told["status"]["sentence"] is None
    assert "MP3 was said to be `met` (0.90) and is labelled `not`" in told["status"]["description"]


def test_the_surer_of_two_errors_is_the_worse(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    predicted = [perfect(account) for account in accounts]
    for account, probability in ((0, 0.6), (1, 0.99)):
        absent = np.argwhere(~predicted[account].sentences.labels["mistakes"].present)[0].tolist()
        predicted[account] = with_probability(predicted[account], "mistakes", (absent[0], absent[1]), probability)

    errors = worst_errors(accounts, predicted, unit)

    assert [error["probability"] for error in errors] == [0.99, 0.6]


def test_the_list_informs(accounts: list[Account], guessed: list[PredictedAccount], unit: Unit) -> None:
    errors = worst_errors(accounts, guessed, unit)

    assert len(errors) == 10
    assert [error["bits"] for error in errors] == sorted((error["bits"] for error in errors), reverse=True)
    assert max(Counter(error["label"] for error in errors).values()) <= MOST_OF_LABEL
    assert max(Counter(error["error"] for error in errors).values()) <= MOST_OF_ERROR
    places = [(error["account"], error["sentence"]) for error in errors]
    assert len(set(places)) == len(places)
    assert len(worst_errors(accounts, guessed, unit, count=3)) == 3


def test_no_description_holds_a_learners_words(
    accounts: list[Account], guessed: list[PredictedAccount], unit: Unit
) -> None:
    """Three words in a row of an account would be a quotation."""
    by_id = {account.id: account for account in accounts}

    for error in worst_errors(accounts, guessed, unit):
        account = by_id[error["account"]]
        told = _words(error["description"].replace(account.sector, ""))
        written = _words(" ".join(sentence.text for sentence in account.sentences))
        assert not set(zip(told, told[1:], told[2:], strict=False)) & set(
            zip(written, written[1:], written[2:], strict=False)
        )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())
