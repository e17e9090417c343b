"""The learning curve as a file, and what it foretells."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import ArtefactMissing, CorpusError
from nlp.evaluation.bootstrap import FigureRecord
from nlp.training.learning_fit import PowerLaw
from nlp.training.learning_record import LearningPoint, read_learning_curve, record_learning_curve
from nlp.training.settings import TrainingSettings

SIZES = np.array([40.0, 80.0, 160.0, 320.0])
NOISE = np.random.default_rng(0).normal(scale=0.01, size=50)


def law(accounts: float) -> float:
    return 1.0 - 2.0 * math.pow(accounts, -0.4)


def point(accounts: int, seed: int = 0, *, shift: float = 0.0, inbox: bool = True) -> LearningPoint:
    """A point on `law`; its resamples are all higher or all lower than it by what `NOISE` says."""
    value = law(accounts) + shift
    measures = {"stage_kappa": (value, *(value + NOISE).tolist())}
    if not inbox:
        measures["inbox_stage_kappa"] = (float("nan"),) * 51
    return LearningPoint(accounts, accounts * 18, seed, (1.0, 0.5), 30, measures)


@given(st.floats(0.05, 1.5), st.floats(0.1, 1.0))
def test_a_power_law_is_found_again(exponent: float, scale: float) -> None:
    values = 1.0 - scale * SIZES**-exponent

    fitted = PowerLaw.fit(SIZES, values[None])

    assert fitted.exponent == pytest.approx([exponent], abs=1e-6)
    assert fitted.at(500.0) == pytest.approx([1.0 - scale * 500.0**-exponent], abs=1e-6)


@given(st.lists(st.floats(-0.2, 0.99), min_size=4, max_size=4))
def test_no_law_promises_more_than_perfection(values: list[float]) -> None:
    assert PowerLaw.fit(SIZES, np.array([values])).at(10_000.0)[0] <= 1.0


def test_one_size_lies_on_every_law() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        PowerLaw.fit(np.array([80.0, 80.0]), np.array([[0.5, 0.6]]))


def test_what_is_written_is_read_and_foretells_the_law(tmp_path: Path) -> None:
    path = tmp_path / "learning_curve.json"

    written = record_learning_curve(path, [point(int(size)) for size in SIZES[::-1]], TrainingSettings(), corpus=500)

    assert read_learning_curve(path) == written
    assert [size["accounts"] for size in written["sizes"]] == [40, 80, 160, 320]
    assert written["sizes"][1]["figures"]["stage_kappa"]["value"] == pytest.approx(law(80), abs=1e-4)
    forecast = written["forecasts"]["stage_kappa"]
    assert forecast["now"]["value"] == pytest.approx(law(500), abs=1e-3)
    assert forecast["gain"]["value"] == pytest.approx(law(600) - law(500), abs=1e-3)
    assert forecast["check"] is not None
    assert forecast["check"]["foretold"] == pytest.approx(law(320), abs=1e-3)
    assert forecast["check"]["found"] == pytest.approx(law(320), abs=1e-4)
    assert written["settings"] == TrainingSettings().model_dump(mode="json")


def test_a_gain_is_surer_than_the_values_it_lies_between(tmp_path: Path) -> None:
    made = record_learning_curve(tmp_path / "c.json", [point(int(size)) for size in SIZES], TrainingSettings())
    forecast = made["forecasts"]["stage_kappa"]

    widths = {name: _width(figure) for name, figure in (("now", forecast["now"]), ("gain", forecast["gain"]))}
    assert made["corpus"] == 320
    assert 0.0 < widths["gain"] < 0.3 * widths["now"]


def _width(figure: FigureRecord) -> float:
    assert figure["low"] is not None
    assert figure["high"] is not None
    return figure["high"] - figure["low"]


def test_seeds_are_averaged_and_widen_the_interval(tmp_path: Path) -> None:
    one = [point(int(size)) for size in SIZES]
    two = [point(int(size), seed, shift=shift) for size in SIZES for seed, shift in ((0, 0.05), (1, -0.05))]

    alone, both = (record_learning_curve(tmp_path / "c.json", points, TrainingSettings()) for points in (one, two))

    assert both["sizes"][0]["seeds"] == [0, 1]
    assert both["sizes"][0]["figures"]["stage_kappa"]["value"] == pytest.approx(law(40), abs=1e-4)
    narrow, wide = (made["sizes"][0]["figures"]["stage_kappa"] for made in (alone, both))
    assert _width(wide) > _width(narrow) + 0.05


def test_what_cannot_be_estimated_is_null_and_foretells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.json"

    record_learning_curve(path, [point(int(size), inbox=False) for size in SIZES], TrainingSettings())

    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["sizes"][0]["figures"]["inbox_stage_kappa"]["value"] is None
    assert set(written["forecasts"]) == {"stage_kappa"}


def test_three_sizes_are_too_few_to_check_the_law(tmp_path: Path) -> None:
    made = record_learning_curve(tmp_path / "c.json", [point(int(size)) for size in SIZES[:3]], TrainingSettings())

    assert made["forecasts"]["stage_kappa"]["check"] is None


def test_two_sizes_are_no_curve(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="at least 3 sizes; there are 2"):
        record_learning_curve(tmp_path / "c.json", [point(40), point(80), point(80, 1)], TrainingSettings())


def test_no_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match=r"c\.json"):
        read_learning_curve(tmp_path / "c.json")
