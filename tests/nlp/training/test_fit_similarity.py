from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score

from criteria_bank.schema import Unit
from nlp.classifier.logits import Logits, Scorer
from nlp.classifier.similarity import ExampleTexts, probabilities
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.training.fit_similarity import best_bound, carried, fit_curve, fit_similarity, nearness_without_heads
from tests.nlp.classifier.tiny_model import WORDS, TableEncoder, random_heads, random_table, word_tokenizer
from tests.nlp.training.inventing import account


@pytest.fixture(scope="module")
def scorer(unit: Unit) -> Scorer:
    heads = random_heads(len(unit.stages), len(unit.labels))
    return Scorer(WordPieces(word_tokenizer()), TableEncoder(random_table()), heads)


@pytest.fixture(scope="module")
def held_out(unit: Unit) -> list[Account]:
    sentences = [
        LabelledSentence(f"she {first} {second}", "analysis", (element.id,))
        for element, first, second in zip(unit.elements, WORDS * 2, WORDS[3:] * 2, strict=False)
    ]
    return [account(unit, "first", sentences[::2]), account(unit, "second", sentences[1::2])]


@pytest.fixture(scope="module")
def near_and_true() -> tuple[np.ndarray, np.ndarray]:
    """Cases whose chance of being true is a logistic curve of slope 5 and offset -3."""
    random = np.random.default_rng(0)
    near = random.uniform(-1, 1, size=(20_000, 2))
    return near, random.random(near.shape) < 1 / (1 + np.exp(3 - 5 * near))


def test_the_curve_that_made_the_truth_is_found(near_and_true: tuple[np.ndarray, np.ndarray]) -> None:
    fit = fit_curve(*near_and_true)

    assert (fit.slope, fit.offset) == pytest.approx((5.0, -3.0), abs=0.15)


def test_weak_is_the_best_f1_and_present_asks_for_more(near_and_true: tuple[np.ndarray, np.ndarray]) -> None:
    near, true = near_and_true
    fit = fit_curve(near, true)

    said = probabilities(fit, near)
    best = max(f1_score(true.ravel(), (said >= bound).ravel()) for bound in np.linspace(0.02, 0.9, 89))
    assert f1_score(true.ravel(), (said >= fit.weak).ravel()) == pytest.approx(best, abs=0.005)
    assert fit.weak < fit.present


def test_nearness_that_misleads_still_gives_a_rising_curve() -> None:
    near = np.linspace(-1, 1, 40)

    assert fit_curve(near, near < 0).slope > 0


def test_the_best_bound_of_clear_cases_parts_them() -> None:
    assert best_bound(np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, False, True, True]), beta=1.0) == 0.8


def test_a_points_own_heads_keep_silent(unit: Unit) -> None:
    point = unit.marking_points[1]
    own = [number for number, label in enumerate(unit.labels) if label.id.startswith("2.")]
    random = np.random.default_rng(1)
    traits = random.normal(size=(80, len(unit.stages) + len(unit.labels)))
    texts = ExampleTexts(traits, random.random((80, len(unit.labels))))
    stages, labels = (random.normal(size=(5, size)).astype(np.float32) for size in (len(unit.stages), len(unit.labels)))
    shouting = labels.copy()
    shouting[:, own] += 100

    quiet, loud = (nearness_without_heads(unit, point, texts, [Logits(stages, made)]) for made in (labels, shouting))

    assert quiet.shape == (5, len(point.elements))
    assert quiet == pytest.approx(loud)


def test_what_sentences_carry_is_laid_out_by_account(unit: Unit) -> None:
    one = account(unit, "one", [LabelledSentence("A.", "analysis", ("1.needs",)), LabelledSentence("B.", "analysis")])
    two = account(unit, "two", [LabelledSentence("C.", "analysis", ("1.theory",))])

    assert carried([one, two], ["1.needs", "1.theory"]).tolist() == [[True, False], [False, False], [False, True]]


def test_a_fit_is_the_same_again_and_its_bounds_are_in_order(
    unit: Unit, scorer: Scorer, held_out: list[Account]
) -> None:
    fit = fit_similarity(unit, scorer, held_out)

    assert fit == fit_similarity(unit, scorer, held_out)
    assert fit.slope > 0
    assert 0 < fit.weak <= fit.present < 1
