from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria_bank.schema import Unit
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.depth import analyse_depth
from nlp.judgement.flags import FEATURES, Whole, analyse_flags, features, probability
from nlp.judgement.rules import DepthModel, FlagModel, JudgementRules
from nlp.judgement.told import Told
from nlp.personal_data.finder import find_personal_data
from nlp.results import FlagFinding
from tests.nlp.judgement.saying import Said, observed, text_of

EXPLAINS = Said(stage="analysis", text="She came back because we had listened.")
TELLS = Said(text="I opened the shop.")
FEATURELESS = dict.fromkeys(FEATURES, 0.0)


def whole_of(unit: Unit, rules: JudgementRules, *said: Said) -> Whole:
    text, observations = text_of(said), observed(unit, *said)
    personal_data = find_personal_data(text)
    told = Told.of(text, observations)
    constraints = analyse_constraints(unit, told, observations, rules, personal_data)
    return Whole(text, observations, told, constraints, personal_data)


def raised(unit: Unit, rules: JudgementRules, *said: Said) -> tuple[FlagFinding, ...]:
    whole = whole_of(unit, rules, *said)
    return analyse_flags(unit, whole, analyse_depth(unit, whole.observations, DepthModel()), rules)


def values_of(unit: Unit, rules: JudgementRules, flag: str, *said: Said) -> dict[str, float]:
    (wanted,) = (item for item in unit.flags if item.id == flag)
    return features(unit, wanted, whole_of(unit, rules, *said))


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ([EXPLAINS], []),
        ([TELLS], ["descriptive"]),
        ([EXPLAINS, EXPLAINS, Said({"politeness": 0.9})], ["politeness"]),
        ([EXPLAINS, Said({"politeness": 0.3})], []),
        ([EXPLAINS, Said({"politeness": 1.0, "uniform": 1.0}, speaker="assessor")], []),
        ([EXPLAINS, Said(text="I wrote down his order number.")], ["data_protection"]),
        (
            [EXPLAINS, Said(text="I wrote down his order number."), Said({"data_protection": 0.9}, "analysis")],
            [],
        ),
        ([EXPLAINS, Said(text="I promised him a seat.")], ["constraints"]),
        ([EXPLAINS, Said({"3.interaction": 0.9}, text="She nodded.")], ["constraints"]),
        ([Said({"tick_box": 0.9}), Said({"uniform": 0.9}), TELLS], ["descriptive", "uniform", "tick_box"]),
        ([], ["descriptive"]),
    ],
)
def test_a_flag_is_raised_by_its_trigger_and_in_the_units_order(
    unit: Unit, rules: JudgementRules, said: list[Said], flags: list[str]
) -> None:
    assert [flag.id for flag in raised(unit, rules, *said)] == flags


def test_a_flag_says_what_the_unit_says_and_cites_the_mistake(unit: Unit, rules: JudgementRules) -> None:
    said = [EXPLAINS, Said({"overpromise": 0.9}, text="I told him it was as good as done.")]

    (flag,) = raised(unit, rules, *said)

    (defined,) = (item for item in unit.flags if item.id == "overpromise")
    assert (flag.severity, flag.message) == (defined.severity, defined.message)
    assert [text_of(said)[item.start : item.end] for item in flag.evidence] == ["I told him it was as good as done."]


def test_a_flag_raised_by_several_unsure_signs_cites_them(unit: Unit, rules: JudgementRules) -> None:
    touchy = FlagModel(weights={"strongest": 4.0, "second": 4.0}, intercept=-2.0, threshold=0.5)
    rules = rules.model_copy(update={"flags": rules.flags | {"politeness": touchy}})

    (flag,) = raised(unit, rules, EXPLAINS, Said({"politeness": 0.4}), Said({"politeness": 0.3}, "analysis"))

    assert [item.probability for item in flag.evidence] == [0.4, 0.3]


