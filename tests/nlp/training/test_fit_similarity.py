from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score

from criteria_bank.schema import Unit
from nlp.classifier.logits import Scorer
from nlp.classifier.similarity import nearness_to_labels, prototypes
from nlp.classifier.tokens import WordPieces
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.training.fit_similarity import fit_similarity
from tests.nlp.classifier.tiny_model import WORDS, TableEncoder, random_heads, random_table, word_tokenizer
from tests.nlp.training.inventing import account


@pytest.fixture(scope="module")
def scorer(unit: Unit) -> Scorer:
    heads = random_heads(len(unit.stages), len(unit.labels))
    return Scorer(WordPieces(word_tokenizer()), TableEncoder(random_table()), heads)


@pytest.fixture(scope="module")
def told_apart(unit: Unit) -> Unit:
    """The unit with mistakes that are each shown by words of their own."""
    mistakes = [
        mistake.model_copy(update={"examples": (shown(number), f"{shown(number)} the {shown(number)}")})
        for number, mistake in enumerate(unit.mistakes)
    ]
    return unit.model_copy(update={"mistakes": tuple(mistakes)})


@pytest.fixture(scope="module")
def held_out(told_apart: Unit) -> list[Account]:
    sentences = [
        LabelledSentence(f"{shown(number)} {extra}", "evaluation", mistakes=(mistake.id,))
        for number, mistake in enumerate(told_apart.mistakes)
        for extra in ("", "calmly", "so it")
    ]
    return [account(told_apart, "first", sentences[::2]), account(told_apart, "second", sentences[1::2])]


def shown(number: int) -> str:
    return f"{WORDS[2 * number]} {WORDS[2 * number + 1]}"


def test_one_half_is_said_from_the_nearness_that_parts_labels_best(
    told_apart: Unit, scorer: Scorer, held_out: list[Account]
) -> None:
    fit = fit_similarity(told_apart, scorer, held_out)

    sentences = [sentence for item in held_out for sentence in item.sentences]
    near = nearness_to_labels(scorer, [sentence.text for sentence in sentences], prototypes(told_apart, scorer)).ravel()
    truth = np.array([label.id in sentence.mistakes for sentence in sentences for label in told_apart.labels])
    best = max(f1_score(truth, near >= bound) for bound in np.unique(near))
    assert f1_score(truth, near >= fit.midpoint - 1e-4) == pytest.approx(best, abs=0.02)  # the midpoint is rounded


def test_nearer_is_likelier(told_apart: Unit, scorer: Scorer, held_out: list[Account]) -> None:
    assert fit_similarity(told_apart, scorer, held_out).slope > 0
