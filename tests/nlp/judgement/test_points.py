from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.judgement.points import analyse_points, decide, features, status_probabilities
from nlp.judgement.rules import JudgementRules, LabelThresholds, PointModel
from nlp.results import MarkingPointFinding, Status
from tests.nlp.judgement.saying import Said, observed


def finding(unit: Unit, rules: JudgementRules, point: str, *said: Said) -> MarkingPointFinding:
    (found,) = (item for item in analyse_points(unit, observed(unit, *said), rules) if item.id == point)
    return found


@dataclass(frozen=True)
class Scenario:
    says: str
    point: str
    said: tuple[Said, ...]
    status: Status
    elements: tuple[str, ...]
    missing: tuple[str, ...]


SCENARIOS = [
    Scenario("nothing", "MP6", (), "not", ("missing",) * 3, ("6.listening", "6.questioning", "6.cues")),
    Scenario(
        "one element, clearly",
        "MP6",
        (Said({"6.cues": 0.9}),),
        "partial",
        ("missing", "missing", "evidenced"),
        ("6.listening", "6.questioning"),
    ),
    Scenario(
        "one element, hardly",
        "MP6",
        (Said({"6.cues": 0.3}),),
        "not",
        ("missing", "missing", "weak"),
        ("6.listening", "6.questioning"),
    ),
    Scenario(
        "the same element again and again",
        "MP6",
        (Said({"6.cues": 0.9}),) * 6,
        "partial",
        ("missing", "missing", "evidenced"),
        ("6.listening", "6.questioning"),
    ),
    Scenario(
        "all elements, in three sentences",
        "MP6",
        (Said({"6.cues": 0.9}), Said({"6.listening": 0.95}), Said({"6.questioning": 0.8})),
        "met",
        ("evidenced",) * 3,
        (),
    ),
    Scenario(
        "all elements, in one sentence",
        "MP6",
        (Said({"6.cues": 0.9, "6.listening": 0.95, "6.questioning": 0.8}),),
        "met",
        ("evidenced",) * 3,
        (),
    ),
    Scenario(
        "three of four elements",
        "MP1",
        (Said({"1.needs": 0.9}), Said({"1.expectations": 0.9}), Said({"1.benefits": 0.9})),
        "met",
        ("evidenced", "evidenced", "evidenced", "missing"),
        ("1.theory",),
    ),
    Scenario(
        "all elements, but thin",
        "MP6",
        (Said({"6.cues": 0.3, "6.listening": 0.3, "6.questioning": 0.3}),),
        "partial",
        ("weak",) * 3,
        (),
    ),
    Scenario(
        "only elements of another point",
        "MP6",
        (Said({"5.trust": 1.0, "3.technique": 1.0}),),
        "not",
        ("missing",) * 3,
        ("6.listening", "6.questioning", "6.cues"),
    ),
    Scenario(
        "all elements, by the assessor",
        "MP6",
        (Said({"6.cues": 1.0, "6.listening": 1.0, "6.questioning": 1.0}, speaker="assessor"),),
        "not",
        ("missing",) * 3,
        ("6.listening", "6.questioning", "6.cues"),
    ),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.says)
def test_the_status_follows_the_evidence(unit: Unit, rules: JudgementRules, scenario: Scenario) -> None:
    found = finding(unit, rules, scenario.point, *scenario.said)

    assert found.status == scenario.status
    assert tuple(element.status for element in found.elements) == scenario.elements
    assert found.missing == scenario.missing
    assert found.probabilities[found.status] == max(found.probabilities.values())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.says)
def test_the_explanation_names_what_was_found_and_what_is_missing(
    unit: Unit, rules: JudgementRules, scenario: Scenario
) -> None:
    found = finding(unit, rules, scenario.point, *scenario.said)

    (point,) = (point for point in unit.marking_points if point.id == scenario.point)
    for element, observed_element in zip(point.elements, found.elements, strict=True):
        if observed_element.status == "evidenced" or found.status != "met":
            assert element.label in found.explanation
    assert "{" not in found.explanation
    assert "}" not in found.explanation