def test_features_of_a_flag_about_a_mistake(unit: Unit, rules: JudgementRules) -> None:
    said = [
        Said({"uniform": 0.7}, text="They want it fast."),
        Said({"uniform": 0.2, "tick_box": 0.6}, text="That is all."),
        Said({"5.trust": 0.9}, "analysis", "She came back because we had listened."),
    ]

    assert values_of(unit, rules, "uniform", *said) == pytest.approx(
        FEATURELESS
        | {
            "strongest": 0.7,
            "second": 0.2,
            "prominence": len(said[0].text) / sum(len(item.text) for item in said),
            "other_mistakes": 0.6 / (len(unit.mistakes) - 1),
            "elements": 0.9 / len(unit.elements),
        }
    )


def test_a_mistake_is_owned_up_to_by_a_lesson_soon_after_it_in_its_paragraph(unit: Unit, rules: JudgementRules) -> None:
    mistake, lesson = Said({"overpromise": 0.8}), Said({}, "conclusion")
    soon = values_of(unit, rules, "overpromise", mistake, TELLS, lesson)["owned_up"]
    late = values_of(unit, rules, "overpromise", mistake, TELLS, TELLS, lesson)["owned_up"]
    before = values_of(unit, rules, "overpromise", lesson, mistake)["owned_up"]
    assert soon > 0.5
    assert max(late, before) < 0.2


def test_features_of_a_flag_about_constraints(unit: Unit, rules: JudgementRules) -> None:
    said = [Said({"3.interaction": 0.9}), Said({"policy": 0.6, "tick_box": 0.4}), EXPLAINS]

    assert values_of(unit, rules, "constraints", *said) == pytest.approx(
        FEATURELESS
        | {
            "other_mistakes": 0.4 / len(unit.mistakes),
            "elements": 0.9 / len(unit.elements),
            "overlooked": 1 / 5,
            "unaddressed": (4 + 0.4) / 5,
        }
    )


def test_personal_data_counts_as_far_as_data_protection_is_not_addressed(unit: Unit, rules: JudgementRules) -> None:
    name, protection = Said(text="I rang Margaret Holroyd."), Said({"data_protection": 0.75}, text="I shredded it.")

    bare = values_of(unit, rules, "data_protection", name)
    protected = values_of(unit, rules, "data_protection", name, protection)

    assert (bare["unaddressed"], bare["exposed"]) == (1.0, 1.0)
    assert 0 < bare["mentioned"] < 1
    assert (protected["unaddressed"], protected["exposed"]) == (0.25, 0.25)
    assert protected["mentioned"] == pytest.approx(bare["mentioned"] / 4)
    assert values_of(unit, rules, "data_protection", TELLS)["exposed"] == 0.0


def test_weak_personal_data_changes_no_flag(unit: Unit, rules: JudgementRules) -> None:
    titled, plain = Said(text="I rang Mrs Holroyd."), Said(text="I rang the customer.")

    assert values_of(unit, rules, "data_protection", titled)["exposed"] == 0.0
    assert raised(unit, rules, titled) == raised(unit, rules, plain)


@given(chances=st.lists(st.floats(0, 1), min_size=3, max_size=3), label=st.integers(0, 40))
def test_every_feature_lies_between_0_and_1(
    unit: Unit, rules: JudgementRules, chances: list[float], label: int
) -> None:
    name = unit.labels[label].id
    said = [Said({name: chance}, "evaluation") for chance in chances]

    for flag in unit.flags:
        values = values_of(unit, rules, flag.id, *said)
        assert set(values) == set(FEATURES)
        assert all(0.0 <= value <= 1.0 for value in values.values())


def test_a_flags_probability_is_logistic_and_never_overflows() -> None:
    model = FlagModel(weights={"strongest": 2.0}, intercept=-1.0, threshold=0.5)

    assert probability(model, FEATURELESS | {"strongest": 0.5}) == pytest.approx(0.5)
    for intercept in (-1e9, 1e9):
        extreme = model.model_copy(update={"intercept": intercept})
        assert probability(extreme, FEATURELESS) == pytest.approx(float(intercept > 0))
