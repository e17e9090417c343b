"""What sentences with an element missed or wrongly said have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.evaluation.bootstrap import draw_accounts
from nlp.evaluation.error_patterns import OUTCOMES, PATTERNS, ErrorPatterns, error_patterns
from nlp.evaluation.judged import PredictedAccount, PredictedLabels

Predict = Callable[[Account], PredictedAccount]
resample = partial(draw_accounts, seed=0, resamples=20)


@pytest.fixture(scope="module")
def account(accounts: list[Account]) -> Account:
    long = " ".join(["word"] * 36)
    sentences = (
        LabelledSentence("She came back.", "description", ("3.interaction",)),
        LabelledSentence(long, "analysis", ("6.cues", "3.technique"), ("records",)),
        LabelledSentence("I thought about it.", "evaluation"),
    )
    return replace(accounts[0], paragraphs=(sentences,))


def saying(judged: PredictedAccount, unit: Unit, *elements: tuple[str, ...]) -> PredictedAccount:
    """The prediction with these elements said of the sentences, one after another."""
    present = np.array([[element.id in said for element in unit.elements] for said in elements])
    labels = {**judged.sentences.labels, "elements": PredictedLabels(present.astype(np.float64), present)}
    return replace(judged, sentences=replace(judged.sentences, labels=labels))


def shares(made: ErrorPatterns, outcome: str) -> dict[str, float | None]:
    return {pattern: made[pattern][outcome]["value"] for pattern in PATTERNS}


def test_a_miss_in_a_long_crowded_sentence_that_was_said_of_the_next(
    account: Account, perfect: Predict, unit: Unit
) -> None:
    judged = saying(perfect(account), unit, ("3.interaction",), ("3.technique",), ("6.cues",))

    made = error_patterns([account], [judged], unit, resample)

    assert shares(made, "misses") == {
        "long_sentence": 1.0, "many_labels": 1.0, "stage_wrong": 0.0, "in_neighbour": 1.0, "same_point": 0.0
    }  # fmt: skip
    assert shares(made, "false_alarms") == {
        "long_sentence": 0.0, "many_labels": 0.0, "stage_wrong": 0.0, "in_neighbour": 1.0, "same_point": 0.0
    }  # fmt: skip
    assert [made["stage_wrong"][outcome]["n"] for outcome in OUTCOMES] == [1, 1, 2]


def test_another_element_of_the_same_point_and_a_wrong_stage(account: Account, perfect: Predict, unit: Unit) -> None:
    judged = saying(perfect(account), unit, ("3.technique",), ("6.cues", "3.technique"), ())
    stages = judged.sentences.stages.copy()
    stages[0] = (stages[0] + 1) % len(unit.stages)
    judged = replace(judged, sentences=replace(judged.sentences, stages=stages))

    made = error_patterns([account], [judged], unit, resample)

    assert (made["same_point"]["misses"]["value"], made["stage_wrong"]["misses"]["value"]) == (1.0, 1.0)
    assert made["same_point"]["false_alarms"]["value"] == 1.0


def test_what_never_happens_has_no_share(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    made = error_patterns(accounts, [perfect(account) for account in accounts], unit, resample)

    assert made["long_sentence"]["misses"] == {"value": None, "low": None, "high": None, "n": 0}
    found = made["long_sentence"]["found"]
    assert found["n"] == sum(len(sentence.elements) for account in accounts for sentence in account.sentences)
    assert found["low"] is not None
