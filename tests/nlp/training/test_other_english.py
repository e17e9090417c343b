"""The same accounts in other English, judged by the models of their own folds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Unit
from nlp.classifier.base import Passage
from nlp.classifier.logits import Logits, Scorer
from nlp.corpus.accounts import Account
from nlp.corpus.variants.keeping import KEEPING
from nlp.errors import ArtefactAltered, ArtefactMissing
from nlp.training.cross_validate import OutOfFold
from nlp.training.other_english import DIGESTS, changes_by_rewriting, rewritten, score_rewritten
from nlp.training.replay import held_out_judgements
from tests.nlp.training.inventing import random_accounts, scores_of


class Blind(Scorer):
    """Scores a passage by its number of sentences alone, so that no rewriting can matter."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def score(self, passage: Passage) -> Logits:
        random = np.random.default_rng(len(passage.sentences))
        rows = len(passage.sentences)
        return Logits(
            random.normal(size=(rows, len(self.unit.stages))).astype(np.float32),
            random.normal(size=(rows, len(self.unit.labels))).astype(np.float32),
        )


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    made = random_accounts(unit, 12, sentences=4)
    return [replace(account, kind="inbox" if place < 6 else "ordered") for place, account in enumerate(made)]


@pytest.fixture(scope="module")
def folds(accounts: list[Account]) -> dict[str, int]:
    return {account.id: place % 2 for place, account in enumerate(accounts)}


def test_only_the_inbox_is_rewritten_and_each_time_alike(accounts: list[Account]) -> None:
    once, again = rewritten(accounts, "typos"), rewritten(accounts, "typos")

    assert once == again
    assert [account.id for account in once] == [account.id for account in accounts if account.kind == "inbox"]


def test_a_model_that_does_not_read_the_words_changes_no_status(
    loaded_unit: LoadedUnit, accounts: list[Account], folds: dict[str, int], tmp_path: Path
) -> None:
    unit = loaded_unit.unit
    scorer = Blind(unit)
    scores = OutOfFold({a.id: scorer.score(Passage(tuple(s.text for s in a.sentences), ())) for a in accounts}, folds)
    judgements = held_out_judgements(unit, accounts, scores, inbox_weight=2.0)

    score_rewritten(accounts, folds, lambda _: scorer, tmp_path)
    changes = changes_by_rewriting(loaded_unit, accounts, scores, judgements, tmp_path)

    assert set(changes) == set(KEEPING)
    for figures in changes.values():
        assert figures["changed"]["value"] == 0.0
        assert figures["changed"]["n"] == 6 * len(unit.marking_points)


def test_scores_that_are_there_already_are_kept(
    unit: Unit, accounts: list[Account], folds: dict[str, int], tmp_path: Path
) -> None:
    score_rewritten(accounts, folds, lambda _: Blind(unit), tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    score_rewritten(accounts, folds, lambda _: Blind(unit), tmp_path)

    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_scores_of_other_texts_are_noticed_and_made_anew(
    loaded_unit: LoadedUnit, accounts: list[Account], folds: dict[str, int], tmp_path: Path
) -> None:
    unit = loaded_unit.unit
    score_rewritten(accounts, folds, lambda _: Blind(unit), tmp_path)
    digests = (tmp_path / DIGESTS).read_text(encoding="utf-8")
    (tmp_path / DIGESTS).write_text(digests.replace('"typos": "', '"typos": "0'), encoding="utf-8")
    scores = scores_of(unit, accounts, list(folds.values()))
    judgements = held_out_judgements(unit, accounts, scores, inbox_weight=2.0)

    with pytest.raises(ArtefactAltered, match="typos"):
        changes_by_rewriting(loaded_unit, accounts, scores, judgements, tmp_path)
    score_rewritten(accounts, folds, lambda _: Blind(unit), tmp_path)

    assert (tmp_path / DIGESTS).read_text(encoding="utf-8") == digests


def test_missing_scores_are_an_error_and_not_a_figure(
    loaded_unit: LoadedUnit, accounts: list[Account], tmp_path: Path
) -> None:
    scores = scores_of(loaded_unit.unit, accounts, [0, 1] * 6)
    judgements = held_out_judgements(loaded_unit.unit, accounts, scores, inbox_weight=2.0)

    with pytest.raises(ArtefactMissing, match="tallymark train"):
        changes_by_rewriting(loaded_unit, accounts, scores, judgements, tmp_path)
