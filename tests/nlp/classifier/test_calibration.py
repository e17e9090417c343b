from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.classifier.calibration import Calibration
from nlp.classifier.logits import Logits

CALIBRATION = Calibration(np.array([2.0]), np.array([0.5, 1.0, 3.0]), np.array([-1.0, 0.0, 2.0]))
rows = arrays(np.float32, (4, 3), elements=st.floats(-1e4, 1e4, width=32))


@given(stages=rows, labels=rows)
def test_probabilities_are_probabilities(stages: np.ndarray, labels: np.ndarray) -> None:
    logits = Logits(stages, labels)

    of_stages, of_labels = CALIBRATION.stages(logits), CALIBRATION.labels(logits)

    assert of_stages.sum(axis=1) == pytest.approx(np.ones(4))
    for probabilities in (of_stages, of_labels):
        assert (probabilities >= 0).all()
        assert (probabilities <= 1).all()


@given(labels=rows, more=arrays(np.float32, (4, 3), elements=st.floats(0, 100, width=32)))
def test_a_higher_score_never_gives_a_lower_probability(labels: np.ndarray, more: np.ndarray) -> None:
    before = CALIBRATION.labels(Logits(labels, labels))
    after = CALIBRATION.labels(Logits(labels, labels + more))

    assert (after >= before).all()


@given(stages=rows)
def test_calibration_does_not_change_which_stage_is_likeliest(stages: np.ndarray) -> None:
    probabilities = CALIBRATION.stages(Logits(stages, stages))

    best = stages.argmax(axis=1)
    assert probabilities[np.arange(4), best] == pytest.approx(probabilities.max(axis=1))


def test_temperature_slope_and_offset_do_what_they_say() -> None:
    logits = Logits(np.array([[2.0, 0.0, 0.0]], np.float32), np.array([[2.0, 0.0, -1.0]], np.float32))

    assert CALIBRATION.stages(logits)[0] == pytest.approx(np.array([np.e, 1.0, 1.0]) / (np.e + 2.0))
    assert CALIBRATION.labels(logits)[0] == pytest.approx([0.5, 0.5, 1 / (1 + np.e)])


def test_a_calibration_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    CALIBRATION.save(tmp_path / "calibration.npz")

    loaded = Calibration.load(tmp_path / "calibration.npz")

    for name, array in vars(CALIBRATION).items():
        assert np.array_equal(array, getattr(loaded, name))


def test_a_pickled_object_is_not_loaded(tmp_path: Path) -> None:
    np.savez(tmp_path / "calibration.npz", temperature=np.array([print]), slope=np.ones(1), offset=np.ones(1))

    with pytest.raises(ValueError, match="allow_pickle"):
        Calibration.load(tmp_path / "calibration.npz")
