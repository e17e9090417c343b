from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria_bank.loader import LoadedUnit
from criteria_bank.schema import Unit
from nlp.classifier.artefacts import CALIBRATION, SimilarityFit, read_manifest
from nlp.classifier.base import Passage
from nlp.classifier.calibration import Calibration
from nlp.classifier.logits import Logits
from nlp.classifier.similarity import (
    ExampleTexts,
    SimilarityClassifier,
    counter_examples,
    examples,
    fit_matcher,
    probabilities,
    read_examples,
    traits,
)
from nlp.classifier.trained import load_scorer

PASSAGE = Passage(("she rang the customer", "he promised calmly"), (0, 0))


@pytest.fixture(scope="session")
def ringing(loaded_unit: LoadedUnit) -> Unit:
    """Like the default unit; its second mistake is shown by ringing customers, and its last stage is its own."""
    unit = loaded_unit.unit
    shown = ("she rang the customer", "he rang the customer")
    mistakes = list(unit.mistakes)
    mistakes[1] = mistakes[1].model_copy(update={"examples": shown})
    stages = (*unit.stages[:-1], unit.stages[-1].model_copy(update={"id": "unheard_of"}))
    return unit.model_copy(update={"mistakes": tuple(mistakes), "stages": stages})


@pytest.fixture
def classifier(artefacts: Path, ringing: Unit) -> SimilarityClassifier:
    calibration = Calibration.load(artefacts / CALIBRATION)
    return SimilarityClassifier(read_manifest(artefacts), ringing, load_scorer(artefacts), calibration)


@pytest.fixture(scope="session")
def two_labels() -> ExampleTexts:
    """The first label's examples have the first trait, the second's the second; others have neither."""
    quiet = np.full((6, 3), -3.0)
    rows = quiet.copy()
    rows[:2, 0] = 3.0
    rows[2:4, 1] = 3.0
    shows = np.zeros((6, 2))
    shows[:2, 0] = shows[2:4, 1] = 1.0
    return ExampleTexts(rows, shows)


def test_a_sentence_like_a_labels_examples_gets_that_label(classifier: SimilarityClassifier) -> None:
    (prediction,) = classifier.predict([PASSAGE])

    assert prediction.mistakes[0].argmax() == 1
    assert prediction.mistakes[0, 1] > 0.5


def test_a_stage_that_was_never_trained_is_never_likely(classifier: SimilarityClassifier) -> None:
    (prediction,) = classifier.predict([PASSAGE])

    assert prediction.stages.sum(axis=1) == pytest.approx(np.ones(2))
    assert (prediction.stages[:, -1] < 1e-6).all()


def test_the_trait_that_parts_the_examples_is_what_counts(two_labels: ExampleTexts) -> None:
    near = fit_matcher(two_labels).nearness(np.array([[3.0, -3.0, -3.0], [-3.0, 3.0, -3.0], [-3.0, -3.0, 3.0]]))

    assert near[0, 0] > 0 > near[0, 1]
    assert near[1, 1] > 0 > near[1, 0]
    assert (near[2] <= 0).all()


def test_an_unknown_trait_changes_nothing(two_labels: ExampleTexts) -> None:
    matcher = fit_matcher(two_labels, unknown=[0])

    said, unsaid = matcher.nearness(np.array([[9.0, -3.0, -3.0], [-9.0, -3.0, -3.0]]))
    assert said == pytest.approx(unsaid)


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3))
def test_however_near_similarity_never_makes_sure(two_labels: ExampleTexts, sentence: list[float]) -> None:
    near = fit_matcher(two_labels).nearness(np.array([sentence]))

    assert (np.abs(near) <= 1).all()
    assert probabilities(SimilarityFit(), near).max() < 0.9


def test_one_text_alone_tells_nothing_and_breaks_nothing() -> None:
    matcher = fit_matcher(ExampleTexts(np.array([[1.0, 2.0]]), np.array([[1.0]])))

    assert matcher.nearness(np.array([[5.0, 5.0]])).tolist() == [[0.0]]


def test_nearer_is_likelier() -> None:
    curve = SimilarityFit(slope=4.0, offset=-2.0)

    assert probabilities(curve, np.array([0.0, 0.5, 1.0])) == pytest.approx([0.1192, 0.5, 0.8808], abs=1e-4)


def test_traits_are_all_that_the_heads_say() -> None:
    logits = Logits(np.array([[1, 2]], dtype=np.float32), np.array([[3]], dtype=np.float32))

    assert traits(logits).tolist() == [[1.0, 2.0, 3.0]]


def test_every_example_and_counter_example_is_read_once(ringing: Unit, artefacts: Path) -> None:
    texts = read_examples(ringing, load_scorer(artefacts))

    assert texts.shows.sum(axis=0).tolist() == [len(examples(label)) for label in ringing.labels]
    assert (texts.shows.sum(axis=1) == 0).sum() == sum(len(counter_examples(label)) for label in ringing.labels)
    assert len(texts.traits) == len(texts.shows)


def test_descriptions_are_no_examples(ringing: Unit) -> None:
    element, constraint = ringing.elements[0], ringing.constraints[0]

    assert (examples(element), counter_examples(element)) == (element.examples, element.counter_examples)
    assert (examples(constraint), counter_examples(constraint)) == (constraint.examples, ())
