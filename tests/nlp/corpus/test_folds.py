from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.folds import sector_fold
from nlp.corpus.reader import read_corpus
from nlp.errors import CorpusError

CORPUS = Path(__file__).parents[3] / "models" / "corpus"

MOST_FOLDS = 5


def an_account(number: int, sector: str, file: str, sentences: int = 3) -> Account:
    return Account(
        id=f"a{number}",
        sector=sector,
        level=3,
        form="account",
        file=file,
        kind="inbox" if file.startswith("inbox_") else "ordered",
        decisions={},
        depth="mixed",
        flags=(),
        personal_data=(),
        paragraphs=((LabelledSentence("I rang back.", "description"),) * sentences,),
    )


@st.composite
def collections(draw: st.DrawFn) -> list[Account]:
    """Accounts that share files and sectors at random, and enough that share nothing for any number of folds."""
    files = st.sampled_from(["inbox_1.acc", "inbox_2.acc", "bakery.acc", "ferry.acc", "zoo.acc"])
    places = draw(st.lists(st.tuples(st.integers(0, 8), files, st.integers(1, 9)), max_size=40))
    mixed = [an_account(number, f"sector {sector}", file, n) for number, (sector, file, n) in enumerate(places)]
    alone = [an_account(100 + number, f"alone {number}", f"alone_{number}.acc") for number in range(MOST_FOLDS)]
    return [*mixed, *alone]


@given(collections(), st.integers(2, MOST_FOLDS), st.integers(0, 3))
def test_every_account_is_tested_once_by_a_fold_that_saw_nothing_like_it(
    accounts: list[Account], folds: int, seed: int
) -> None:
    made = sector_fold(accounts, folds, seed)

    tested = [account.id for _, test in made for account in test]
    assert sorted(tested) == sorted(account.id for account in accounts)
    for train, test in made:
        assert test
        assert {account.id for account in train}.isdisjoint(account.id for account in test)
        assert {account.sector for account in train}.isdisjoint(account.sector for account in test)
        assert {account.file for account in train}.isdisjoint(account.file for account in test)
        assert len(train) + len(test) == len(accounts)


@given(collections(), st.integers(2, MOST_FOLDS), st.integers(0, 3))
def test_the_same_seed_gives_the_same_folds(accounts: list[Account], folds: int, seed: int) -> None:
    assert sector_fold(accounts, folds, seed) == sector_fold(accounts, folds, seed)


def test_accounts_stay_together_through_others() -> None:
    chain = [
        an_account(1, "bakery", "one.acc"),
        an_account(2, "bakery", "two.acc"),
        an_account(3, "ferry", "two.acc"),
        an_account(4, "zoo", "three.acc"),
    ]

    tests = [{account.id for account in test} for _, test in sector_fold(chain, 2, 0)]

    assert sorted(tests, key=len) == [{"a4"}, {"a1", "a2", "a3"}]


def test_more_folds_than_groups_are_refused() -> None:
    accounts = [an_account(1, "bakery", "one.acc"), an_account(2, "zoo", "two.acc")]

    with pytest.raises(CorpusError, match=r"form 2 groups of sectors and files, which cannot make 3 folds\. Ask for"):
        sector_fold(accounts, 3, 0)


def test_one_fold_is_none() -> None:
    with pytest.raises(CorpusError, match="cannot make 1 folds"):
        sector_fold([an_account(1, "bakery", "one.acc"), an_account(2, "zoo", "two.acc")], 1, 0)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_folds_of_the_corpus_are_balanced_and_hold_both_kinds(unit: Unit, seed: int) -> None:
    made = sector_fold(read_corpus(CORPUS, unit), 5, seed)

    sizes = [sum(len(account.sentences) for account in test) for _, test in made]
    assert max(sizes) < 1.3 * min(sizes)
    assert all({account.kind for account in test} == {"inbox", "ordered"} for _, test in made)


def test_another_seed_gives_other_folds(unit: Unit) -> None:
    accounts = read_corpus(CORPUS, unit)

    first, second = (sector_fold(accounts, 5, seed) for seed in (0, 1))

    assert first != second


def test_the_order_of_accounts_is_kept(unit: Unit) -> None:
    accounts = [replace(account, flags=()) for account in read_corpus(CORPUS, unit)]
    places = {account.id: place for place, account in enumerate(accounts)}

    for train, test in sector_fold(accounts, 5, 0):
        for part in (train, test):
            assert [places[account.id] for account in part] == sorted(places[account.id] for account in part)
