"""Whatever the fitted weights and bounds: more evidence never lowers a marking point."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria_bank.schema import MarkingPoint, Unit
from nlp.classifier.base import Prediction, Probabilities
from nlp.judgement.evidence import Observations, observe
from nlp.judgement.points import FEATURES, analyse_points, features, status_probabilities
from nlp.judgement.rules import JudgementRules, LabelThresholds, PointModel
from nlp.results import ElementStatus, Status
from tests.nlp.judgement.saying import Said, sentences_of

RANK: dict[Status, int] = {"not": 0, "partial": 1, "met": 2}
FOUND: tuple[ElementStatus, ...] = ("missing", "weak", "evidenced")
Chances = tuple[Probabilities, Probabilities]

chance = st.floats(0, 1)
weight = st.floats(0, 10)


@st.composite
def models(draw: st.DrawFn) -> PointModel:
    first, second = sorted(draw(st.tuples(st.floats(-5, 15), st.floats(-5, 15))))
    return PointModel(
        weights=dict(zip(FEATURES, draw(st.tuples(weight, weight)), strict=True)),
        partial_cut=first,
        met_cut=second,
        say_partial=draw(chance),
        say_met=draw(chance),
    )


@st.composite
def predictions(draw: st.DrawFn, sentences: int) -> Chances:
    """Chances of the labels and of reflecting, for so many sentences."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sharpness = draw(st.sampled_from([0.3, 1.0, 4.0]))
    return random.random((sentences, 60)) ** sharpness, random.random(sentences)


def observations_of(unit: Unit, labels: Probabilities, reflecting: Probabilities) -> Observations:
    stages = np.zeros((len(labels), len(unit.stages)))
    stages[:, [stage.id for stage in unit.stages].index("analysis")] = reflecting
    stages[:, [stage.id for stage in unit.stages].index("description")] = 1 - reflecting
    ends = np.cumsum([len(unit.elements), len(unit.constraints), len(unit.mistakes)])
    elements, constraints, mistakes, _ = np.split(labels, ends.tolist(), axis=1)
    prediction = Prediction(stages, elements, constraints, mistakes)
    return observe(unit, sentences_of([Said()] * len(labels)), prediction)


def assert_no_lower(unit: Unit, model: PointModel, fewer: Observations, more: Observations) -> None:
    labels = {label.id: LabelThresholds(present=0.5, weak=0.2, somewhere=0.6) for label in unit.labels}
    rules = JudgementRules(labels=labels, points={point.id: model for point in unit.marking_points}, flags={})
    before, after = analyse_points(unit, fewer, rules), analyse_points(unit, more, rules)
    for point, one, other in zip(unit.marking_points, before, after, strict=True):
        assert RANK[other.status] >= RANK[one.status]
        assert set(other.missing) <= set(one.missing)
        for was, now in zip(one.elements, other.elements, strict=True):
            assert FOUND.index(now.status) >= FOUND.index(was.status)
        assert_chances_no_lower(point, model, fewer, more)
        for found in (one, other):
            assert sum(found.probabilities.values()) == pytest.approx(1.0, abs=2e-4)  # each is rounded to 4 digits


def assert_chances_no_lower(point: MarkingPoint, model: PointModel, fewer: Observations, more: Observations) -> None:
    one, other = (status_probabilities(model, features(point, seen)) for seen in (fewer, more))
    assert other["met"] >= one["met"]
    assert other["not"] <= one["not"]
    for chances in (one, other):
        assert sum(chances.values()) == pytest.approx(1.0)
        assert min(chances.values()) >= 0.0


@given(model=models(), before=predictions(4), place=st.tuples(st.integers(0, 3), st.integers(0, 26)), more=chance)
def test_a_surer_element_never_lowers_a_marking_point(
    unit: Unit, model: PointModel, before: Chances, place: tuple[int, int], more: float
) -> None:
    labels, reflecting = before
    raised = labels.copy()
    raised[place] += (1 - raised[place]) * more

    assert_no_lower(unit, model, observations_of(unit, labels, reflecting), observations_of(unit, raised, reflecting))


@given(model=models(), all_of_it=predictions(5), kept=st.integers(0, 4))
def test_a_further_sentence_never_lowers_a_marking_point(
    unit: Unit, model: PointModel, all_of_it: Chances, kept: int
) -> None:
    labels, reflecting = all_of_it

    assert_no_lower(
        unit,
        model,
        observations_of(unit, labels[:kept], reflecting[:kept]),
        observations_of(unit, labels, reflecting),
    )


@given(model=models(), seen=predictions(3))
def test_the_order_of_sentences_does_not_matter_to_a_marking_point(
    unit: Unit, model: PointModel, seen: Chances
) -> None:
    labels, reflecting = seen
    forwards = observations_of(unit, labels, reflecting)
    backwards = observations_of(unit, labels[::-1], reflecting[::-1])

    for point in unit.marking_points:
        one, other = (status_probabilities(model, features(point, order)) for order in (forwards, backwards))
        assert one == pytest.approx(other)
