"""The other parts of feedback: summary, strengths, corrections, cautions."""

from __future__ import annotations

from typing import get_args

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.personal_data.candidates import Kind
from nlp.results import PersonalData
from tests.nlp.feedback.findings import all_points, cite, depth, element, feedback, findings, point, raised


@pytest.fixture(scope="module")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


def test_the_summary_counts_the_points_and_tells_the_depth(unit: Unit) -> None:
    first, second, *others = unit.marking_points
    points = [point(first, "met"), point(second, "partial"), *(point(other, "not") for other in others)]
    assert feedback(unit, findings(points, depth("descriptive", 0.126))).summary == (
        "Your account has clear evidence for 1 of the 8 marking points, and some for 1 more. "
        "Mostly you tell what happened: about 13% of your sentences say why, how well, or what you learned."
    )


def test_an_account_without_any_reflection_is_not_told_a_nought(unit: Unit) -> None:
    assert "%" not in feedback(unit, findings(all_points(unit, "not"), depth("descriptive", 0.004))).summary


def test_level_4_is_told_that_reasons_are_asked_for(unit: Unit) -> None:
    found = findings(all_points(unit, "not"), depth("descriptive", 0.1))
    assert "level 4" in feedback(unit, found, 4).summary
    assert "level 4" not in feedback(unit, found, 3).summary


def test_strengths_are_of_different_points_and_sentences(unit: Unit) -> None:
    one, two, three, four, five, *others = unit.marking_points
    points = [
        point(one, "partial", element(one.elements[0].id, cite(0, 0.6)), element(one.elements[1].id, cite(1, 0.95))),
        point(two, "partial", element(two.elements[0].id, cite(1, 0.9), cite(2, 0.8))),
        point(three, "partial", element(three.elements[0].id, cite(3, 0.99), weak=True)),
        point(four, "partial", element(four.elements[0].id, cite(4, 0.75))),
        point(five, "partial", element(five.elements[0].id, cite(5, 0.72))),
        *(point(other, "not") for other in others),
    ]
    strengths = feedback(unit, findings(points)).strengths
    assert [(item.text, item.evidence) for item in strengths] == [
        (one.elements[1].strength, (cite(1, 0.95),)),
        (two.elements[0].strength, (cite(2, 0.8),)),
        (four.elements[0].strength, (cite(4, 0.75),)),
    ]


def test_sure_evidence_of_reflection_is_praised_before_surer_evidence_of_telling(unit: Unit) -> None:
    points = {definition.id: point(definition, "not") for definition in unit.marking_points}
    three, four = (next(one for one in unit.marking_points if one.id == name) for name in ("MP3", "MP4"))
    points["MP3"] = point(three, "partial", element("3.interaction", cite(0, 0.99)))
    points["MP4"] = point(four, "partial", element("4.strength", cite(1, 0.75)))
    assert [item.evidence for item in feedback(unit, findings(list(points.values()))).strengths] == [
        (cite(1, 0.75),),
        (cite(0, 0.99),),
    ]


@pytest.mark.parametrize(("probability", "said"), [(0.9, "sure"), (0.6, "with reserve"), (0.45, "not at all")])
def test_unsure_evidence_is_praised_with_reserve_or_not_at_all(unit: Unit, probability: float, said: str) -> None:
    one, *others = unit.marking_points
    praised = one.elements[0]
    points = [point(one, "partial", element(praised.id, cite(0, probability))), *(point(o, "not") for o in others)]
    texts = [item.text for item in feedback(unit, findings(points)).strengths]
    expected = {
        "sure": [praised.strength],
        "with reserve": [f"This may count, but the program is not sure. {praised.strength}"],
        "not at all": [],
    }
    assert texts == expected[said]


def test_a_sentence_with_personal_data_is_quoted_only_where_there_is_no_other(unit: Unit) -> None:
    one, *others = unit.marking_points
    praised = element(one.elements[0].id, cite(0, 0.95), cite(1, 0.8))
    points = [point(one, "partial", praised), *(point(other, "not") for other in others)]
    phone = PersonalData(kind="phone", start=5, end=15)
    composed = feedback(unit, findings(points, personal_data=[phone]))
    assert composed.strengths[0].evidence == (cite(1, 0.8),)


