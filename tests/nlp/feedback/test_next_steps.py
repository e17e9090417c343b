"""Next steps: nearest first, one point after another, each at a place in the learner's own text."""

from __future__ import annotations

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from tests.nlp.feedback.findings import SENTENCES, all_points, cite, element, feedback, findings, point


@pytest.fixture(scope="module")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


def test_the_point_that_lacks_least_comes_first(unit: Unit) -> None:
    one, two, *others = unit.marking_points
    all_but_one = [element(item.id, cite(0, 0.9)) for item in two.elements[: two.requires.met - 1]]
    points = [
        point(one, "not"),
        point(two, "partial", *all_but_one),
        *(point(other, "met") for other in others),
    ]
    first, second, third = feedback(unit, findings(points)).next_steps
    missing = two.elements[two.requires.met - 1]
    assert (first.marking_point, first.element, first.question) == (two.id, missing.id, missing.question)
    assert second.marking_point == one.id
    assert {third.marking_point} <= {one.id, two.id}


def test_points_that_are_met_are_left_alone_until_all_are(unit: Unit) -> None:
    one, *others = unit.marking_points
    some_open = [point(one, "not"), *(point(other, "met") for other in others)]
    assert {step.marking_point for step in feedback(unit, findings(some_open)).next_steps} == {one.id}
    assert len(feedback(unit, findings(all_points(unit, "met"))).next_steps) == 3


def test_a_step_starts_where_the_unit_says_that_its_element_belongs(unit: Unit) -> None:
    """How well it worked is asked after the technique, not after whatever is surest."""
    points = {definition.id: point(definition, "met") for definition in unit.marking_points}
    three = next(definition for definition in unit.marking_points if definition.id == "MP3")
    technique, interaction = element("3.technique", cite(2, 0.7)), element("3.interaction", cite(4, 0.95))
    points["MP3"] = point(three, "partial", technique, interaction)
    step = feedback(unit, findings(list(points.values()))).next_steps[0]
    assert (step.element, step.evidence) == ("3.effectiveness", (cite(2, 0.7),))
    assert f"“{SENTENCES[2][: SENTENCES[2].rindex(',')]} …”" in step.text


def test_a_sentence_that_comes_close_is_the_place_and_one_that_does_not_is_not_named(unit: Unit) -> None:
    one, *others = unit.marking_points
    met = [point(other, "met") for other in others]
    name = one.elements[-1].id
    close = feedback(unit, findings([point(one, "not", element(name, cite(4, 0.4), weak=True)), *met])).next_steps[0]
    assert (close.element, close.evidence) == (name, (cite(4, 0.4),))
    assert "comes close" in close.text
    far = feedback(unit, findings([point(one, "not", element(name, cite(4, 0.2), weak=True)), *met])).next_steps[0]
    assert far.element == name
    assert far.evidence == ()


def test_headings_and_heads_of_tables_are_no_places(unit: Unit) -> None:
    one, *others = unit.marking_points
    points = [
        point(one, "partial", element(one.elements[0].id, cite(0, 0.95), cite(3, 0.6))),
        *(point(other, "met") for other in others),
    ]
    assert feedback(unit, findings(points, told=(3,))).next_steps[0].evidence == (cite(3, 0.6),)
    assert feedback(unit, findings(points, told=())).next_steps[0].evidence == ()


def test_where_all_is_there_and_still_thin_more_detail_is_asked_for(unit: Unit) -> None:
    one, *others = unit.marking_points
    elements = [element(item.id, cite(n, 0.9 - n / 10)) for n, item in enumerate(one.elements)]
    points = [point(one, "partial", *elements), *(point(other, "met") for other in others)]
    (step,) = feedback(unit, findings(points)).next_steps
    assert step.element == one.elements[-1].id
    assert "More detail" in step.text


def test_each_step_gives_another_tip_where_the_element_has_one(unit: Unit) -> None:
    steps = feedback(unit, findings(all_points(unit, "not"))).next_steps
    for number, step in enumerate(steps):
        given = {other.guidance for other in steps[:number]}
        tips = next(one.guidance for one in unit.elements if one.id == step.element)
        assert step.guidance not in given or set(tips) <= given
        assert step.tip == next(tip.plain for tip in unit.guidance if tip.id == step.guidance)


def test_level_4_is_asked_deeper_questions(unit: Unit) -> None:
    found = findings(all_points(unit, "not"))
    for level in (3, 4):
        for step in feedback(unit, found, level).next_steps:
            asked = next(one for one in unit.elements if one.id == step.element)
            assert step.question == asked.question_for(level)
    assert feedback(unit, found, 3).next_steps != feedback(unit, found, 4).next_steps
