from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.folds import sector_fold
from nlp.errors import ArtefactMissing, CorpusError
from nlp.training.cross_validate import (
    Fold,
    OutOfFold,
    cross_validate,
    load_out_of_fold,
    passage_of,
    save_out_of_fold,
)
from tests.nlp.classifier.tiny_model import TableEncoder, random_heads, random_table, word_tokenizer
from tests.nlp.training.inventing import random_accounts, scores_of


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 8, sentences=3)


@pytest.fixture(scope="module")
def folds(accounts: list[Account]) -> list[Fold]:
    return [(train, test) for train, test in sector_fold(accounts, 2, seed=0)]


class Trainer:
    """Fits tiny models at once, and remembers what each of them saw."""

    def __init__(self, unit: Unit) -> None:
        self.saw: dict[int, set[str]] = {}
        self._heads = random_heads(len(unit.stages), len(unit.labels))

    def __call__(self, number: int, train: Sequence[Account]) -> Scorer:
        self.saw[number] = {account.id for account in train}
        heads = replace(self._heads, stage_bias=self._heads.stage_bias + number)  # each fold's model is another
        return Scorer(WordPieces(word_tokenizer()), TableEncoder(random_table()), heads)


@pytest.fixture
def trainer(unit: Unit) -> Trainer:
    return Trainer(unit)


def assert_same(one: OutOfFold, other: OutOfFold) -> None:
    assert one.folds == other.folds
    assert set(one.logits) == set(other.logits)
    for name, logits in one.logits.items():
        assert np.array_equal(logits.stages, other.logits[name].stages)
        assert np.array_equal(logits.labels, other.logits[name].labels)


def test_every_account_is_scored_by_a_model_that_did_not_see_it(
    accounts: list[Account], folds: list[Fold], trainer: Trainer, tmp_path: Path
) -> None:
    scores = cross_validate(folds, trainer, tmp_path / "work")

    assert set(scores.logits) == set(scores.folds) == {account.id for account in accounts}
    for account in accounts:
        assert account.id not in trainer.saw[scores.folds[account.id]]
        sectors = {other.sector for other in accounts if other.id in trainer.saw[scores.folds[account.id]]}
        assert account.sector not in sectors


def test_scores_are_those_of_the_folds_own_model(
    accounts: list[Account], folds: list[Fold], trainer: Trainer, tmp_path: Path
) -> None:
    scores = cross_validate(folds, trainer, tmp_path)

    for account in accounts:
        expected = trainer(scores.folds[account.id], []).score(passage_of(account))
        assert np.allclose(scores.logits[account.id].stages, expected.stages, rtol=2e-3, atol=1e-3)  # half precision
        assert np.allclose(scores.logits[account.id].labels, expected.labels, rtol=2e-3, atol=1e-3)


def test_an_interrupted_run_goes_on_where_it_stopped(
    folds: list[Fold], trainer: Trainer, unit: Unit, tmp_path: Path
) -> None:
    def stops_at_the_second(number: int, train: Sequence[Account]) -> Scorer:
        if number:
            raise KeyboardInterrupt
        return trainer(number, train)

    with pytest.raises(KeyboardInterrupt):
        cross_validate(folds, stops_at_the_second, tmp_path)
    resumed = Trainer(unit)

    scores = cross_validate(folds, resumed, tmp_path)

    assert list(resumed.saw) == [1]
    assert_same(scores, cross_validate(folds, Trainer(unit), tmp_path / "afresh"))


def test_scores_come_back_as_they_were_saved_but_for_half_precision(
    unit: Unit, accounts: list[Account], tmp_path: Path
) -> None:
    scores = scores_of(unit, accounts, [0, 1] * 4)
    path = tmp_path / "scores.npz"

    save_out_of_fold(path, scores)
    loaded = load_out_of_fold(path, accounts)

    assert loaded.folds == scores.folds
    for name, logits in scores.logits.items():
        assert np.allclose(loaded.logits[name].labels, logits.labels, rtol=1e-3)
        assert loaded.logits[name].labels.dtype == np.float32
    save_out_of_fold(path, loaded)
    assert_same(load_out_of_fold(path, accounts), loaded)
    assert list(tmp_path.iterdir()) == [path]


def test_scores_may_cover_more_accounts_than_are_asked_for(unit: Unit, accounts: list[Account], tmp_path: Path) -> None:
    save_out_of_fold(tmp_path / "scores.npz", scores_of(unit, accounts, [0] * 8))

    assert len(load_out_of_fold(tmp_path / "scores.npz", accounts[:2]).logits) == 8


def test_scores_that_are_not_there_are_missing(accounts: list[Account], tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="tallymark train"):
        load_out_of_fold(tmp_path / "scores.npz", accounts)


@pytest.mark.parametrize(
    "change",
    [
        lambda account: replace(account, id="renamed"),
        lambda account: replace(account, paragraphs=(*account.paragraphs, (LabelledSentence("More.", "description"),))),
    ],
)
def test_scores_of_other_accounts_are_refused(
    unit: Unit, accounts: list[Account], tmp_path: Path, change: Callable[[Account], Account]
) -> None:
    save_out_of_fold(tmp_path / "scores.npz", scores_of(unit, accounts, [0] * 8))

    with pytest.raises(CorpusError, match="tallymark train"):
        load_out_of_fold(tmp_path / "scores.npz", [change(accounts[0]), *accounts[1:]])
