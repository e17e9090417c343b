from __future__ import annotations

from collections import Counter

import pytest

from criteria_bank.schema import Unit
from nlp.judgement.depth import analyse_depth, depth_label, reflective_share
from nlp.judgement.rules import DepthModel
from nlp.results import DepthLabel
from tests.nlp.judgement.saying import Said, observed

TELLS, FEELS, WEIGHS, EXPLAINS, LEARNS, PLANS, HEADING = (
    Said(stage=stage)
    for stage in ("description", "feelings", "evaluation", "analysis", "conclusion", "action_plan", "other")
)
ASKS = Said(stage="analysis", speaker="assessor")
SURE_MISTAKE = Said({"politeness": 1.0}, "evaluation")


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ([TELLS, TELLS], 0.0),
        ([TELLS, FEELS], 0.0),
        ([TELLS, WEIGHS], 0.5),
        ([WEIGHS, EXPLAINS, LEARNS, PLANS], 1.0),
        ([TELLS, EXPLAINS, HEADING, HEADING], 0.5),
        ([TELLS, EXPLAINS, ASKS, ASKS], 0.5),
        ([TELLS, SURE_MISTAKE], 0.0),
        ([TELLS, Said({"politeness": 0.4, "uniform": 0.1}, "evaluation")], 0.3),
        ([HEADING], 0.0),
        ([ASKS], 0.0),
        ([], 0.0),
    ],
)
def test_the_share_is_of_content_that_reflects_and_is_no_mistake(unit: Unit, said: list[Said], share: float) -> None:
    assert reflective_share(unit, observed(unit, *said)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("reflecting", "label"),
    [(0, "descriptive"), (1, "descriptive"), (2, "mixed"), (4, "mixed"), (5, "analytical"), (8, "analytical")],
)
def test_depth_follows_the_units_bounds_of_a_quarter_and_a_half(unit: Unit, reflecting: int, label: DepthLabel) -> None:
    observations = observed(unit, *[EXPLAINS] * reflecting, *[TELLS] * (8 - reflecting))

    depth = analyse_depth(unit, observations, DepthModel())

    assert depth.label == label
    assert depth.reflective_share == pytest.approx(reflecting / 8)


def test_bounds_are_the_units_own(unit: Unit) -> None:
    rule = unit.depth.model_copy(update={"descriptive_below": 0.1, "analytical_above": 0.9})
    strict = unit.model_copy(update={"depth": rule})

    assert [depth_label(strict, share) for share in (0.09, 0.1, 0.9, 0.91)] == [
        "descriptive",
        "mixed",
        "mixed",
        "analytical",
    ]


def test_the_fitted_map_moves_the_share_and_stays_between_0_and_1(unit: Unit) -> None:
    half = observed(unit, TELLS, EXPLAINS)

    assert analyse_depth(unit, half, DepthModel(slope=0.8, offset=-0.2)).reflective_share == pytest.approx(0.2)
    assert analyse_depth(unit, half, DepthModel(offset=-0.9)).reflective_share == 0.0
    assert analyse_depth(unit, half, DepthModel(offset=0.9)).reflective_share == 1.0


def test_every_sentence_is_counted_under_one_stage(unit: Unit) -> None:
    said = [TELLS, TELLS, EXPLAINS, PLANS, HEADING, ASKS]

    stages = analyse_depth(unit, observed(unit, *said), DepthModel()).stages

    assert list(stages) == [stage.id for stage in unit.stages]
    assert {name: count for name, count in stages.items() if count} == Counter(
        description=2, analysis=1, action_plan=1, other=2
    )


def test_a_unit_without_mistakes_has_a_depth(unit: Unit) -> None:
    plain = unit.model_copy(update={"mistakes": ()})

    assert reflective_share(plain, observed(plain, TELLS, EXPLAINS)) == pytest.approx(0.5)
