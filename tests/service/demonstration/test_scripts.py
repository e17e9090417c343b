"""What learners of the demonstration hand in."""

from __future__ import annotations

from random import Random

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from service.demonstration.scripts import Script, Stock, borrowing, lacking
from service.demonstration.specification import Specification, Strength
from service.storage.tables.analyses import Status


def test_an_early_draft_lacks_the_evidence_of_some_points_and_nothing_else(accounts: list[Account], unit: Unit) -> None:
    whole = accounts[0]
    early = lacking(whole, {"MP1", "MP4"}, unit)
    script = Script.of(early, unit)
    assert script.evidence["MP1"] == script.evidence["MP4"] == ()
    assert script.labels["MP1"] is script.labels["MP4"] is Status.NOT
    assert script.labels["MP2"].value == whole.decisions["MP2"]
    assert {sentence.text for sentence in early.sentences} < {sentence.text for sentence in whole.sentences}


def test_evidence_lies_where_the_corpus_has_it(accounts: list[Account], unit: Unit) -> None:
    script = Script.of(accounts[0], unit)
    sentences = {sentence.text for sentence in accounts[0].sentences}
    found = [script.document.text[span.start : span.end] for spans in script.evidence.values() for span in spans]
    assert found
    assert set(found) <= sentences


def test_a_borrowed_passage_is_in_both_texts(accounts: list[Account]) -> None:
    borrower, lender = accounts[0], accounts[1]
    theirs = set(lender.document().paragraph_texts())
    assert theirs & set(borrowing(borrower, lender).document().paragraph_texts())
    assert not theirs & set(borrower.document().paragraph_texts())


def test_nobody_gets_the_account_that_somebody_else_has(
    wanted: Specification, accounts: list[Account], foils: list[Account]
) -> None:
    stock = Stock(Random(1), wanted, accounts, foils)  # noqa: S311 - repeatable on purpose
    kinds = [Strength.STRONG, Strength.MIDDLING, Strength.WEAK, Strength.FOIL] * 5
    taken = [stock.take(strength).id for strength in kinds]
    assert len(set(taken)) == len(taken)


def test_accounts_run_out(wanted: Specification, accounts: list[Account], foils: list[Account]) -> None:
    stock = Stock(Random(1), wanted, accounts[:1], foils[:1])  # noqa: S311 - repeatable on purpose
    stock.take(Strength.FOIL)
    with pytest.raises(IndexError):
        stock.take(Strength.FOIL)
