from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nlp.classifier.base import Prediction, Probabilities
from nlp.documents import Span
from nlp.judgement.repeats import counted_once
from nlp.language.sentences import Grammar, Sentence

SENTENCES = st.lists(st.sampled_from(["I rang her.", "i rang  her.", "She came back.", "We agreed."]), max_size=6)
CHANCES = st.floats(0, 1)


def read(said: list[str], *, asked: tuple[int, ...] = ()) -> tuple[str, list[Sentence]]:
    """Text and sentences; those at the places ``asked`` are the assessor's."""
    ends = list(accumulate((len(each) + 1 for each in said), initial=0))
    grammar = Grammar(person="first_singular", tense="past", modal=False, negated=False, hypothetical=False)
    sentences = [
        Sentence(Span(start, start + len(each)), 0, "assessor" if place in asked else "learner", grammar)
        for place, (start, each) in enumerate(zip(ends, said, strict=False))
    ]
    return " ".join(said), sentences


def prediction(labels: Probabilities) -> Prediction:
    return Prediction(np.full((len(labels), 2), 0.5), labels, labels[:, :1], labels[:, :2])


def test_a_sentence_pasted_again_counts_at_its_first_place_and_at_its_strongest() -> None:
    said = prediction(np.array([[0.2, 0.7, 0.0], [0.9, 0.1, 0.3], [0.6, 0.1, 0.0]]))

    once = counted_once(*read(["I rang her.", "She came back.", "I RANG her."]), said)

    assert once.elements.tolist() == [[0.6, 0.7, 0.0], [0.9, 0.1, 0.3], [0.0, 0.0, 0.0]]
    assert once.constraints.tolist() == [[0.6], [0.9], [0.0]]
    assert (once.stages == said.stages).all()


def test_different_sentences_are_left_alone() -> None:
    said = prediction(np.array([[0.2, 0.7, 0.0], [0.9, 0.1, 0.3]]))

    assert counted_once(*read(["I rang her.", "I rang him."]), said) is said


def test_a_learner_who_repeats_the_assessors_words_says_them_herself() -> None:
    said = prediction(np.array([[0.2, 0.7, 0.0], [0.9, 0.1, 0.3]]))

    assert counted_once(*read(["You rang her.", "You rang her."], asked=(0,)), said) is said


@given(SENTENCES, st.data())
def test_repeating_neither_lowers_nor_raises_what_an_account_shows(sentences: list[str], data: st.DataObject) -> None:
    labels = data.draw(arrays.arrays(np.float64, (len(sentences), 3), elements=CHANCES))

    once = counted_once(*read(sentences), prediction(labels))
    twice = counted_once(*read([*sentences, *sentences]), prediction(np.vstack([labels, labels])))

    assert (once.elements.max(axis=0, initial=0.0) == labels.max(axis=0, initial=0.0)).all()
    assert (twice.elements[: len(sentences)] == once.elements).all()
    assert not twice.elements[len(sentences) :].any()
