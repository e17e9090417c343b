from __future__ import annotations

from pathlib import Path

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_accounts
from nlp.corpus.sampling import sample_accounts

CORPUS = Path(__file__).parents[3] / "models" / "corpus"


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return read_accounts(CORPUS / "retail.acc", unit)


def test_a_sample_holds_different_accounts_and_is_the_same_for_the_same_seed(accounts: list[Account]) -> None:
    sample = sample_accounts(accounts, 5)

    assert len({account.id for account in sample}) == 5
    assert all(account in accounts for account in sample)
    assert sample == sample_accounts(accounts, 5)
    assert sample != sample_accounts(accounts, 5, seed=1)


@pytest.mark.parametrize("size", [0, -1, 16, 1000])
def test_all_accounts_in_their_order_where_no_fewer_are_asked_for(accounts: list[Account], size: int) -> None:
    assert len(accounts) == 16
    assert sample_accounts(accounts, size) == accounts


def test_no_accounts_make_an_empty_sample() -> None:
    assert sample_accounts([], 5) == []
