"""Measures, errors and fit beside those of raschpy, an implementation of its own of the same model."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from service.judging.agreement.pairing import first_decisions
from tests.service.judging.severity.centres import a_centre, by_id, decisions, measured


def test_measures_are_those_of_raschpy() -> None:
    mpl.use("agg")
    from raschpy.mfrm import MFRM  # noqa: PLC0415 - takes seconds

    rows = decisions(a_centre())
    first = first_decisions(rows)
    responses = (
        first.assign(given=first["status"].cat.codes.astype(float))
        .astype({"assessor": str, "draft": str, "marking_point": str})
        .pivot(index=["assessor", "draft"], columns="marking_point", values="given")
    )
    theirs = MFRM(responses, max_score=2)
    theirs.calibrate(model="global")
    theirs.std_errors(model="global")
    severity = measured(rows)
    for key, one in by_id(severity).items():
        assert one.measure.value == pytest.approx(theirs.facet_effects_global[key], abs=0.05)
        assert one.standard_error == pytest.approx(theirs.rater_se_global[key], rel=0.15)
    for point in severity.points:
        assert point.measure.value == pytest.approx(theirs.items_global[point.marking_point], abs=0.1)
    assert severity.thresholds == pytest.approx(tuple(theirs.thresholds_global), abs=0.15)
