from __future__ import annotations

import pytest

from criteria_bank.schema import Unit
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.rules import JudgementRules, LabelThresholds
from nlp.judgement.told import Told
from nlp.personal_data.finder import find_personal_data
from nlp.results import ConstraintFinding, ConstraintStatus
from tests.nlp.judgement.saying import Said, observed, text_of

INTERACTION = {"3.interaction": 0.9}


def find(unit: Unit, rules: JudgementRules, constraint: str, *said: Said) -> ConstraintFinding:
    text, seen = text_of(said), observed(unit, *said)
    found = analyse_constraints(unit, Told.of(text, seen), seen, rules, find_personal_data(text))
    assert [item.id for item in found] == [item.id for item in unit.constraints]
    (one,) = (item for item in found if item.id == constraint)
    return one


@pytest.mark.parametrize(
    ("constraint", "said", "status"),
    [
        ("data_protection", [Said(text="I read her Phone Number out.")], "overlooked"),
        (
            "data_protection",
            [Said(text="I read her phone number out."), Said({"data_protection": 0.8}, text="I shredded the note.")],
            "addressed",
        ),
        ("data_protection", [Said({"data_protection": 0.8}, text="I shredded the note.")], "addressed"),
        (
            "data_protection",
            [Said(text="She rang from 07700 900123."), Said({"data_protection": 0.55}, text="I put it on a pad.")],
            "overlooked",
        ),
        (
            "data_protection",
            [Said(text="She rang from 07700 900123."), Said({"data_protection": 0.65}, text="I shredded the note.")],
            "addressed",
        ),
        ("data_protection", [Said(text="He liked the profile of the chair.")], "not_applicable"),
        ("data_protection", [Said(text="Did you write her phone number down?", speaker="assessor")], "not_applicable"),
        (
            "data_protection",
            [Said({"data_protection": 1.0}, text="How is her phone number kept?", speaker="assessor")],
            "not_applicable",
        ),
        ("records", [Said(INTERACTION)], "overlooked"),
        ("records", [Said({"3.interaction": 0.4})], "not_applicable"),
        ("records", [Said(INTERACTION), Said({"records": 0.5})], "addressed"),
        ("records", [Said(INTERACTION), Said({"records": 0.4})], "overlooked"),
        ("records", [Said(INTERACTION, speaker="assessor")], "not_applicable"),
        ("boundaries", [Said(text="I promised it would never happen again.")], "overlooked"),
        ("policy", [], "not_applicable"),
    ],
)
def test_a_constraint_is_addressed_overlooked_or_not_called_for(
    unit: Unit, rules: JudgementRules, constraint: str, said: list[Said], status: ConstraintStatus
) -> None:
    found = find(unit, rules, constraint, *said)

    assert found.status == status
    assert bool(found.evidence) == (status == "addressed")


def test_what_addresses_a_constraint_is_cited(unit: Unit, rules: JudgementRules) -> None:
    said = Said(text="I took her booking."), Said({"data_protection": 0.8}, text="I shredded the note.")

    (cited,) = find(unit, rules, "data_protection", *said).evidence

    assert text_of(said)[cited.start : cited.end] == "I shredded the note."
    assert cited.probability == 0.8


def test_several_unsure_sentences_address_a_constraint_where_the_rules_let_them(
    unit: Unit, rules: JudgementRules
) -> None:
    pooled = LabelThresholds(present=0.5, weak=0.25, somewhere=0.6)
    rules = rules.model_copy(update={"labels": rules.labels | {"records": pooled}})
    unsure = Said({"records": 0.4})

    assert find(unit, rules, "records", Said(INTERACTION), unsure).status == "overlooked"
    twice = find(unit, rules, "records", Said(INTERACTION), unsure, unsure)
    assert twice.status == "addressed"
    assert [item.probability for item in twice.evidence] == [0.4, 0.4]


def test_a_constraint_without_conditions_always_applies(unit: Unit, rules: JudgementRules) -> None:
    always = unit.constraints[0].model_copy(update={"applies_with_words": (), "applies_with_elements": ()})
    unit = unit.model_copy(update={"constraints": (always, *unit.constraints[1:])})

    assert find(unit, rules, always.id, Said(text="It was a quiet day.")).status == "overlooked"


def causes(unit: Unit, rules: JudgementRules, constraint: str, *said: Said) -> list[str]:
    text = text_of(said)
    return [text[place.start : place.end] for place in find(unit, rules, constraint, *said).because]


def test_the_words_that_make_a_constraint_apply_are_cited_once_each(unit: Unit, rules: JudgementRules) -> None:
    said = Said(text="I emailed her; her Address was in an email."), Said(text="The address was old, so I phoned.")

    assert causes(unit, rules, "data_protection", *said) == ["emailed", "Address", "email", "phoned"]


def test_so_are_the_sentences_of_elements_that_make_it_apply(unit: Unit, rules: JudgementRules) -> None:
    said = Said(text="It was Monday."), Said(INTERACTION, text="She came in with a torn letter.")

    assert causes(unit, rules, "records", *said) == ["She came in with a torn letter."]


def test_a_constraint_that_is_addressed_says_what_called_for_it_too(unit: Unit, rules: JudgementRules) -> None:
    addressed = Said({"data_protection": 0.8}, text="I shredded the note.")

    assert causes(unit, rules, "data_protection", Said(text="I took her booking."), addressed) == ["booking"]
    assert causes(unit, rules, "data_protection", addressed) == []


def test_nothing_is_cited_where_nothing_calls_for_it(unit: Unit, rules: JudgementRules) -> None:
    asked = Said(text="Did you write her phone number down?", speaker="assessor")

    assert causes(unit, rules, "data_protection", asked, Said(text="I like people.")) == []


def test_at_most_five_places_are_cited(unit: Unit, rules: JudgementRules) -> None:
    said = Said(text="Her address, postcode, email, passport, diagnosis and voicemail were in the database.")

    assert causes(unit, rules, "data_protection", said) == ["address", "postcode", "email", "passport", "diagnosis"]
