"""What was judged before keeps its probabilities; only the rest is judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from criteria_bank.loader import LoadedUnit
from nlp.classifier.base import Passage, SentenceClassifier
from nlp.classifier.fake import FakeClassifier
from nlp.classifier.reuse import predict_again
from nlp.classifier.trained import load_classifier

BEFORE = Passage(("she rang the customer", "i listened calmly because he asked", "we thanked you"), (0, 0, 1))
AFTER = Passage(("we thanked you", "she rang", "i promised it", "i listened calmly because he asked"), (0, 0, 0, 1))
KEPT = {0: 2, 3: 1}


@pytest.fixture
def classifier(artefacts: Path, loaded_unit: LoadedUnit) -> SentenceClassifier:
    return load_classifier(loaded_unit, artefacts)


def test_what_did_not_change_keeps_its_rows_and_the_rest_is_judged_in_its_new_place(
    classifier: SentenceClassifier,
) -> None:
    (before,), (anew,) = classifier.predict([BEFORE]), classifier.predict([AFTER])

    again = predict_again(classifier, AFTER, before, KEPT)

    assert np.array_equal(again.elements[[0, 3]], before.elements[[2, 1]])
    assert np.array_equal(again.stages[[1, 2]], anew.stages[[1, 2]])
    assert not np.array_equal(again.elements[3], anew.elements[3])


def test_without_anything_kept_it_is_a_prediction_like_any_other(classifier: SentenceClassifier) -> None:
    (before,), (anew,) = classifier.predict([BEFORE]), classifier.predict([AFTER])

    again = predict_again(classifier, AFTER, before, {})

    assert np.array_equal(again.mistakes, anew.mistakes)


def test_where_nothing_changed_nothing_is_judged(loaded_unit: LoadedUnit) -> None:
    classifier = FakeClassifier(loaded_unit.unit)
    (before,) = classifier.predict([BEFORE])

    again = predict_again(classifier, BEFORE, before, {0: 0, 1: 1, 2: 2})

    assert np.array_equal(again.constraints, before.constraints)
    assert again.stages.shape == before.stages.shape
