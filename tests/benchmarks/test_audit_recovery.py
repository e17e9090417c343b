"""The benchmark of recovery: small, and its baseline is fooled where ours is not."""

from __future__ import annotations

import numpy as np

from benchmarks.audit_recovery import DESIGNS, WAYS, scores


def test_who_gets_the_better_learners_does_not_hide_who_is_severe() -> None:
    (design,) = [one for one in DESIGNS if one.name.endswith("severe with better learners")]
    found = scores(design, WAYS, range(9000, 9003))
    ours, counted = (np.array(found[name].found).mean(0) for name in ("Tallymark", "share of met"))
    assert np.corrcoef(ours, design.severities)[0, 1] > 0.9
    assert np.corrcoef(counted, design.severities)[0, 1] < 0
    assert found["Tallymark"].row()[:2] == ("100%", "100%")
    assert found["share of met"].row()[4:6] == ("–", "–")


def test_teams_that_share_three_scripts_are_not_compared() -> None:
    (design,) = [one for one in DESIGNS if one.links == 3]
    assert scores(design, WAYS, range(9000, 9001))["Tallymark"].linked == [False]
