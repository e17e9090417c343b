"""How far an account's English departs from the standard, seen from its text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.corpus.accounts import Account, Form, LabelledSentence
from nlp.evaluation.english import MANY, SOME, STANDARD, departures, english_of

STORY = (
    "A lady came to the counter with a broken lamp and the receipt.",
    "She told me it was a present for the wedding of her niece.",
    "I could see that she wanted an answer before the shop closed, so I asked a colleague to mind the till.",
)


@pytest.fixture(scope="module")
def account(accounts: list[Account]) -> Account:
    return accounts[0]


def saying(account: Account, *sentences: str, form: Form = "account") -> Account:
    return replace(account, form=form, paragraphs=(tuple(LabelledSentence(text, "other") for text in sentences),))


def test_plain_standard_english_has_no_departures(account: Account) -> None:
    assert departures(saying(account, *STORY)) == 0.0
    assert english_of(saying(account, *STORY)) == STANDARD


@pytest.mark.parametrize(
    "addition",
    [
        "The customer didnt say why.",
        "The lady was unhappy and i gave her the number of the office.",
        "the lady rang the office.",
        "We was late with the order and the lamp.",
        "I should of asked the lady about the lamp.",
        "I recieved the lamp and the bill.",
        "I explained the offer to customer.",
        "The lady was sad because she want the lamp.",
        "I thanked the lady for the feedbacks.",
        "I didn't asked the lady about the lamp.",
    ],
)
def test_each_departure_is_seen(account: Account, addition: str) -> None:
    words = sum(len(text.split()) for text in (*STORY, addition))

    found = departures(saying(account, *STORY, addition))

    assert found == pytest.approx(100 / words)
    assert english_of(saying(account, *STORY, addition)) == MANY


@pytest.mark.parametrize(
    "sentence",
    [
        "I asked customer services about the lamp.",
        "I saw her make a note of the price and asked her if she could take the lamp.",
        "Did she want the lamp or the shade?",
        "I helped him choose the lamp and let her go to the front of the queue.",
        "The lady who told me wasn't sure of the price.",
    ],
)
def test_what_only_resembles_a_departure_is_none(account: Account, sentence: str) -> None:
    assert departures(saying(account, *STORY, sentence)) == 0.0


def test_a_few_departures_in_a_long_account_are_some(account: Account) -> None:
    assert english_of(saying(account, *STORY * 4, "We was late with the order.")) == SOME


def test_english_without_articles_departs_unless_it_is_a_log(account: Account) -> None:
    bare = ("Lady came back with broken lamp.", "She showed blue receipt and waited near big window of my shop.")

    assert english_of(saying(account, *bare)) == MANY
    assert english_of(saying(account, *bare, form="log")) == STANDARD


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_any_text_has_a_finite_number_of_departures(accounts: list[Account], texts: list[str]) -> None:
    assert 0.0 <= departures(saying(accounts[0], *texts)) < 300.0
