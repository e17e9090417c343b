from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from criteria_bank.schema import MarkingPoint, Unit
from nlp.classifier.logits import Scorer
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.training.cross_validate import passage_of
from nlp.training.fit_similarity import carried
from nlp.training.leave_one_point_out import (
    Answers,
    answer,
    cosines,
    figures,
    match_left_out,
    match_unlearnt,
    part,
    status_figures,
    without_labels,
)
from tests.nlp.classifier.tiny_model import TableEncoder, random_heads, random_table, word_tokenizer
from tests.nlp.training.inventing import account, random_accounts, scores_of

FOLDS = [0, 1, 2] * 20


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 60)


@pytest.fixture(scope="module")
def truth(unit: Unit, accounts: list[Account]) -> np.ndarray:
    return carried(accounts, [element.id for element in unit.elements])


@pytest.fixture(scope="module")
def folds(accounts: list[Account]) -> dict[str, int]:
    return {item.id: fold for item, fold in zip(accounts, FOLDS, strict=True)}


@pytest.fixture(scope="module")
def scorer(unit: Unit) -> Scorer:
    heads = random_heads(len(unit.stages), len(unit.labels))
    return Scorer(WordPieces(word_tokenizer()), TableEncoder(random_table()), heads)


def test_scores_that_know_the_labels_are_answered_right(
    unit: Unit, accounts: list[Account], folds: dict[str, int], truth: np.ndarray
) -> None:
    answers = answer(unit, accounts, folds, 2.0 * truth - 1.0, apart=True)

    assert figures(truth, answers).f1 == 1.0
    assert figures(truth, answers).average_precision == 1.0
    assert (answers.present <= answers.weak).all()


@pytest.mark.parametrize("apart", [True, False])
def test_a_points_answers_do_not_depend_on_its_labels_in_its_own_fold(
    unit: Unit, accounts: list[Account], folds: dict[str, int], truth: np.ndarray, *, apart: bool
) -> None:
    scores = truth + np.random.default_rng(2).normal(size=truth.shape)
    first = [item.id for item in unit.marking_points[0].elements]
    unlabelled = [without_labels(item, first) if folds[item.id] == 0 else item for item in accounts]

    before, after = (answer(unit, items, folds, scores, apart=apart) for items in (accounts, unlabelled))

    rows = np.array([folds[item.id] == 0 for item in accounts for _ in item.sentences])
    assert np.array_equal(before.weak[rows][:, : len(first)], after.weak[rows][:, : len(first)])


def test_a_point_kept_apart_is_read_by_the_other_points_alone(
    unit: Unit, accounts: list[Account], folds: dict[str, int], truth: np.ndarray
) -> None:
    scores = truth + np.random.default_rng(2).normal(size=truth.shape)
    first = [item.id for item in unit.marking_points[0].elements]
    unlabelled = [without_labels(item, first) for item in accounts]

    before, after = (answer(unit, items, folds, scores, apart=True) for items in (accounts, unlabelled))

    assert np.array_equal(before.probability[:, : len(first)], after.probability[:, : len(first)])


def test_an_element_that_nobody_shows_has_no_average_precision() -> None:
    truth = np.array([[True, False], [False, False]])
    answers = Answers(np.array([[0.9, 0.1], [0.2, 0.3]]), truth, truth)

    assert figures(truth, answers).average_precision == 1.0
    nothing = np.array([False, True])
    assert np.isnan(figures(truth[:, nothing], part(answers, np.ones(2, bool), nothing)).average_precision)


def test_statuses_are_counted_by_account_and_point(unit: Unit) -> None:
    decided = account(unit, "one", [LabelledSentence("A.", "analysis")] * 2, decisions={"MP1": "met", "MP2": "partial"})
    sure = np.zeros((2, len(unit.elements)))
    sure[0, :4] = 1.0  # all of the first point
    sure[1, 4] = 1.0  # one of the second
    sure[1, -1] = 1.0  # one of the last, which nobody decided so

    found = status_figures(unit, [decided], Answers(sure, sure > 0, sure > 0))

    assert (found.cases, found.exact) == (8, 7)
    assert (found.met, found.met_right) == (1, 1)
    assert (found.partial, found.partial_right, found.partial_due) == (3, 2, 2)


def test_labels_are_taken_away_and_nothing_else(unit: Unit) -> None:
    sentence = LabelledSentence("A.", "analysis", ("1.needs", "5.trust"), ("resources",), ("uniform",))

    (left,) = without_labels(account(unit, "one", [sentence]), {"1.needs"}).sentences

    assert left == LabelledSentence("A.", "analysis", ("5.trust",), ("resources",), ("uniform",))


@pytest.mark.parametrize(("size", "groups"), [(1, 8), (3, 3)])
def test_no_model_that_matches_a_point_has_learnt_its_labels(
    unit: Unit, scorer: Scorer, accounts: list[Account], size: int, groups: int
) -> None:
    asked: list[tuple[str, ...]] = []

    def fit_without(points: Sequence[MarkingPoint], train: Sequence[Account]) -> Scorer:
        left_out = {element.id for point in points for element in point.elements}
        learnt = {name for item in train for sentence in item.sentences for name in sentence.elements}
        assert learnt == {element.id for element in unit.elements} - left_out
        asked.append(tuple(point.id for point in points))
        return scorer

    near = match_unlearnt(unit, accounts, accounts[:2], fit_without, size)

    assert len(asked) == groups
    assert [name for group in asked for name in group] == [point.id for point in unit.marking_points]
    logits = [scorer.score(passage_of(item)) for item in accounts[:2]]
    assert near == pytest.approx(match_left_out(unit, scorer, logits))


def test_scores_of_trained_heads_can_be_answered_too(
    unit: Unit, accounts: list[Account], folds: dict[str, int], truth: np.ndarray
) -> None:
    scores = scores_of(unit, accounts, FOLDS)
    trained = np.concatenate([scores.logits[item.id].labels for item in accounts])[:, : truth.shape[1]]

    assert figures(truth, answer(unit, accounts, folds, trained, apart=False)).f1 > 0.5


def test_a_cosine_is_highest_for_the_examples_themselves(unit: Unit, scorer: Scorer) -> None:
    repeated = unit.elements[0].model_copy(update={"examples": ("she rang the customer",) * 2})
    point = unit.marking_points[0].model_copy(update={"elements": (repeated, *unit.marking_points[0].elements[1:])})
    changed = unit.model_copy(update={"marking_points": (point, *unit.marking_points[1:])})
    said = account(changed, "one", [LabelledSentence("she rang the customer", "analysis")])

    near = cosines(changed, scorer, [said])

    assert near.shape == (1, len(unit.elements))
    assert near[0, 0] == pytest.approx(1.0)