def test_corrections_come_gravest_first_with_their_sentence_and_what_puts_them_right(unit: Unit) -> None:
    flags = [raised(unit, "tick_box"), raised(unit, "overpromise", cite(1, 0.8)), raised(unit, "data_protection")]
    gravest, middle, last = feedback(unit, findings(all_points(unit, "not"), flags=flags)).corrections
    assert (gravest.flag, gravest.severity) == ("data_protection", "must_fix")
    assert (middle.flag, middle.cites, middle.evidence) == ("overpromise", ("CM8",), (cite(1, 0.8),))
    assert middle.correction == next(one.correction for one in unit.common_mistakes if one.id == "CM8")
    assert (last.flag, last.severity) == ("tick_box", "note")
    assert all(item.correction and item.question.endswith("?") for item in (gravest, middle, last))


def test_a_learner_of_level_3_is_not_told_what_level_4_asks(unit: Unit) -> None:
    found = findings(all_points(unit, "not"), flags=[raised(unit, "politeness")])
    (at_three,), (at_four,) = feedback(unit, found, 3).corrections, feedback(unit, found, 4).corrections
    assert "evel 4" not in str(at_three.correction)
    assert "level 4" in str(at_four.correction)


def test_no_more_than_three_corrections_are_read_at_once(unit: Unit) -> None:
    found = findings(all_points(unit, "not"), flags=[raised(unit, flag.id) for flag in unit.flags])
    assert len(feedback(unit, found).corrections) == 3


def test_uncertain_marking_points_are_named(unit: Unit) -> None:
    one, two, *others = unit.marking_points
    points = [point(one, "partial", unsure=True), point(two, "not"), *(point(other, "met") for other in others)]
    cautions = feedback(unit, findings(points)).cautions
    assert f"The program is not sure about these: {one.label}. Ask your assessor about them." in cautions


def test_short_texts_and_units_without_a_model_are_cautioned_about(unit: Unit) -> None:
    plain = findings(all_points(unit, "not"), text="so that is why " * 50)
    assert len(feedback(unit, plain).cautions) == 1
    found = findings(all_points(unit, "not"), text="Too short", matching="similarity")
    assert len(feedback(unit, found).cautions) == 3


def test_a_text_in_another_language_is_cautioned_about(unit: Unit) -> None:
    french = "J'ai rappelé la cliente le jeudi parce qu'elle attendait depuis deux jours sans rien entendre. " * 5
    cautions = feedback(unit, findings(all_points(unit, "not"), text=french)).cautions
    assert [text for text in cautions if "English" in text] != []


def test_a_share_is_not_told_of_a_text_that_is_too_short_for_one(unit: Unit) -> None:
    assert "%" not in feedback(unit, findings(all_points(unit, "not"), depth("mixed", 0.33), text="Hello")).summary


def test_an_account_that_shows_who_somebody_is_is_told_so_first(unit: Unit) -> None:
    named = [PersonalData(kind=kind, start=n, end=n + 1) for n, kind in enumerate(["full_name", "phone", "full_name"])]
    flags = [raised(unit, "data_protection")]
    first, second = feedback(unit, findings(all_points(unit, "not"), flags=flags, personal_data=named)).corrections
    assert (first.flag, first.severity, second.flag) == (None, "must_fix", "data_protection")
    assert first.text.endswith("it gives a full name, a telephone number.")


def test_a_title_with_a_surname_alone_is_not_told_off(unit: Unit) -> None:
    title = PersonalData(kind="titled_surname", start=0, end=4, certainty="weak")
    assert feedback(unit, findings(all_points(unit, "not"), personal_data=[title])).corrections == ()


def test_every_kind_of_personal_data_has_words(unit: Unit) -> None:
    assert unit.feedback.personal_data is not None
    assert set(get_args(Kind)) - {"titled_surname"} <= set(unit.feedback.personal_data.kinds)


def test_a_person_decides_is_said_under_every_policy(unit: Unit) -> None:
    found = findings(all_points(unit, "not"))
    for policy in ("full", "signpost", "off"):
        assert "a person decides" in feedback(unit, found, policy=policy).cautions[-1]
