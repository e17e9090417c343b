from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from criteria_bank.loader import LoadedUnit
from nlp.classifier.artefacts import CALIBRATION, read_manifest
from nlp.classifier.base import Passage
from nlp.classifier.calibration import Calibration
from nlp.classifier.similarity import SimilarityClassifier, describing_texts, nearness, unit_vectors
from nlp.classifier.trained import load_scorer

PASSAGE = Passage(("she rang the customer", "he promised calmly"), (0, 0))


@pytest.fixture
def classifier(artefacts: Path, loaded_unit: LoadedUnit) -> SimilarityClassifier:
    """For a unit like the default one, whose second mistake is shown by ringing customers."""
    unit = loaded_unit.unit
    shown = ("she rang the customer", "he rang the customer")
    mistakes = list(unit.mistakes)
    mistakes[1] = mistakes[1].model_copy(update={"examples": shown})
    stages = (*unit.stages[:-1], unit.stages[-1].model_copy(update={"id": "unheard_of"}))
    unit = unit.model_copy(update={"mistakes": tuple(mistakes), "stages": stages})
    calibration = Calibration.load(artefacts / CALIBRATION)
    return SimilarityClassifier(read_manifest(artefacts), unit, load_scorer(artefacts), calibration)


def test_a_sentence_like_a_labels_examples_gets_that_label(classifier: SimilarityClassifier) -> None:
    (prediction,) = classifier.predict([PASSAGE])

    assert prediction.mistakes[0].argmax() == 1
    assert prediction.mistakes[0, 1] > prediction.mistakes[1, 1]


def test_a_stage_that_was_never_trained_is_never_likely(classifier: SimilarityClassifier) -> None:
    (prediction,) = classifier.predict([PASSAGE])

    assert prediction.stages.sum(axis=1) == pytest.approx(np.ones(2))
    assert (prediction.stages[:, -1] < 1e-6).all()


def test_nearness_is_the_mean_of_the_best_two_cosines() -> None:
    texts = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    sentences = np.array([[1.0, 0.0], [0.0, -1.0]])

    assert nearness(sentences, texts) == pytest.approx([(1.0 + 0.6) / 2, (0.0 - 0.8) / 2])


def test_one_text_is_enough_to_be_near_to() -> None:
    assert nearness(np.array([[1.0, 0.0]]), np.array([[0.6, 0.8]])) == pytest.approx([0.6])


def test_vectors_are_scaled_to_length_one() -> None:
    assert unit_vectors(np.array([[3.0, 4.0]], dtype=np.float32)) == pytest.approx(np.array([[0.6, 0.8]]))


def test_a_label_is_described_by_its_description_and_examples_alone(loaded_unit: LoadedUnit) -> None:
    element, constraint = loaded_unit.unit.elements[0], loaded_unit.unit.constraints[0]

    assert describing_texts(element) == (element.description, *element.examples)
    assert describing_texts(constraint) == (constraint.description, *constraint.examples)
