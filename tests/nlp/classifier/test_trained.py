"""A unit and a model folder become a classifier: by its heads where they answer for the unit, else by similarity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from criteria_bank.loader import LoadedUnit
from nlp.classifier.artefacts import ENCODER
from nlp.classifier.base import Passage, Prediction
from nlp.classifier.calibration import Calibration
from nlp.classifier.logits import Logits
from nlp.classifier.similarity import SimilarityClassifier
from nlp.classifier.trained import TrainedClassifier, as_prediction, load_classifier
from nlp.errors import ArtefactMissing

PASSAGES = [
    Passage(("she rang the customer", "i listened calmly because he asked"), (0, 1)),
    Passage(("we thanked you",), (0,)),
]
Edit = Callable[[str, str], LoadedUnit]


def assert_same(one: Prediction, other: Prediction) -> None:
    for name in ("stages", "elements", "constraints", "mistakes"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def assert_fits(prediction: Prediction, unit: LoadedUnit, sentences: int) -> None:
    bank = unit.unit
    assert prediction.stages.shape == (sentences, len(bank.stages))
    assert prediction.elements.shape == (sentences, len(bank.elements))
    assert prediction.constraints.shape == (sentences, len(bank.constraints))
    assert prediction.mistakes.shape == (sentences, len(bank.mistakes))
    assert prediction.stages.sum(axis=1) == pytest.approx(np.ones(sentences))
    for columns in (prediction.elements, prediction.constraints, prediction.mistakes):
        assert ((columns >= 0) & (columns <= 1)).all()


def test_the_unit_that_was_trained_for_gets_its_heads(artefacts: Path, loaded_unit: LoadedUnit) -> None:
    classifier = load_classifier(loaded_unit, artefacts)

    predictions = list(classifier.predict(PASSAGES))

    assert (classifier.name, classifier.matching) == ("tiny 0.0.1", "trained")
    assert [len(prediction.stages) for prediction in predictions] == [2, 1]
    for prediction, passage in zip(predictions, PASSAGES, strict=True):
        assert_fits(prediction, loaded_unit, len(passage.sentences))


def test_label_columns_are_parted_in_the_units_order(loaded_unit: LoadedUnit) -> None:
    unit = loaded_unit.unit
    count = len(unit.labels)
    rising = Logits(np.zeros((1, len(unit.stages)), np.float32), np.linspace(-3, 3, count, dtype=np.float32)[None])
    plain = Calibration(np.ones(1), np.ones(count), np.zeros(count))

    prediction = as_prediction(unit, rising, plain)

    assert_fits(prediction, loaded_unit, 1)
    parts = [prediction.elements, prediction.constraints, prediction.mistakes]
    assert np.array_equal(np.hstack(parts), plain.labels(rising))


@pytest.mark.parametrize("matching", ["trained", "similarity"])
def test_a_passage_is_judged_alike_alone_and_among_others(
    artefacts: Path, loaded_unit: LoadedUnit, edited_unit: Edit, matching: str
) -> None:
    unit = loaded_unit if matching == "trained" else edited_unit("1.theory", "1.models")
    classifier = load_classifier(unit, artefacts)
    assert classifier.matching == matching

    together = classifier.predict(PASSAGES)

    for passage, prediction in zip(PASSAGES, together, strict=True):
        (alone,) = classifier.predict([passage])
        assert_same(alone, prediction)
    assert list(classifier.predict([])) == []


@pytest.mark.parametrize("matching", ["trained", "similarity"])
def test_some_sentences_are_judged_as_they_are_among_all(
    artefacts: Path, loaded_unit: LoadedUnit, edited_unit: Edit, matching: str
) -> None:
    unit = loaded_unit if matching == "trained" else edited_unit("1.theory", "1.models")
    classifier = load_classifier(unit, artefacts)
    (every, _) = classifier.predict(PASSAGES)

    # A matrix product may differ in its last bits with the number of rows.
    for indices in ([1], [1, 0]):
        some, expected = classifier.predict_some(PASSAGES[0], indices), every.rows(indices)
        assert np.allclose(some.stages, expected.stages, atol=1e-12)
        assert np.allclose(some.elements, expected.elements, atol=1e-12)
    assert_fits(classifier.predict_some(PASSAGES[0], []), unit, 0)


def test_a_unit_with_other_labels_is_matched_by_similarity(artefacts: Path, edited_unit: Edit) -> None:
    unit = edited_unit("1.theory", "1.models")

    classifier = load_classifier(unit, artefacts)

    assert isinstance(classifier, SimilarityClassifier)
    assert (classifier.name, classifier.matching) == ("tiny 0.0.1", "similarity")
    (prediction, _) = classifier.predict(PASSAGES)
    assert_fits(prediction, unit, 2)


def test_stages_of_a_unit_by_similarity_come_from_the_trained_head(
    artefacts: Path, loaded_unit: LoadedUnit, edited_unit: Edit
) -> None:
    trained = load_classifier(loaded_unit, artefacts)
    similar = load_classifier(edited_unit("1.theory", "1.models"), artefacts)

    for one, other in zip(trained.predict(PASSAGES), similar.predict(PASSAGES), strict=True):
        assert np.allclose(one.stages, other.stages, atol=1e-6)


def test_a_model_with_a_file_missing_is_not_loaded(artefacts: Path, loaded_unit: LoadedUnit) -> None:
    (artefacts / ENCODER).unlink()

    with pytest.raises(ArtefactMissing, match=ENCODER):
        load_classifier(loaded_unit, artefacts)


def test_the_folder_that_the_environment_names_is_used(
    artefacts: Path, loaded_unit: LoadedUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALLYMARK_MODEL_DIR", str(artefacts))

    classifier = load_classifier(loaded_unit)

    assert isinstance(classifier, TrainedClassifier)
    assert classifier.name == "tiny 0.0.1"