def test_every_marking_point_is_answered_for_in_the_units_order(unit: Unit, rules: JudgementRules) -> None:
    found = analyse_points(unit, observed(unit), rules)

    assert [item.id for item in found] == [point.id for point in unit.marking_points]
    for item, point in zip(found, unit.marking_points, strict=True):
        assert [element.id for element in item.elements] == [element.id for element in point.elements]


def test_braces_in_the_units_labels_are_left_alone(unit: Unit, rules: JudgementRules) -> None:
    point = unit.marking_points[5]
    element = point.elements[0].model_copy(update={"label": "listening {for real}"})
    changed = point.model_copy(update={"elements": (element, *point.elements[1:])})
    unit = unit.model_copy(update={"marking_points": (*unit.marking_points[:5], changed, *unit.marking_points[6:])})

    assert "listening {for real}" in finding(unit, rules, "MP6", Said({"6.listening": 0.9})).explanation


def test_a_partial_that_rests_on_weak_evidence_is_not_explained_by_parts_found(
    unit: Unit, rules: JudgementRules
) -> None:
    weak = Said({"6.cues": 0.3, "6.listening": 0.3, "6.questioning": 0.3})
    found = finding(unit, rules, "MP6", weak)

    assert found.status == "partial"
    assert "none of them is clear" in found.explanation
    assert "Found" not in found.explanation


def test_strong_evidence_stands_alone_and_weak_evidence_fills_in(unit: Unit, rules: JudgementRules) -> None:
    strong = finding(unit, rules, "MP6", Said({"6.cues": 0.3}), Said({"6.cues": 0.9}))
    weak = finding(unit, rules, "MP6", Said({"6.cues": 0.3}), Said({"6.cues": 0.1}))

    assert [item.probability for item in strong.elements[2].evidence] == [0.9]
    assert [item.probability for item in weak.elements[2].evidence] == [0.3]


def test_a_probability_that_only_rounds_up_to_the_bound_is_weak(unit: Unit, rules: JudgementRules) -> None:
    found = finding(unit, rules, "MP6", Said({"6.cues": 0.499999}))

    assert found.elements[2].status == "weak"


def test_features_count_the_elements_that_are_likely_found(unit: Unit) -> None:
    observations = observed(
        unit,
        Said({"6.cues": 0.9, "6.listening": 0.2}),
        Said({"6.cues": 0.5, "5.trust": 0.9}, "analysis"),
    )

    assert features(unit.marking_points[5], observations) == pytest.approx(
        {"found_elements": 0.95 + 0.2, "strongest_elements": 0.9 + 0.2}
    )


def test_several_unsure_sentences_find_an_element_where_the_rules_let_them(unit: Unit, rules: JudgementRules) -> None:
    pooled = LabelThresholds(present=0.5, weak=0.25, somewhere=0.6)
    rules = rules.model_copy(update={"labels": rules.labels | {"6.cues": pooled}})
    unsure, hardly = Said({"6.cues": 0.4}), Said({"6.cues": 0.1})

    once, twice, often = (
        finding(unit, rules, "MP6", *said).elements[2] for said in ([unsure], [unsure] * 2, [hardly] * 15)
    )

    assert (once.status, twice.status, often.status) == ("weak", "evidenced", "missing")
    assert [item.probability for item in twice.evidence] == [0.4, 0.4]


def test_the_ordinal_model_is_that_of_proportional_odds() -> None:
    model = PointModel(weights={"found_elements": 2.0}, partial_cut=1.0, met_cut=3.0)

    chances = status_probabilities(model, {"found_elements": 1.0})

    at_least_partial, met = 1 / (1 + np.exp(-1.0)), 1 / (1 + np.exp(1.0))
    assert chances == pytest.approx({"met": met, "partial": at_least_partial - met, "not": 1 - at_least_partial})


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        ({"met": 0.6, "partial": 0.3, "not": 0.1}, "met"),
        ({"met": 0.59, "partial": 0.3, "not": 0.11}, "partial"),
        ({"met": 0.2, "partial": 0.2, "not": 0.6}, "partial"),
        ({"met": 0.1, "partial": 0.2, "not": 0.7}, "not"),
    ],
)
def test_a_status_is_said_from_its_bound_on(chances: dict[Status, float], said: Status) -> None:
    model = PointModel(weights={}, partial_cut=0.0, met_cut=1.0, say_partial=0.4, say_met=0.6)

    assert decide(model, chances) == said
