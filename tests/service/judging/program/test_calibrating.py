"""Whether the program is right as often as it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import brier_score_loss

from service.judging.columns import STATUSES
from service.judging.program.calibrating import calibrate
from service.judging.program.comparing import PROBABILITIES, compared
from service.judging.table import complete

POINTS = 8


def a_table(*, submissions: int = 300, sure: float = 1.0, seed: int = 3) -> pd.DataFrame:
    """Decisions that come true as often as the program holds, which then says more (``sure`` above 1) or less."""
    random = np.random.default_rng(seed)
    true = random.dirichlet((1.0, 1.0, 1.0), submissions * POINTS)
    given = (random.random((len(true), 1)) > true.cumsum(1)[:, :-1]).sum(1)
    held = true**sure / (true**sure).sum(1, keepdims=True)
    each = np.arange(len(true))
    return complete(
        pd.DataFrame(
            {
                "assessor": "a",
                "submission": np.char.add("s", (each // POINTS).astype(str)),
                "marking_point": np.char.add("MP", (each % POINTS).astype(str)),
                "status": np.array(STATUSES)[given],
                "decided_on": "2026-05-01",
                "knowledge": "hidden",
                "suggestion": np.array(STATUSES)[held.argmax(1)],
                **dict(zip(PROBABILITIES, held.T, strict=True)),
            }
        )
    )


def test_a_program_that_is_right_as_often_as_it_says_is_found_so() -> None:
    found = calibrate(compared(a_table()))
    assert found.error.value is not None
    assert found.error.value < 0.02
    for band in found.bands:
        assert band.held is not None
        assert band.agreed.low is not None
        assert band.agreed.high is not None
        assert band.agreed.low - 0.03 < band.held < band.agreed.high + 0.03
        assert band.low <= band.held <= band.high


def test_a_program_that_is_too_sure_of_itself_is_found_so() -> None:
    found = calibrate(compared(a_table(sure=3.0)))
    assert found.error.low is not None
    assert found.error.low > 0.1
    surest = found.bands[-1]
    assert surest.held is not None
    assert surest.agreed.high is not None
    assert surest.agreed.high < surest.held


def test_the_error_of_a_calibrated_program_is_in_its_interval_nearly_always() -> None:
    """The error that chance alone makes is taken off, so that 0 is not out of reach."""
    lows = [calibrate(compared(a_table(submissions=60, seed=seed))).error.low for seed in range(12)]
    assert sum(low == 0.0 for low in lows) >= 10


def test_the_brier_score_is_that_of_the_textbook() -> None:
    table = a_table(submissions=20)
    found = calibrate(compared(table)).brier
    in_order = sorted(STATUSES)
    held = table[[f"probability_{status}" for status in in_order]]
    expected = brier_score_loss(table["status"].astype(str), held, labels=in_order)
    assert found.value == pytest.approx(expected)
    assert found.low is not None
    assert found.high is not None
    assert found.low < expected < found.high


def test_every_suggestion_is_in_one_band() -> None:
    table = a_table(submissions=50)
    assert sum(band.suggestions for band in calibrate(compared(table)).bands) == len(table)


def test_without_probabilities_or_with_few_submissions_nothing_is_estimated() -> None:
    table = a_table(submissions=7)
    few = calibrate(compared(table))
    assert few.bands == ()
    assert few.error.why_not == "It takes 8 submissions; so far: 7."
    none = calibrate(compared(table.assign(**dict.fromkeys(PROBABILITIES, np.nan))))
    assert none.brier.why_not == "How probable the program held its suggestions is not known."


def test_a_band_with_few_submissions_says_so() -> None:
    table = a_table(submissions=10)
    sure = table[PROBABILITIES].max(axis=1) > 0.9
    kept = table[~sure | (table["submission"] == "s1")]
    last = calibrate(compared(kept)).bands[-1]
    assert last.agreed.value is None
    assert last.agreed.why_not is not None
